/**
 * Cures the override mistake: natively `error.message = "x"` or `Sub.prototype.toString = f` makes an own property; where the parent is frozen the
 * assignment would throw (38 of 113 packages trip over it). Each property that programs assign so becomes an accessor whose setter defines on the
 * receiver; its getter carries the value as `originalValue`, which `get-intrinsic` reads.
 *
 * Done to `Function.prototype` and to stand-ins (stand-ins.ts), which are what a program's own prototypes inherit from after `F.prototype = Error.prototype`.
 */
import {
  arrayIncludes,
  defineProperty,
  getOwnPropertyDescriptor,
  hasOwn,
  ownKeys,
  reflectSet,
  setPrototypeOf,
  StringOf,
  TypeErrorOf,
} from "./intrinsics.js";
import { accessor, fixed, plain, valueOnly } from "./descriptors.js";
import type { Publisher } from "./publish.js";

/** What programs assign on instances and on prototypes that inherit from intrinsic ones. */
const PRONE: readonly PropertyKey[] = [
  ...["constructor", "toString", "valueOf", "toLocaleString", "toJSON", "name", "message", "cause", "errors", "description", "stack"],
  ...[
    "next",
    "return",
    "throw",
    "then",
    "catch",
    "finally",
    "bind",
    "call",
    "apply",
    "get",
    "set",
    "has",
    "add",
    "delete",
    "clear",
    "forEach",
  ],
  ...["size", "length", "toISOString", "entries", "keys", "values"],
];

/**
 * Gives `to` the properties of `from` (which may be the same object), those cured that programs assign. What natively is not writable throws natively as well.
 *
 * @param ignored the key under which an assignment to `to` itself has no effect, rather than to throw
 */
export function cure(from: object, to: object, { publish }: Publisher, ignored?: PropertyKey): void {
  const keys = ownKeys(from);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    // no prototype: what is defined is what stands there and nothing that anybody put on Object.prototype
    const own = setPrototypeOf(getOwnPropertyDescriptor(from, key)!, null);
    if (own.writable === true && own.configurable === true && arrayIncludes(PRONE, key)) {
      const { get, set } = override(to, key, own.value, key === ignored);
      defineProperty(get, "originalValue", fixed(own.value));
      defineProperty(to, key, accessor(publish(get), publish(set), own.enumerable === true));
    } else if (to !== from) defineProperty(to, key, own);
  }
}

/** Functions of this realm; neither is a constructor. */
interface Override {
  get(this: unknown): unknown;
  set(this: unknown, next: unknown): void;
}

const override = (holder: object, key: PropertyKey, value: unknown, isIgnored: boolean): Override => ({
  get() {
    return value;
  },
  set(next) {
    if (this === holder) {
      if (isIgnored) return;
      throw readOnly(key);
    }
    if ((typeof this !== "object" || this === null) && typeof this !== "function") return;
    const own = getOwnPropertyDescriptor(this, key);
    if (own === undefined) defineProperty(this, key, plain(next));
    else if (!hasOwn(own, "value")) reflectSet(this, key, next);
    else if (own.writable === true) defineProperty(this, key, valueOnly(next));
    else throw readOnly(key);
  },
});

const readOnly = (key: PropertyKey): TypeError => new TypeErrorOf(`Cannot assign to read only property '${StringOf(key)}' of object`);
