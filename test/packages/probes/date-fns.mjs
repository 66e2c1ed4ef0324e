import * as D from "date-fns";
export default function probe() {
  const d = new Date(2024, 1, 29, 13, 5, 9);
  return {
    n: Object.keys(D).length > 200,
    fmt: D.format(d, "yyyy-MM-dd'T'HH:mm:ss EEEE do MMM Q w"),
    add: D.formatISO(D.add(d, { months: 1, days: 2 }), { representation: "date" }),
    diff: [D.differenceInDays(new Date(2024, 2, 10), d), D.differenceInMonths(new Date(2025, 1, 28), d)],
    parse: D.format(D.parse("02/11/2014", "MM/dd/yyyy", new Date(0)), "yyyyMMdd"),
    iso: D.parseISO("2020-01-01T10:00:00Z").getTime(),
    valid: D.isValid(new Date(NaN)),
    dist: D.formatDistance(new Date(2024, 0, 1), new Date(2024, 2, 1), { addSuffix: true }),
    interval: D.eachDayOfInterval({ start: new Date(2024, 0, 1), end: new Date(2024, 0, 4) }).map((x) => x.getDate()),
    week: [D.getISOWeek(d), D.getDayOfYear(d), D.isLeapYear(d)],
    start: D.format(D.startOfWeek(d, { weekStartsOn: 1 }), "P"),
    weekend: D.isWeekend(d),
    clamp: D.clamp(d, { start: new Date(2024, 2, 1), end: new Date(2024, 3, 1) }).getMonth(),
    dur: D.formatDuration({ hours: 2, minutes: 5 }),
    cmp: D.compareAsc(d, new Date(0)),
    lastDay: D.lastDayOfMonth(d).getDate(),
    rel: D.formatRelative(D.subDays(d, 3), d),
  };
}
