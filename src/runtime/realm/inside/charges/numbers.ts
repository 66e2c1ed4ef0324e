/** Texts of numbers and URIs, and what is made of big integers: by their length, for the conversions that take the square of it by the square. */
import {
  apply,
  BigIntOf,
  bigintValueOf,
  defineProperty,
  floor,
  getOwnPropertyDescriptor,
  NumberOf,
  TypeErrorOf,
  uncurry,
} from "../intrinsics.js";
import { valueOnly } from "../descriptors.js";
import type { Publisher } from "../publish.js";
import { replaceConstructor } from "./constructors.js";
import type { Hotness } from "../hotness.js";
import { characters, clamp, scan, type Payer } from "./payer.js";

type Native = (...args: unknown[]) => unknown;

/** Big integers below this are converted in about a step. */
const BIG = 2n ** 512n;
const BITS_PER_UNIT = 64;

export function chargeNumbers({ pay, allocate }: Payer, hotness: Hotness, publisher: Publisher): void {
  const { replace } = publisher;
  const parsers = ["parseInt", "parseFloat"];
  for (let i = 0; i < parsers.length; i++) {
    const key = parsers[i]!;
    const native = getOwnPropertyDescriptor(globalThis, key)!.value as Native;
    const run = native as (text: unknown, radix: unknown) => unknown;
    const wrapper = {
      [key](text: unknown, radix?: unknown) {
        if (typeof text === "number") return run(text, radix);
        const converted = `${text as string}`;
        if (converted.length > 64) pay(scan(converted.length));
        return run(converted, radix);
      },
    }[key]!;
    replace(globalThis, key, wrapper, (native as { length: number }).length);
    defineProperty(NumberOf, key, valueOnly(wrapper));
  }
  const coders = ["decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "unescape"];
  for (let i = 0; i < coders.length; i++) {
    const key = coders[i]!;
    const native = getOwnPropertyDescriptor(globalThis, key)!.value as Native;
    replace(
      globalThis,
      key,
      {
        [key](text: unknown) {
          const converted = `${text as string}`;
          pay(converted.length);
          const result = native(converted) as string;
          allocate(characters(result.length));
          return result;
        },
      }[key]!,
      1,
    );
  }

  const squared = (length: number): number => floor(length * length);
  const units = (value: unknown): number => {
    let big: bigint;
    try {
      big = bigintValueOf(value);
    } catch {
      return 0;
    }
    if (big < BIG && big > -BIG) return 0;
    return squared((toText(big, 16) as string).length / (BITS_PER_UNIT / 4));
  };
  const toText = uncurry(getOwnPropertyDescriptor(BigIntOf.prototype, "toString")!.value as Native) as (
    v: bigint,
    radix: number,
  ) => unknown;
  const cutters = ["asIntN", "asUintN"];
  for (let i = 0; i < cutters.length; i++) {
    const key = cutters[i]!;
    const native = getOwnPropertyDescriptor(BigIntOf, key)!.value as Native;
    replace(
      BigIntOf,
      key,
      {
        [key](bits: unknown, value: unknown) {
          const count = +(bits as number);
          if (count > BITS_PER_UNIT) pay(clamp(count / BITS_PER_UNIT, 2 ** 24));
          return native(count, value);
        },
      }[key]!,
      2,
    );
  }
  const native = BigIntOf as unknown as Native;
  const BigInt = function (value: unknown): unknown {
    if (new.target !== undefined) throw new TypeErrorOf("BigInt is not a constructor");
    if (typeof value === "string" && value.length > 64) pay(squared(value.length / 32));
    return native(value);
  };
  replaceConstructor(BigInt, BigIntOf, hotness, publisher);

  const printers = ["toString", "toLocaleString"];
  for (let i = 0; i < printers.length; i++) {
    const key = printers[i]!;
    const native = getOwnPropertyDescriptor(BigIntOf.prototype, key)!.value as Native;
    replace(
      BigIntOf.prototype,
      key,
      {
        [key](this: unknown, ...args: unknown[]) {
          pay(units(this));
          const text = apply(native, this, args) as string;
          allocate(characters(text.length));
          return text;
        },
      }[key]!,
      (native as { length: number }).length,
    );
  }
}
