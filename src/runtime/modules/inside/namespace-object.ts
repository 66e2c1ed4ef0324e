import type { Kit } from "../../realm/inside/kit.js";
import {
  ProxyOf,
  ReferenceErrorOf,
  freeze,
  hasOwn,
  is,
  reflectDefineProperty,
  reflectDeleteProperty,
  reflectPreventExtensions,
  reflectSetPrototypeOf,
  symbolToStringTag,
} from "../../realm/inside/intrinsics.js";
import { define, dictionary } from "./dictionary.js";
import type { Getter } from "./environment.js";

export interface NamespaceObject {
  readonly proxy: object;
  bind(name: string, getter: Getter): void;
  read(name: string): unknown;
}

type Descriptor = PropertyDescriptor & { __proto__: null };
const data = (value: unknown, visible: boolean): Descriptor => ({
  __proto__: null,
  value,
  writable: visible,
  enumerable: visible,
  configurable: false,
});

/**
 * A module namespace exotic object (ECMA-262 §10.4.6), as a Proxy: no prototype, not extensible, keys sorted, every write refused,
 * reads live and with the dead zone's ReferenceError.
 *
 * The target carries the same keys with the same attributes, which is what the Proxy's own invariants ask for; its values stay
 * undefined and are never shown. The handler has no prototype: a trap that it lacks is lacking, whatever `Object.prototype` bears.
 *
 * @param names sorted by UTF-16 code units; an array of this realm.
 */
export function makeNamespace(kit: Kit, names: readonly string[]): NamespaceObject {
  const getters = dictionary<Getter>();
  const target = {};
  reflectSetPrototypeOf(target, null);
  const unbound = (): never => {
    throw new ReferenceErrorOf("Cannot access a module's exports before it is linked");
  };
  for (let i = 0; i < names.length; i++) {
    getters[names[i]!] = unbound;
    reflectDefineProperty(target, names[i]!, data(undefined, true));
  }
  reflectDefineProperty(target, symbolToStringTag, data("Module", false));
  reflectPreventExtensions(target);

  const handler: ProxyHandler<object> = {
    __proto__: null,
    get(_target: object, key: PropertyKey): unknown {
      const getter = getters[key];
      if (getter !== undefined) return getter();
      return key === symbolToStringTag ? "Module" : undefined;
    },
    set: () => false,
    deleteProperty: (_target: object, key: string | symbol) =>
      typeof key === "symbol" ? reflectDeleteProperty(target, key) : getters[key] === undefined,
    ownKeys(): (string | symbol)[] {
      const keys: (string | symbol)[] = [];
      for (let i = 0; i < names.length; i++) define(keys, i, names[i]);
      define(keys, names.length, symbolToStringTag);
      return keys;
    },
    getOwnPropertyDescriptor(_target: object, key: PropertyKey): PropertyDescriptor | undefined {
      const getter = getters[key];
      if (getter !== undefined) return data(getter(), true);
      return key === symbolToStringTag ? data("Module", false) : undefined;
    },
    // §10.4.6.7: a definition "succeeds" if it changes nothing.
    defineProperty(_target: object, key: string | symbol, wanted: PropertyDescriptor): boolean {
      if (typeof key === "symbol") return reflectDefineProperty(target, key, wanted);
      const getter = getters[key];
      if (getter === undefined) return false;
      const current = getter();
      if (hasOwn(wanted, "get") || hasOwn(wanted, "set")) return false;
      if (hasOwn(wanted, "configurable") && wanted.configurable === true) return false;
      if (hasOwn(wanted, "enumerable") && wanted.enumerable === false) return false;
      if (hasOwn(wanted, "writable") && wanted.writable === false) return false;
      return !hasOwn(wanted, "value") || is(wanted.value, current);
    },
  } as ProxyHandler<object>;
  const proxy = new ProxyOf(target, freeze(handler));
  kit.adoptProxy(proxy);
  return freeze({
    proxy,
    bind(name: string, getter: Getter): void {
      getters[name] = getter;
    },
    read: (name: string) => getters[name]!(),
  });
}
