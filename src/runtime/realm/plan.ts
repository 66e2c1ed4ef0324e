/**
 * The plan of a realm: where its intrinsics are and what must go. All realms of a process are born alike, so one is walked (2.6 ms) and the plan, plain
 * data, replayed in the others (settle.ts).
 *
 * Runs in the host, on realms in which no guest code has run: host code is compiled once, code in the realm anew for each.
 */
import { isDecided } from "./decided.js";
import type { Permit } from "./permits.js";

/** How an object is found from the one before it. */
export const enum How {
  Value = 0,
  Getter = 1,
  Setter = 2,
}

export const FROM_GLOBAL = -1;
export const FROM_ROOTS = -2;

export interface Plan {
  /** For the i-th intrinsic: the index of the holder (or FROM_GLOBAL, FROM_ROOTS), the key there, and what of the property. */
  readonly holders: readonly number[];
  readonly keys: readonly PropertyKey[];
  readonly hows: readonly number[];
  /** Properties to delete: holder's index and key. */
  readonly removeFrom: readonly number[];
  readonly removeKeys: readonly PropertyKey[];
  /** The same, for people. */
  readonly removed: readonly string[];
  readonly undecided: readonly string[];
  /** Intrinsics that are the `prototype` or the parent of others, by index; without the wrappers'. */
  readonly prototypes: readonly number[];
  /** Typed arrays' constructors and their prototypes, by index. */
  readonly arrayKinds: readonly number[];
  /** The same for all others whose prototypes are to be hot: not the wrappers of primitives, which are frozen, and not function constructors, which are replaced. */
  readonly makers: readonly number[];
  /** Intrinsics that are reached through `Intl` alone, by index (inside/tame-intl.ts). */
  readonly intl: readonly number[];
  /** Intrinsics to freeze, by index: all others that are not hot. Known once the first realm has been made. */
  frozen: readonly number[] | undefined;
}

/** Table as data: what `permits.ts` says, with the optional names that are not granted left out. */
export type PermitTable = Readonly<Record<string, Permit>>;

/** Properties of the global object that are no intrinsics. */
const GLOBAL_CONSTANTS = ["Infinity", "NaN", "undefined", "globalThis"];

/** Finds an intrinsic without a path; undefined if the engine lacks it, null if it has one (inside/roots.ts). */
export type Root = (name: string) => object | undefined | null;

/** Walks a realm that nobody has touched. */
export function walk(global: object, rootOf: Root, permits: PermitTable): Plan {
  const holders: number[] = [];
  const keys: PropertyKey[] = [];
  const hows: number[] = [];
  const objects: object[] = [];
  const names: string[] = [];
  const indices = new Map<object, number>();
  const byName = new Map<string, number>();
  const removeFrom: number[] = [];
  const removeKeys: PropertyKey[] = [];
  const removed: string[] = [];

  const register = (object: unknown, name: string, holder: number, key: PropertyKey, how: How): void => {
    if (!isObject(object) || object === global || indices.has(object)) return;
    indices.set(object, objects.length);
    objects.push(object);
    names.push(name);
    holders.push(holder);
    keys.push(key);
    hows.push(how);
  };
  const remove = (holder: number, key: PropertyKey, name: string): void => {
    removeFrom.push(holder);
    removeKeys.push(key);
    removed.push(name);
  };

  // 1. the intrinsics that the table names
  const allowed = allowedKeys(permits);
  for (const name of Object.keys(permits)) {
    const root = rootOf(name);
    if (root !== null) register(root, name, FROM_ROOTS, name, How.Value);
    else {
      const dot = name.lastIndexOf(".");
      const holder = dot < 0 ? FROM_GLOBAL : byName.get(name.slice(0, dot));
      if (holder === undefined) continue;
      const key = keyNamed(name.slice(dot + 1));
      register(Reflect.getOwnPropertyDescriptor(holder < 0 ? global : objects[holder]!, key)?.value, name, holder, key, How.Value);
    }
    const last = objects.length - 1;
    if (names[last] === name) byName.set(name, last);
  }
  const listed = objects.length;

  // 2. their properties: permitted ones are registered, the others removed
  const visit = (object: object, index: number, words: Set<string> | undefined): void => {
    for (const key of Reflect.ownKeys(object)) {
      const word = wordOf(key);
      const descriptor = Reflect.getOwnPropertyDescriptor(object, key)!;
      const label = index < 0 ? word : `${names[index]!}.${word}`;
      const standard = typeof object === "function" && (word === "length" || word === "name");
      if (!standard && !(words !== undefined && words.has(word))) remove(index, key, label);
      else if ("value" in descriptor) {
        const value: unknown = descriptor.value;
        if (typeof value === "object" && value !== null && value !== global && !indices.has(value)) remove(index, key, label);
        else register(value, label, index, key, How.Value);
      } else {
        register(descriptor.get, `get ${label}`, index, key, How.Getter);
        register(descriptor.set, `set ${label}`, index, key, How.Setter);
      }
    }
  };
  visit(global, FROM_GLOBAL, allowed.get(""));
  for (let i = 0; i < objects.length; i++) {
    visit(objects[i]!, i, i < listed ? allowed.get(names[i]!) : undefined);
    const parent = Reflect.getPrototypeOf(objects[i]!);
    if (parent !== null && !indices.has(parent)) throw new Error(`realm: the parent of ${names[i]!} is no permitted intrinsic`);
  }
  if (indices.size !== objects.length) throw new Error("realm: an intrinsic was counted twice");
  return {
    ...{ holders, keys, hows, removeFrom, removeKeys, removed },
    undecided: removed.filter((name) => !isDecided(name)),
    prototypes: prototypesAmong(objects, indices),
    ...constructorsAmong(objects, indices),
    intl: names.flatMap((name, i) => (/^(?:[gs]et )?Intl\b/.test(name) ? [i] : [])),
    frozen: undefined,
  };
}

