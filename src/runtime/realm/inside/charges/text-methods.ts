/**
 * Methods of `String.prototype`, charged by the length of the texts that they read or make. What is no text is converted here, once, and first of all, as
 * the language does it: a native that asked again could be told a longer one.
 */
import {
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  isArray,
  min,
  ObjectOf,
  StringOf,
  trunc,
  TypeErrorOf,
  uncurry,
} from "../intrinsics.js";
import { valueOnly } from "../descriptors.js";
import type { Proxies } from "../proxy.js";
import { normalizing } from "./normalizing.js";
import type { Publisher } from "../publish.js";
import { CHARACTER, characters, elements, scan, SHIFT, type Payer } from "./payer.js";

/** Texts of this length are compared in about a step. */
const SHORT = 64;

type Native = (...args: unknown[]) => unknown;

/** Of this text alone, an eighth of a step for a character. Trimmed texts are a part of it, and no copy. */
const SCANS = ["includes", "indexOf", "isWellFormed", "matchAll", "search", "trim", "trimStart", "trimEnd"];
/** The same, and they make one that is about as long. */
const MAPPERS = [
  ...["toLowerCase", "toUpperCase", "toWellFormed"],
  ...["anchor", "big", "blink", "bold", "fixed", "fontcolor", "fontsize", "italics", "link", "small", "strike", "sub", "sup"],
];
/** A step for a character. */
const STEPS = ["toLocaleLowerCase", "toLocaleUpperCase", "replaceAll"];
/** The engine puts marks in order, which takes the square of how many stand behind each other. */
const NORMALIZERS = ["normalize", "localeCompare"];
/** As long as what they are asked for. */
const COMPARERS = ["startsWith", "endsWith"];
/** What they answer with counts as well: their result can be longer than all they were given. Of `concat` it is known beforehand. */
const MAKERS = ["replace", "replaceAll", "split", "concat", "match"];

/** A part that was found, or lies between two. */
const FOUND = 2;

/** The engine's own end of a text; more than that is its RangeError. */
const LONGEST = 2 ** 29;

