/**
 * Cures the override mistake on frozen prototypes: natively `error.message = "x"` or `Sub.prototype.toString = f` makes an own property; with a frozen
 * parent the assignment would throw (38 of 113 packages trip over it). Each such property becomes an accessor whose setter defines on the receiver;
 * its getter carries the value as `originalValue`, which `get-intrinsic` reads.
 *
 * Not on hot prototypes (they keep writable slots), and not on the wrappers' (String, Number, …): an accessor there leaves the prototype in dictionary
 * mode for good, and string code becomes 1.5 to 2 times slower.
 */
import {
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  reflectSet,
  setAdd,
  setHas,
  TypeErrorOf,
} from "./intrinsics.js";
import { accessor, plain, valueOnly } from "./descriptors.js";
import { isWrapperPrototype } from "./wrappers.js";
import type { Hotness } from "./hotness.js";
import type { Publisher } from "./publish.js";

/** What programs assign on instances and on prototypes that inherit from intrinsic ones. */
const PRONE = [
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

/** Replaces the prone properties of every frozen prototype among `objects`. */
export function cureOverrides(objects: readonly object[], { isHot }: Hotness, publisher: Publisher): void {
  const prone = new Set<PropertyKey>();
  for (let i = 0; i < PRONE.length; i++) setAdd(prone, PRONE[i]!);

  const prototypes = prototypesAmong(objects);
  for (let i = 0; i < prototypes.length; i++) {
    const prototype = prototypes[i]!;
    if (isHot(prototype) || isWrapperPrototype(prototype)) continue;
    const keys = ownKeys(prototype);
    for (let j = 0; j < keys.length; j++) {
      const key = keys[j]!;
      if (!setHas(prone, key)) continue;
      const descriptor = getOwnPropertyDescriptor(prototype, key)!;
      // what natively is not writable throws natively as well
      if (descriptor.writable === true && descriptor.configurable === true)
        cure(prototype, key, descriptor.value, descriptor.enumerable!, publisher);
    }
  }
}

/** Objects that are the `prototype` of a constructor or the parent of another intrinsic. */
export function prototypesAmong(objects: readonly object[]): object[] {
  const found = new Set<object>();
  const list: object[] = [];
  const add = (v: unknown): void => {
    if (((typeof v === "object" && v !== null) || typeof v === "function") && !setHas(found, v)) {
      setAdd(found, v);
      list[list.length] = v;
    }
  };
  for (let i = 0; i < objects.length; i++) {
    const object = objects[i]!;
    add(getPrototypeOf(object));
    if (typeof object === "function") add(getOwnPropertyDescriptor(object, "prototype")?.value);
  }
  return list;
}

function cure(holder: object, key: PropertyKey, value: unknown, enumerable: boolean, publisher: Publisher): void {
  const own = {
    get(this: unknown) {
      return value;
    },
    set(this: unknown, next: unknown) {
      if (this === holder) throw new TypeErrorOf(`Cannot assign to read only property '${String(key)}' of object`);
      if ((typeof this !== "object" || this === null) && typeof this !== "function") return;
      const mine = getOwnPropertyDescriptor(this, key);
      if (mine === undefined) defineProperty(this, key, plain(next));
      else if (!("value" in mine)) reflectSet(this, key, next);
      else if (mine.writable === true) defineProperty(this, key, valueOnly(next));
      else throw new TypeErrorOf(`Cannot assign to read only property '${String(key)}' of object`);
    },
  };
  defineProperty(own.get, "originalValue", { value, writable: false, enumerable: false, configurable: false });
  defineProperty(holder, key, accessor(publisher.publish(own.get), publisher.publish(own.set), enumerable));
}
