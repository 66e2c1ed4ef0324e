/**
 * `Array` and the typed arrays, which make as many elements as they are told. The `constructor` of their prototypes stays the engine's, or the whole process
 * loses its fast paths: hotness.ts and the key guard see to it that guests come by ours in each way (attack: `new [].constructor(3e7)`).
 */
import { accessor } from "../descriptors.js";
import {
  arrayBufferByteLength,
  ArrayOf,
  construct,
  defineProperty,
  floor,
  getOwnPropertyDescriptor,
  isArray,
  ProxyOf,
  reflectGet,
  reflectSet,
  symbolIterator,
  typedArrayByteLength,
  typedArrayKind,
  typedArrayLength,
  TypeErrorOf,
} from "../intrinsics.js";
import type { Hotness } from "../hotness.js";
import type { Publisher } from "../publish.js";
import { BYTES_PER_UNIT } from "./buffers.js";
import { replaceMaker } from "./constructors.js";
import { announced } from "./over.js";
import type { Paced } from "./paced.js";
import { clamp, ELEMENT, elements, scan, type Payer } from "./payer.js";
import type { Sources } from "./source.js";

type Maker = new (...args: unknown[]) => object;

/** Made in about a step: counted, not charged. */
const FEW = 32;
/** Bytes of so many, at most. */
const ROOM = FEW << ELEMENT;
/** Longer arrays are sparse, and nothing is made for them. */
const ROOMIEST = 2 ** 25;

/** @param kinds the engine's constructors of typed arrays */
export function chargeMakers(
  payer: Payer,
  paced: Paced,
  sources: Sources,
  kinds: readonly object[],
  hotness: Hotness,
  publisher: Publisher,
): void {
  const replace = (charged: object, native: Maker): void => {
    replaceMaker(charged, native, hotness, publisher);
    // what the key guard leads to: read, the constructor of ours; written, the property that it stands for
    const own = {
      get: () => charged,
      set(this: unknown, value: unknown) {
        if (!reflectSet(this as object, "constructor", value))
          throw new TypeErrorOf("Cannot assign to read only property 'constructor' of object");
      },
    };
    const { prototype } = native as { prototype: object };
    defineProperty(prototype, hotness.makerSymbol, accessor(publisher.publish(own.get), publisher.publish(own.set), false));
  };
  replace(chargedArray(payer), ArrayOf as unknown as Maker);
  for (let i = 0; i < kinds.length; i++) replace(chargedKind(kinds[i] as Maker, payer, paced, sources), kinds[i] as Maker);
}

function chargedArray({ pay, room, allocate }: Payer): object {
  const native = ArrayOf as unknown as Maker;
  const many = (length: number): void => {
    // what is no length the native refuses
    if (length >>> 0 !== length || length > ROOMIEST) return;
    pay(scan(length));
    allocate(elements(length));
  };
  const charged = function (length?: unknown): object {
    const isOurs = new.target === undefined || new.target === (charged as unknown);
    // eslint-disable-next-line prefer-rest-params -- a rest is an array for each call
    const given = arguments;
    if (given.length !== 1)
      return given.length === 0 && isOurs ? new native() : (construct(native, given as never, isOurs ? native : new.target) as object);
    if (typeof length === "number") {
      if (length > 0 && length <= FEW && room.left >= ROOM) room.left -= length << ELEMENT;
      else many(length);
    }
    return isOurs ? new native(length) : (construct(native, [length], new.target) as object);
  };
  return charged;
}

function chargedKind(native: Maker, { pay, room, allocate }: Payer, paced: Paced, { plainLength }: Sources): object {
  const { name } = native;
  const size = getOwnPropertyDescriptor(native, "BYTES_PER_ELEMENT")!.value as number;

  const sized = (length: number): void => {
    const bytes = clamp(length, 2 ** 53) * size;
    pay(floor(bytes / BYTES_PER_UNIT));
    allocate(bytes);
  };
  const make = (made: Maker | undefined, first: unknown, second?: unknown, third?: unknown): object =>
    made === undefined || made === charged ? new native(first, second, third) : (construct(native, [first, second, third], made) as object);

  /** An array-like is asked for its elements one by one. */
  const fromElements = (list: object, made: Maker): object =>
    make(
      made,
      new ProxyOf({}, {
        __proto__: null,
        get(_: object, key: PropertyKey) {
          if (key === symbolIterator) return undefined;
          pay(1);
          const value: unknown = reflectGet(list, key);
          return key === "length" ? announced(value, allocate, size) : value;
        },
      } as ProxyHandler<object>),
    );
  const fromObject = (first: object, second: unknown, third: unknown, made: Maker): object => {
    if (typedArrayKind(first) !== undefined) {
      sized(typedArrayLength(first));
      return make(made, first);
    }
    let length = isArray(first) ? paced.known(first) : undefined;
    if (length === undefined && isBuffer(first)) return make(made, first, second, third);
    length ??= paced.known(first) ?? plainLength(first);
    if (length >= 0) {
      pay(scan(length));
      sized(length);
      return make(made, first);
    }
    const method: unknown = reflectGet(first, symbolIterator);
    if (method === undefined || method === null) return fromElements(first, made);
    const array = make(made, { __proto__: null, [symbolIterator]: paced.stepper(method, first) });
    allocate(typedArrayByteLength(array));
    return array;
  };
  const charged = function (first?: unknown, second?: unknown, third?: unknown): object {
    const made = new.target as unknown as Maker | undefined;
    if (made === undefined) throw new TypeErrorOf(`Constructor ${name} requires 'new'`);
    if (typeof first === "number" && first > 0 && first <= FEW && room.left >= ROOM) {
      room.left -= (first | 0) * size;
      return make(made, first);
    }
    if ((typeof first === "object" && first !== null) || typeof first === "function") return fromObject(first, second, third, made);
    // converted once, here
    const length = first === undefined ? 0 : +(first as number);
    sized(length);
    return make(made, length);
  } as unknown as Maker;
  return charged;
}

/** A real one, whatever its prototype. */
const isBuffer = (v: object): boolean => {
  try {
    arrayBufferByteLength(v);
    return true;
  } catch {
    return false;
  }
};