export function chargeTextMethods({ state, pay, room, allocate }: Payer, proxies: Proxies, { replace }: Publisher): void {
  const prototype = StringOf.prototype as object;
  const nativeOf = (key: string): Native | undefined => getOwnPropertyDescriptor(prototype, key)?.value as Native | undefined;
  const put = (key: string, make: (native: Native) => Native): void => {
    const native = nativeOf(key);
    if (native !== undefined) replace(prototype, key, make(native), (native as { length: number }).length);
  };
  /** `undefined` and `null` are for the native to refuse. */
  const text = (self: unknown): unknown => (self === undefined || self === null ? self : `${self as string}`);
  const lengthOf = (v: unknown): number => (typeof v === "string" ? v.length : 0);

  for (let i = 0; i < SCANS.length; i++) {
    const key = SCANS[i]!;
    put(key, (native) => {
      const run = uncurry(native) as (self: unknown, a: unknown, b: unknown) => unknown;
      const apart = (self: unknown, a: unknown, b: unknown): unknown => {
        const s = text(self);
        pay(scan(lengthOf(s)));
        return run(s, a, b);
      };
      return {
        [key](this: unknown, a?: unknown, b?: unknown) {
          if (typeof this !== "string" || state.fuel < this.length) return apart(this, a, b);
          state.fuel -= this.length >> SHIFT;
          return run(this, a, b);
        },
      }[key]!;
    });
  }
  for (let i = 0; i < MAPPERS.length; i++) {
    const key = MAPPERS[i]!;
    put(key, (native) => {
      const run = uncurry(native) as (self: unknown, a: unknown) => unknown;
      const apart = (self: unknown, a: unknown): unknown => {
        const s = text(self);
        pay(scan(lengthOf(s)));
        allocate(characters(lengthOf(s)));
        return run(s, a);
      };
      return {
        [key](this: unknown, a?: unknown) {
          if (typeof this !== "string" || state.fuel < this.length || room.left < this.length << CHARACTER) return apart(this, a);
          state.fuel -= this.length >> SHIFT;
          room.left -= this.length << CHARACTER;
          return run(this, a);
        },
      }[key]!;
    });
  }
  for (let i = 0; i < STEPS.length; i++) {
    const key = STEPS[i]!;
    put(
      key,
      (native) =>
        ({
          [key](this: unknown, ...args: unknown[]) {
            const s = text(this);
            pay(lengthOf(s) + scan(lengthOf(args[0])));
            if (key !== "replaceAll") allocate(characters(lengthOf(s)));
            return apply(native, s, args);
          },
        })[key]!,
    );
  }
  for (let i = 0; i < NORMALIZERS.length; i++) {
    const key = NORMALIZERS[i]!;
    put(
      key,
      (native) =>
        ({
          [key](this: unknown, ...args: unknown[]) {
            const s = text(this);
            if (typeof s === "string") pay(normalizing(s));
            if (typeof s === "string" && key === "normalize") allocate(characters(s.length));
            if (key === "localeCompare" && typeof s === "string") {
              const other = `${args[0] as string}`;
              args[0] = other;
              pay(normalizing(other));
            }
            return apply(native, s, args);
          },
        })[key]!,
    );
  }
  for (let i = 0; i < COMPARERS.length; i++) {
    const key = COMPARERS[i]!;
    put(
      key,
      (native) =>
        ({
          [key](this: unknown, ...args: unknown[]) {
            const part = args[0];
            if (typeof part === "string" && part.length > SHORT) pay(scan(part.length));
            return apply(native, this, args);
          },
        })[key]!,
    );
  }
  for (let i = 0; i < MAKERS.length; i++) {
    const key = MAKERS[i]!;
    put(
      key,
      (native) =>
        ({
          [key](this: unknown, ...args: unknown[]) {
            const s = text(this);
            pay(scan(lengthOf(s)));
            if (key === "concat") {
              let length = lengthOf(s);
              for (let j = 0; j < args.length; j++) length += lengthOf(args[j]);
              allocate(characters(length));
            }
            const result = apply(native, s, args) as { length: number };
            // a pattern's own method may have answered with anything
            if (typeof result === "string") {
              pay(scan(result.length));
              if (key !== "concat") allocate(characters(result.length));
            }
            // what a pattern has found: texts of their own
            else if (isArray(result) && !proxies.has(result)) {
              pay(result.length * FOUND);
              allocate(elements(result.length));
            }
            return result;
          },
        })[key]!,
    );
  }
  // one function under two names
  defineProperty(prototype, "trimLeft", valueOnly(nativeOf("trimStart")));
  defineProperty(prototype, "trimRight", valueOnly(nativeOf("trimEnd")));
  // searched for at each place, from the end
  put(
    "lastIndexOf",
    (native) =>
      ({
        lastIndexOf(this: unknown, ...args: unknown[]) {
          const s = text(this);
          if (typeof s === "string") {
            const part = `${args[0] as string}`;
            args[0] = part;
            pay(scan(s.length * (part.length + 1)));
          }
          return apply(native, s, args);
        },
      }).lastIndexOf,
  );
  put(
    "repeat",
    (native) =>
      ({
        repeat(this: unknown, count: unknown) {
          const s = text(this);
          const times = trunc(+(count as number));
          const length = lengthOf(s) * times;
          if (length > 0 && length <= LONGEST) {
            pay(scan(length));
            allocate(characters(length));
          }
          return apply(native, s, [times]);
        },
      }).repeat,
  );
  const pads = ["padStart", "padEnd"];
  for (let i = 0; i < pads.length; i++) {
    const key = pads[i]!;
    put(
      key,
      (native) =>
        ({
          [key](this: unknown, length: unknown, filler: unknown) {
            const s = text(this);
            const most = +(length as number);
            if (most > 0 && most <= LONGEST) {
              pay(scan(trunc(most)));
              if (most > lengthOf(s)) allocate(characters(trunc(most)));
            }
            return apply(native, s, [most, filler]);
          },
        })[key]!,
    );
  }
}

export function chargeRaw({ pay, allocate }: Payer, { replace }: Publisher): void {
  /** ECMA-262 §22.1.2.4, since its template may say any length. */
  replace(
    StringOf,
    "raw",
    {
      raw(template: { raw: ArrayLike<string> }, ...substitutions: unknown[]) {
        const literals = toObject(toObject(template).raw);
        const length = +(literals.length as never);
        const last = length > 0 ? min(trunc(length), 2 ** 53 - 1) : 0;
        let made = "";
        for (let i = 0; i < last; i++) {
          pay(1);
          const before = made.length;
          made += `${literals[i]!}`;
          if (i + 1 < last && i < substitutions.length) made += `${substitutions[i] as string}`;
          allocate(characters(made.length - before));
        }
        return made;
      },
    }.raw,
    1,
  );
}

const toObject = <T>(v: T): T => {
  if (v === undefined || v === null) throw new TypeErrorOf("Cannot convert undefined or null to object");
  return apply(ObjectOf, undefined, [v] as never) as T;
};
