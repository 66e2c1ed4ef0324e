/** What a guest's locales and options come to: `en-US` and UTC wherever natively the host's own would be taken. */
import { apply, create, defineProperty, ObjectOf } from "./intrinsics.js";
import { plain } from "./descriptors.js";

export const LOCALE = "en-US";
const ZONE = "UTC";

/** Up to 4,600 bytes of native stack lie below a guest's option getter. */
export const OPTIONS_WEIGHT = 3;

export type Locales = (locales: unknown) => unknown;
export type Formatter = { readonly prototype: object; readonly length: number; supportedLocalesOf(locales: unknown): readonly string[] };

const { getCanonicalLocales } = Intl;
/** Captured before guest code: dates are tamed later. */
export const { DateTimeFormat } = Intl as unknown as { readonly DateTimeFormat: Formatter };
export const canonical: (locales: unknown) => readonly string[] = getCanonicalLocales as never;

/** What the guest asked for, if any of it is known to the formatter; else the fixed locale. Locales are read once. */
export const knownTo = (formatter: Formatter): Locales => {
  const { supportedLocalesOf } = formatter;
  return (locales) => {
    if (locales === undefined) return LOCALE;
    const list = canonical(locales);
    return list.length === 0 || (apply(supportedLocalesOf, formatter, [list] as never) as readonly string[]).length === 0 ? LOCALE : list;
  };
};

/** The guest's options, with a time zone where it names none. */
export const inZone = (options: unknown): unknown => {
  const given = options === undefined ? create(null) : (apply(ObjectOf, undefined, [options]) as object);
  const zone = (given as { timeZone?: unknown }).timeZone;
  if (options === null) return options;
  const withZone = create(given) as object;
  defineProperty(withZone, "timeZone", plain(zone === undefined ? ZONE : zone));
  return withZone;
};

/** Fuel for a formatter: 5 to 40 µs, whatever it is asked for. */
export const FORMATTER_COST = 512;
