/**
 * Functions that go through all properties of an object. Those that answer with a list of its keys are charged by that, at once behind it: no guest code has run
 * and nothing was thrown. Where getters may run, the keys are counted before. A Proxy's traps are charged themselves.
 */
import { apply, arrayPush, getOwnPropertyDescriptor, isArray, ObjectOf, ownKeys, typedArrayKind, typedArrayLength } from "../intrinsics.js";
import type { Proxies } from "../proxy.js";
import type { Publisher } from "../publish.js";
import { elements, FEW_KEYS, KEY, type Payer } from "./payer.js";

type Native = (...args: unknown[]) => unknown;

/** Elements of arrays that are made for a key: with `entries` another array of two. */
const MADE: Readonly<Record<string, number>> = { __proto__: null as never, values: 1, entries: 3 };

export function chargeObjectFunctions({ pay, allocate }: Payer, proxies: Proxies, { replace }: Publisher): void {
  const countKeys = (v: unknown): number => {
    if (typeof v === "string") return v.length;
    if ((typeof v !== "object" && typeof v !== "function") || v === null || proxies.has(v)) return 0;
    // indices would be made into texts to be counted
    if (isArray(v)) return v.length;
    return typedArrayKind(v) === undefined ? ownKeys(v).length : typedArrayLength(v);
  };
  const byResult = (holder: object, keys: readonly string[]): void => {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const native = getOwnPropertyDescriptor(holder, key)!.value as (v: unknown) => unknown[];
      const { [key]: wrapper } = {
        [key](v: unknown) {
          const list = native(v);
          if (list.length > FEW_KEYS) {
            pay(list.length * KEY);
            allocate(elements(list.length));
          }
          return list;
        },
      };
      replace(holder, key, wrapper!, 1);
    }
  };
  byResult(ObjectOf, ["keys", "getOwnPropertyNames", "getOwnPropertySymbols"]);
  byResult(Reflect, ["ownKeys"]);

  const before = ["entries", "values", "freeze", "seal", "isFrozen", "isSealed", "getOwnPropertyDescriptors"];
  for (let i = 0; i < before.length; i++) {
    const key = before[i]!;
    const native = getOwnPropertyDescriptor(ObjectOf, key)!.value as (v: unknown) => unknown;
    const { [key]: wrapper } = {
      [key](v: unknown) {
        const keys = countKeys(v);
        if (keys > FEW_KEYS) {
          pay(keys * KEY);
          allocate(elements(keys * (MADE[key] ?? 0)));
        }
        return native(v);
      },
    };
    replace(ObjectOf, key, wrapper!, 1);
  }
  const assign = ObjectOf.assign as Native;
  replace(
    ObjectOf,
    "assign",
    {
      assign(target: unknown, ...sources: unknown[]) {
        let keys = 0;
        for (let i = 0; i < sources.length; i++) keys += countKeys(sources[i]);
        if (keys > FEW_KEYS) pay(keys * KEY);
        if (sources.length === 1) return assign(target, sources[0]);
        const all = [target];
        for (let i = 0; i < sources.length; i++) arrayPush(all, sources[i]);
        return apply(assign, undefined, all);
      },
    }.assign,
    2,
  );
  const defineProperties = ObjectOf.defineProperties as Native;
  replace(
    ObjectOf,
    "defineProperties",
    {
      defineProperties(target: unknown, properties: unknown) {
        pay(countKeys(properties) * KEY);
        return defineProperties(target, properties);
      },
    }.defineProperties,
  );
}
