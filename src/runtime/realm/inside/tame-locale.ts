/**
 * A fixed locale (`en-US`) and time zone (UTC) for the methods of numbers and texts wherever natively the host's own would be taken: no locale
 * given, an empty list, or none that the engine knows. Dates: tame-date.ts. `Intl` itself: tame-intl.ts.
 */
import { apply, BigIntOf, getOwnPropertyDescriptor, NumberOf, StringOf } from "./intrinsics.js";
import { canonical, FORMATTER_COST, knownTo, LOCALE, OPTIONS_WEIGHT, type Formatter, type Locales } from "./locales.js";
import type { Publisher } from "./publish.js";
import type { Frames } from "../../limits/meter.js";

export function tameLocale({ enter, leave }: Frames, pay: (units: number) => void, { replace }: Publisher): void {
  /** `method(locales, options)` on a prototype. */
  const localise = (holder: object, key: string, first: Locales): void => {
    const native = getOwnPropertyDescriptor(holder, key)!.value as (...args: unknown[]) => unknown;
    const wrapped = {
      method(this: unknown, locales?: unknown, options?: unknown) {
        if (locales !== undefined || options !== undefined) pay(FORMATTER_COST);
        const p = enter(OPTIONS_WEIGHT);
        return leave(p, apply(native, this, [first(locales), options]) as unknown);
      },
    }.method;
    replace(holder, key, wrapped, (native as { length: number }).length);
  };
  const numbers = knownTo(Intl.NumberFormat as unknown as Formatter);
  localise(NumberOf.prototype, "toLocaleString", numbers);
  localise(BigIntOf.prototype, "toLocaleString", numbers);
  const cases: Locales = (locales) => {
    if (locales === undefined) return LOCALE;
    const list = canonical(locales);
    return list.length === 0 ? LOCALE : list;
  };
  localise(StringOf.prototype, "toLocaleLowerCase", cases);
  localise(StringOf.prototype, "toLocaleUpperCase", cases);
  const compare = getOwnPropertyDescriptor(StringOf.prototype, "localeCompare")!.value as () => number;
  const collations = knownTo(Intl.Collator as unknown as Formatter);
  replace(
    StringOf.prototype,
    "localeCompare",
    {
      localeCompare(this: unknown, that: unknown, locales?: unknown, options?: unknown) {
        if (locales === undefined && options === undefined) return apply(compare, this, [that, LOCALE] as never) as number;
        pay(FORMATTER_COST);
        const p = enter(OPTIONS_WEIGHT);
        return leave(p, apply(compare, this, [that, collations(locales), options] as never) as number);
      },
    }.localeCompare,
    1,
  );
}
