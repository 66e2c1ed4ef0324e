import { weakSetAdd, weakSetHas } from "./intrinsics.js";

/** The namespace objects of modules: objects with an accessor per export, which reflection shows as data properties. */
export interface Namespaces {
  has(v: unknown): boolean;
  adopt(namespace: object): void;
}

export function makeNamespaces(): Namespaces {
  const known = new WeakSet<object>();
  return {
    has: (v) => weakSetHas(known, v as object),
    adopt: (namespace) => void weakSetAdd(known, namespace),
  };
}