const WRAPPERS = ["String", "Number", "Boolean", "Symbol", "BigInt"];

/** Constructors whose `prototype` leads back to them, each followed by that. */
function constructorsAmong(objects: readonly object[], indices: Map<object, number>): Pick<Plan, "arrayKinds" | "makers"> {
  const arrayKinds: number[] = [];
  const makers: number[] = [];
  const functionConstructor: unknown = valueOf(
    Reflect.getPrototypeOf(objects.find((object) => typeof object === "function")!)!,
    "constructor",
  );
  objects.forEach((object, i) => {
    const prototype: unknown = typeof object === "function" ? valueOf(object, "prototype") : undefined;
    if (!isObject(prototype) || typeof prototype === "function" || valueOf(prototype, "constructor") !== object) return;
    if (WRAPPERS.includes(valueOf(object, "name") as string) || Reflect.getPrototypeOf(object) === functionConstructor) return;
    (valueOf(object, "BYTES_PER_ELEMENT") === undefined ? makers : arrayKinds).push(i, indices.get(prototype)!);
  });
  return { arrayKinds, makers };
}

const valueOf = (object: object, key: string): unknown => Reflect.getOwnPropertyDescriptor(object, key)?.value;

const isWrapperPrototype = (prototype: object): boolean => {
  const maker = valueOf(prototype, "constructor");
  return typeof maker === "function" && WRAPPERS.includes(maker.name);
};

function prototypesAmong(objects: readonly object[], indices: Map<object, number>): number[] {
  const found = new Set<number>();
  const list: number[] = [];
  const add = (v: unknown): void => {
    const index = isObject(v) ? indices.get(v) : undefined;
    if (index === undefined || found.has(index) || isWrapperPrototype(v as object)) return;
    found.add(index);
    list.push(index);
  };
  for (const object of objects) {
    add(Reflect.getPrototypeOf(object));
    if (typeof object === "function") add(valueOf(object, "prototype"));
  }
  return list;
}

/** Permitted keys by intrinsic: the words of its lists and the intrinsics that the table places below it; `""` is the global object. */
function allowedKeys(permits: PermitTable): Map<string, Set<string>> {
  const allowed = new Map<string, Set<string>>();
  const wordsOf = (name: string): Set<string> => {
    let words = allowed.get(name);
    if (words === undefined) allowed.set(name, (words = new Set<string>()));
    return words;
  };
  for (const name of GLOBAL_CONSTANTS) wordsOf("").add(name);
  for (const [name, { data, free, flat, size }] of Object.entries(permits)) {
    const words = wordsOf(name);
    for (const list of [data, free, flat, size]) for (const word of list?.split(" ") ?? []) words.add(word);
    const dot = name.lastIndexOf(".");
    if (dot > 0) wordsOf(name.slice(0, dot)).add(name.slice(dot + 1));
    else if (!name.startsWith("%")) wordsOf("").add(name);
  }
  return allowed;
}

/** `@@iterator` for `Symbol.iterator`: well-known symbols are the same in all realms. */
const wordOf = (key: string | symbol): string => {
  if (typeof key === "string") return key;
  const name = Object.getOwnPropertyNames(Symbol).find((n) => (Symbol as unknown as Record<string, unknown>)[n] === key);
  return name === undefined ? "@@unknown" : `@@${name}`;
};
const keyNamed = (word: string): PropertyKey =>
  word.startsWith("@@") ? ((Symbol as unknown as Record<string, symbol>)[word.slice(2)] ?? word) : word;

const isObject = (value: unknown): value is object => typeof value === "function" || (typeof value === "object" && value !== null);
