/**
 * Hot prototypes and their stand-ins (DESIGN §6).
 *
 * `Object.prototype`, `Array.prototype` and a few more must stay as the engine made them, or element stores, iteration and regular expressions become
 * many times slower; so they cannot be frozen. Instead no guest ever holds one: wherever the language would answer with it, the guards answer with its
 * stand-in, a frozen object with the same methods. Writes to it throw, as to anything frozen.
 *
 * Stand-in → real happens only where no guest code can run in between: as the parent in `Object.create`, `setPrototypeOf` on what is no Proxy, the
 * receiver of `isPrototypeOf`. Never on a write that converts.
 */
import {
  apply,
  ArrayOf,
  arrayPrototype,
  create,
  defineProperty,
  functionPrototype,
  getOwnPropertyDescriptor,
  getOwnPropertyDescriptors,
  getPrototypeOf,
  hasOwn,
  objectPrototype,
  ObjectOf,
  ownKeys,
  PromiseOf,
  reflectDeleteProperty,
  RegExpOf,
  regExpPrototype,
  setPrototypeOf,
  typedArrayPrototype,
  TypedArrayOf,
} from "./intrinsics.js";
import { accessor, hidden } from "./descriptors.js";
import type { Found } from "./main.js";
import { cure } from "./overrides.js";
import type { Hotness } from "./hotness.js";
import type { Proxies } from "./proxy.js";
import type { Publisher } from "./publish.js";

/** Flags whose getters answer undefined for `RegExp.prototype`, which the stand-in is not to them. */
const REGEXP_GETTERS = ["dotAll", "global", "hasIndices", "ignoreCase", "multiline", "sticky", "unicode", "unicodeSets", "source"];

/** Call after the methods of hot prototypes have their final form, before anything is frozen. */
export function makeStandIns({ objects, arrayKinds, makers }: Found, hotness: Hotness, proxies: Proxies, publisher: Publisher): void {
  const { heat, heatConstructor, isHotConstructor, swap, symbol, makerSymbol } = hotness;

  // Stand-ins inherit from what they stand for: after `F.prototype = Error.prototype` what F makes is an error.
  const plain = (prototype: object): object => {
    const descriptors = getOwnPropertyDescriptors(prototype);
    reflectDeleteProperty(descriptors, makerSymbol);
    if (hasOwn(descriptors, "constructor")) {
      // fresh, and of its own: a plain write reaches nothing else
      const descriptor = descriptors["constructor"] as unknown as PropertyDescriptor;
      if (hasOwn(descriptor, "value")) descriptor.value = swap(descriptor.value);
    }
    return publisher.publish(create(prototype, descriptors) as object);
  };
  const plainly = (prototype: object): void => heat(prototype, plain);
  const curedStandIn = (prototype: object): object => {
    const stand = create(prototype) as object;
    cure(prototype, stand, publisher);
    return publisher.publish(stand);
  };
  const standInFor = (heir: unknown): unknown => {
    // a guest that has found the symbol may ask with whatever it likes: a chain through a Proxy need not end
    for (let at = heir; !proxies.has(at); at = getPrototypeOf(at))
      if (isHotConstructor(at)) return swap((at as { prototype: object }).prototype);
    return undefined;
  };
  // one for all hot constructors, which inherit it: the key guard answers with the symbol where no other object of the chain stands in between
  const { get } = {
    get(this: unknown): unknown {
      return standInFor(this);
    },
  };
  defineProperty(functionPrototype, symbol, accessor(publisher.publish(get), undefined, false));

  plainly(objectPrototype);
  heatConstructor(ObjectOf);
  heat(arrayPrototype, () => arrayStandIn(hotness, publisher));
  heatConstructor(ArrayOf);
  heat(regExpPrototype, () => regExpStandIn(publisher));
  heatConstructor(RegExpOf);
  plainly(PromiseOf.prototype);
  heatConstructor(PromiseOf);
  plainly(typedArrayPrototype);
  heatConstructor(TypedArrayOf);
  plainly(getPrototypeOf([].values())!);
  plainly(getPrototypeOf(new Map().values())!);
  plainly(getPrototypeOf(new Set().values())!);
  plainly(getPrototypeOf(""[Symbol.iterator]())!);
  for (let i = 0; i < arrayKinds.length; i += 2) {
    heatConstructor(objects[arrayKinds[i]!]!);
    plainly(objects[arrayKinds[i + 1]!]!);
  }
  for (let i = 0; i < makers.length; i += 2) {
    heatConstructor(objects[makers[i]!]!);
    const prototype = objects[makers[i + 1]!]!;
    if (!hotness.isHot(prototype)) heat(prototype, curedStandIn);
  }
}

/** Without own getters for what natively is undefined on `RegExp.prototype`, reading a flag of the stand-in would throw. */
function regExpStandIn(publisher: Publisher): object {
  const stand = create(regExpPrototype, getOwnPropertyDescriptors(regExpPrototype)) as object;
  for (let i = 0; i < REGEXP_GETTERS.length; i++) tolerate(stand, REGEXP_GETTERS[i]!, publisher);
  return publisher.publish(stand);
}

/**
 * A real array with the methods of `Array.prototype`. `constructor` and `Symbol.iterator` sit on a frozen object behind it, since own ones on any array
 * cost the whole process its fast iteration; that object is shown as `Object.prototype`.
 */
function arrayStandIn({ swap, show, makerSymbol }: Hotness, publisher: Publisher): object {
  const middle = create(arrayPrototype) as object;
  defineProperty(middle, "constructor", hidden(swap(ArrayOf)));
  defineProperty(middle, Symbol.iterator, getOwnPropertyDescriptor(arrayPrototype, Symbol.iterator)!);
  show(middle, swap(objectPrototype));
  publisher.publish(middle);
  const descriptors = getOwnPropertyDescriptors(arrayPrototype);
  reflectDeleteProperty(descriptors, "constructor");
  reflectDeleteProperty(descriptors, "length");
  reflectDeleteProperty(descriptors, makerSymbol);
  reflectDeleteProperty(descriptors, Symbol.iterator);
  const stand: unknown[] = setPrototypeOf([], middle);
  const keys = ownKeys(descriptors);
  for (let i = 0; i < keys.length; i++) defineProperty(stand, keys[i]!, descriptors[keys[i]!]!);
  return publisher.publish(stand);
}

/** `RegExp.prototype.global` is undefined, not an error. */
function tolerate(stand: object, key: string, publisher: Publisher): void {
  const descriptor = getOwnPropertyDescriptor(stand, key);
  const get = descriptor?.get;
  if (get === undefined) return;
  const answer = key === "source" ? "(?:)" : undefined;
  const own = {
    get [key](): unknown {
      return (this as unknown) === stand ? answer : (apply(get, this, []) as unknown);
    },
  };
  const tolerant = getOwnPropertyDescriptor(own, key)!.get!;
  publisher.publish(tolerant);
  defineProperty(stand, key, { get: tolerant, enumerable: false, configurable: true });
}
