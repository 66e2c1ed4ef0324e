/**
 * A fixed locale (`en-US`) and time zone (UTC) wherever natively the host's own would be taken: no locale given, an empty list, or none that the engine
 * knows. Formatters without a date ask the ambient clock.
 */
import {
  apply,
  BigIntOf,
  construct,
  create,
  datePrototype,
  defineProperty,
  getOwnPropertyDescriptor,
  hasOwn,
  NumberOf,
  ObjectOf,
  StringOf,
  uncurry,
  weakMapGet,
  weakMapSet,
} from "./intrinsics.js";
import { hidden, plain, valueOnly } from "./descriptors.js";
import type { Ambient } from "./ambient.js";
import { dressConstructor, type Publisher } from "./publish.js";
import type { Frames } from "../../limits/meter.js";

const LOCALE = "en-US";
const ZONE = "UTC";
/** Constructors that take locales first; each may be missing from an engine. */
const FORMATTERS = [
  "Collator",
  "DateTimeFormat",
  "DisplayNames",
  "DurationFormat",
  "ListFormat",
  "NumberFormat",
  "PluralRules",
  "RelativeTimeFormat",
  "Segmenter",
];

/** Up to 4,600 bytes of native stack lie below a guest's option getter. */
const OPTIONS_WEIGHT = 3;

type Locales = (locales: unknown) => unknown;
type Formatter = { readonly prototype: object; readonly length: number; supportedLocalesOf(locales: unknown): readonly string[] };

export function tameLocale(ambient: Ambient, { enter, leave }: Frames, publisher: Publisher): void {
  const intl = Intl as unknown as Record<string, Formatter | undefined>;
  const { getCanonicalLocales } = Intl;
  const { replace, publish } = publisher;

  /** What the guest asked for, if any of it is known to the engine; else the fixed locale. Locales are read once. */
  const knownTo =
    (supported: (locales: unknown) => readonly string[]): Locales =>
    (locales) => {
      if (locales === undefined) return LOCALE;
      const list = getCanonicalLocales(locales as string[]);
      return list.length === 0 || supported(list).length === 0 ? LOCALE : list;
    };
  const supportedBy = (formatter: Formatter): ((locales: unknown) => readonly string[]) => {
    const { supportedLocalesOf } = formatter;
    return (locales) => apply(supportedLocalesOf, formatter, [locales] as never) as readonly string[];
  };
  /** The guest's options, with a time zone where it names none. */
  const inZone = (options: unknown): unknown => {
    const given = options === undefined ? create(null) : (apply(ObjectOf, undefined, [options]) as object);
    const zone = (given as { timeZone?: unknown }).timeZone;
    if (options === null) return options;
    const withZone = create(given) as object;
    defineProperty(withZone, "timeZone", plain(zone === undefined ? ZONE : zone));
    return withZone;
  };

  for (let i = 0; i < FORMATTERS.length; i++) {
    const name = FORMATTERS[i]!;
    const native = intl[name];
    if (native === undefined || !hasOwn(Intl, name)) continue;
    const locales = knownTo(supportedBy(native));
    const zoned = name === "DateTimeFormat";
    const make = (args: unknown[], target: object): object => {
      const p = enter(OPTIONS_WEIGHT);
      return leave(
        p,
        construct(native as never, [locales(args[0]), zoned ? inZone(args[1]) : args[1]] as never, target as never) as object,
      );
    };
    const callable = name === "Collator" || name === "DateTimeFormat" || name === "NumberFormat";
    const formatter = function (...args: unknown[]): object {
      if (new.target !== undefined) return make(args, new.target);
      if (!callable) throw new TypeError(`Constructor Intl.${name} requires 'new'`);
      return make(args, formatter);
    };
    dressConstructor(formatter, name, native.length, native.prototype);
    defineProperty(formatter, "supportedLocalesOf", hidden(native.supportedLocalesOf));
    defineProperty(Intl, name, valueOnly(publish(formatter)));
  }

  const dates = intl["DateTimeFormat"];
  if (dates !== undefined) tameDateFormat(dates.prototype, ambient, publisher);

  /** `method(locales, options)` on a prototype. */
  const localise = (holder: object, key: string, first: Locales, zoned: boolean): void => {
    const native = getOwnPropertyDescriptor(holder, key)!.value as (...args: unknown[]) => unknown;
    const wrapped = {
      method(this: unknown, locales?: unknown, options?: unknown) {
        const p = enter(OPTIONS_WEIGHT);
        return leave(p, apply(native, this, [first(locales), zoned ? inZone(options) : options]) as unknown);
      },
    }.method;
    replace(holder, key, wrapped, (native as { length: number }).length);
  };
  const numbers = knownTo(supportedBy(Intl.NumberFormat as unknown as Formatter));
  localise(NumberOf.prototype, "toLocaleString", numbers, false);
  localise(BigIntOf.prototype, "toLocaleString", numbers, false);
  const times = knownTo(supportedBy(Intl.DateTimeFormat as unknown as Formatter));
  localise(datePrototype, "toLocaleString", times, true);
  localise(datePrototype, "toLocaleDateString", times, true);
  localise(datePrototype, "toLocaleTimeString", times, true);
  const cases: Locales = (locales) => {
    if (locales === undefined) return LOCALE;
    const list = getCanonicalLocales(locales as string[]);
    return list.length === 0 ? LOCALE : list;
  };
  localise(StringOf.prototype, "toLocaleLowerCase", cases, false);
  localise(StringOf.prototype, "toLocaleUpperCase", cases, false);
  const compare = getOwnPropertyDescriptor(StringOf.prototype, "localeCompare")!.value as () => number;
  const collations = knownTo(supportedBy(Intl.Collator as unknown as Formatter));
  replace(
    StringOf.prototype,
    "localeCompare",
    {
      localeCompare(this: unknown, that: unknown, locales?: unknown, options?: unknown) {
        if (locales === undefined && options === undefined) return apply(compare, this, [that, LOCALE] as never) as number;
        const p = enter(OPTIONS_WEIGHT);
        return leave(p, apply(compare, this, [that, collations(locales), options] as never) as number);
      },
    }.localeCompare,
    1,
  );
}

/** `format()` and `formatToParts()` without a date mean now. */
function tameDateFormat(prototype: object, ambient: Ambient, { replace, publish }: Publisher): void {
  const formatNative = uncurry(getOwnPropertyDescriptor(prototype, "format")!.get!) as (format: unknown) => (date: unknown) => string;
  const toPartsNative = uncurry(getOwnPropertyDescriptor(prototype, "formatToParts")!.value as () => unknown) as (
    format: unknown,
    date: unknown,
  ) => unknown;
  const bound = new WeakMap<object, object>();
  const own = {
    get format() {
      const native = formatNative(this);
      let format = weakMapGet(bound, this);
      if (format === undefined) {
        format = (date: unknown) => native(date === undefined ? ambient.now("Intl.DateTimeFormat.prototype.format()") : date);
        weakMapSet(bound, this, publish(format));
      }
      return format;
    },
    formatToParts(date?: unknown) {
      return toPartsNative(this, date === undefined ? ambient.now("Intl.DateTimeFormat.prototype.formatToParts()") : date);
    },
  };
  const { get } = getOwnPropertyDescriptor(own, "format")!;
  defineProperty(prototype, "format", { get: publish(get!), enumerable: false, configurable: true });
  replace(prototype, "formatToParts", own.formatToParts);
}
