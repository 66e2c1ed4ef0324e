import { DateTime, Duration, Interval, Info, Settings, FixedOffsetZone } from "luxon";
export default function probe() {
  const d = DateTime.fromISO("2024-02-29T13:05:09.123Z", { zone: "utc" });
  return {
    iso: d.toISO(),
    fmt: d.toFormat("yyyy LL dd HH:mm:ss.SSS ZZ"),
    plus: d.plus({ months: 1, hours: 12 }).toISO(),
    diff: d.diff(DateTime.fromISO("2024-01-01", { zone: "utc" }), ["days", "hours", "minutes"]).toObject(),
    start: d.startOf("week").toISODate(),
    wk: [d.weekNumber, d.weekYear, d.ordinal, d.daysInMonth, d.quarter],
    parse: DateTime.fromFormat("25 12 1995", "dd MM yyyy", { zone: "utc" }).toISODate(),
    bad: DateTime.fromISO("nope").isValid,
    dur: Duration.fromISO("P1Y2M3DT4H").toObject(),
    durf: Duration.fromMillis(3661000).toFormat("hh:mm:ss"),
    interval: Interval.fromDateTimes(d, d.plus({ days: 3 })).length("days"),
    split: Interval.after(d, { hours: 3 }).splitBy({ hours: 1 }).length,
    zone: d.setZone(FixedOffsetZone.instance(120)).toISO(),
    http: d.toHTTP(),
    rfc: d.toRFC2822(),
    sql: d.toSQL(),
    eq: d.equals(d.plus(0)),
    json: JSON.stringify({ d }),
    cmp: d > DateTime.fromMillis(0),
    months: Info.months("short", { locale: "en-US" }).length,
  };
}
