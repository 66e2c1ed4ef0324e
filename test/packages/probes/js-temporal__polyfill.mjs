import { Temporal, Intl as TIntl, toTemporalInstant } from "@js-temporal/polyfill";
export default function probe() {
  const d = Temporal.PlainDate.from("2024-02-29");
  const z = Temporal.ZonedDateTime.from("2024-03-10T01:30:00-05:00[America/New_York]");
  return {
    add: d.add({ years: 1 }).toString(),
    until: d.until("2024-12-25").toString(),
    cmp: Temporal.PlainDate.compare(d, "2023-01-01"),
    dow: [d.dayOfWeek, d.dayOfYear, d.weekOfYear, d.daysInMonth, d.inLeapYear],
    time: Temporal.PlainTime.from("13:05").add({ minutes: 125 }).toString(),
    dur: Temporal.Duration.from("PT130M").round({ largestUnit: "hour" }).toString(),
    total: Temporal.Duration.from({ hours: 25 }).total("day"),
    zadd: z.add({ hours: 1 }).toString(),
    inst: Temporal.Instant.from("2020-01-01T00:00Z").epochMilliseconds,
    ym: Temporal.PlainYearMonth.from("2024-02").toPlainDate({ day: 1 }).toString(),
    withx: d.with({ day: 1 }).toString(),
    eq: d.equals("2024-02-29"),
    err: (() => {
      try {
        Temporal.PlainDate.from("2024-13-01");
      } catch (e) {
        return e.name;
      }
    })(),
    json: JSON.stringify({ d }),
    dt: Temporal.PlainDateTime.from("2024-01-01T00:00").round("day").toString(),
    tag: Object.prototype.toString.call(d),
  };
}
