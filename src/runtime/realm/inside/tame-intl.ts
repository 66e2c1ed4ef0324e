/**
 * The constructors of `Intl` with a fixed locale (`en-US`) and time zone (UTC): no locale given, an empty list, or none that the engine knows. Formatters
 * without a date ask the ambient clock.
 *
 * Done when a program first names `Intl`: there is no other way to any of its objects, most programs never go there, and it would be a quarter of making
 * a cell. So guest code has run already when this does.
 */
import {
  construct,
  defineProperty,
  freeze,
  getOwnPropertyDescriptor,
  hasOwn,
  TypeErrorOf,
  uncurry,
  weakMapGet,
  WeakMapOf,
  weakMapSet,
} from "./intrinsics.js";
import { accessor, hidden, valueOnly } from "./descriptors.js";
import type { Ambient } from "./ambient.js";
import type { Found } from "./main.js";
import type { Hotness } from "./hotness.js";
import { FORMATTER_COST, inZone, knownTo, OPTIONS_WEIGHT, type Formatter } from "./locales.js";
import { chargeFormatter } from "./charges/formatters.js";
import { dressConstructor, type Publisher } from "./publish.js";
import { tameSegmenter } from "./tame-segmenter.js";
import type { Frames } from "../../limits/meter.js";

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

/** @param found has all intrinsics below `Intl`, itself included; frozen here unless they are hot. */
export function tameIntl(
  { objects, intl: below }: Found,
  ambient: Ambient,
  { enter, leave }: Frames,
  pay: (units: number) => void,
  { heatConstructor, isHot }: Hotness,
  publisher: Publisher,
): object {
  const intl = Intl as unknown as Record<string, Formatter | undefined>;
  tameSegmenter(publisher);
  for (let i = 0; i < FORMATTERS.length; i++) {
    const name = FORMATTERS[i]!;
    const native = hasOwn(Intl, name) ? intl[name] : undefined;
    if (native === undefined) continue;
    const locales = knownTo(native);
    const zoned = name === "DateTimeFormat";
    const make = (args: unknown[], target: object): object => {
      pay(FORMATTER_COST);
      const p = enter(OPTIONS_WEIGHT);
      return leave(
        p,
        construct(native as never, [locales(args[0]), zoned ? inZone(args[1]) : args[1]] as never, target as never) as object,
      );
    };
    const callable = name === "Collator" || name === "DateTimeFormat" || name === "NumberFormat";
    const formatter = function (...args: unknown[]): object {
      if (new.target !== undefined) return make(args, new.target);
      if (!callable) throw new TypeErrorOf(`Constructor Intl.${name} requires 'new'`);
      return make(args, formatter);
    };
    dressConstructor(formatter, name, native.length, native.prototype);
    defineProperty(formatter, "supportedLocalesOf", hidden(native.supportedLocalesOf));
    defineProperty(Intl, name, valueOnly(publisher.publish(formatter)));
    heatConstructor(formatter);
    chargeFormatter(native.prototype, pay, publisher);
    if (zoned) tameDateFormat(native.prototype, ambient, publisher);
  }
  for (let i = 0; i < below.length; i++) {
    const object = objects[below[i]!]!;
    if (!isHot(object)) freeze(object);
  }
  return Intl;
}

/** `format()` and `formatToParts()` without a date mean now. */
function tameDateFormat(prototype: object, ambient: Ambient, { replace, publish }: Publisher): void {
  const formatNative = uncurry(getOwnPropertyDescriptor(prototype, "format")!.get!) as (format: unknown) => (date: unknown) => string;
  const toPartsNative = uncurry(getOwnPropertyDescriptor(prototype, "formatToParts")!.value as () => unknown) as (
    format: unknown,
    date: unknown,
  ) => unknown;
  const bound = new WeakMapOf<object, object>();
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
  defineProperty(prototype, "format", accessor(publish(get!) as () => unknown, undefined, false));
  replace(prototype, "formatToParts", own.formatToParts);
}
