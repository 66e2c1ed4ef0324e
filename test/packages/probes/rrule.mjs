import { RRule, RRuleSet, rrulestr, datetime } from "rrule";
export default function probe() {
  const r = new RRule({
    freq: RRule.WEEKLY,
    interval: 2,
    byweekday: [RRule.MO, RRule.FR],
    dtstart: datetime(2024, 1, 1, 10, 30),
    count: 5,
  });
  const set = new RRuleSet();
  set.rrule(r);
  set.exdate(datetime(2024, 1, 5, 10, 30));
  return {
    all: r.all().map((d) => d.toISOString()),
    str: r.toString(),
    text: r.toText(),
    set: set.all().length,
    parse: rrulestr("DTSTART:20240101T000000Z\nRRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=3")
      .all()
      .map((d) => d.toISOString().slice(0, 10)),
    between: r.between(datetime(2024, 1, 10), datetime(2024, 2, 1)).length,
    after: r.after(datetime(2024, 1, 6)).toISOString(),
    fromText: RRule.fromText("every day for 3 times").origOptions.count,
    opts: r.origOptions.interval,
    yearly: new RRule({ freq: RRule.YEARLY, bymonth: 2, bymonthday: 29, dtstart: datetime(2020, 1, 1), count: 2 })
      .all()
      .map((d) => d.getUTCFullYear()),
  };
}
