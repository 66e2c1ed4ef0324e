/**
 * Cures the override mistake on frozen prototypes: natively `error.message = "x"` or `Sub.prototype.toString = f` makes an own property; with a frozen
 * parent the assignment would throw (38 of 113 packages trip over it). Each such property becomes an accessor whose setter defines on the receiver;
 * its getter carries the value as `originalValue` (settle.ts), which `get-intrinsic` reads. Not on hot prototypes: those keep writable slots.
 */
import { defineProperty, getOwnPropertyDescriptor, reflectSet, StringOf, TypeErrorOf } from "./intrinsics.js";
import { plain, valueOnly } from "./descriptors.js";

/** Functions of this realm; neither is a constructor. */
export interface Override {
  get(this: unknown): unknown;
  set(this: unknown, next: unknown): void;
}

export function makeOverride(holder: object, key: PropertyKey, value: unknown): Override {
  return {
    get() {
      return value;
    },
    set(next) {
      if (this === holder) throw readOnly(key);
      if ((typeof this !== "object" || this === null) && typeof this !== "function") return;
      const own = getOwnPropertyDescriptor(this, key);
      if (own === undefined) defineProperty(this, key, plain(next));
      else if (!("value" in own)) reflectSet(this, key, next);
      else if (own.writable === true) defineProperty(this, key, valueOnly(next));
      else throw readOnly(key);
    },
  };
}

const readOnly = (key: PropertyKey): TypeError => new TypeErrorOf(`Cannot assign to read only property '${StringOf(key)}' of object`);
