import { TypeErrorOf, freeze, reflectDefineProperty, reflectSetPrototypeOf } from "../../realm/inside/intrinsics.js";

/** Reads a binding where it was declared: the exporter's own `() => x`. */
export type Getter = () => unknown;

const descriptor = (getter: Getter): PropertyDescriptor =>
  ({
    __proto__: null,
    get: getter,
    set() {
      throw new TypeErrorOf("Assignment to constant variable.");
    },
    enumerable: true,
    configurable: false,
  }) as PropertyDescriptor;

/**
 * What `__cc.module(i)` answers: one accessor per imported name. The getter is the declaring module's own closure, never a chain,
 * so an engine inlines `__cc_m0.x` down to the read of a context slot; the dead zone's ReferenceError comes from the read itself.
 *
 * The prototype is set to null afterwards: an object literal with a null prototype would be a hash table and cost four times as
 * much per read (11 ns against 2.6 ns, Node 20).
 */
export function makeEnvironment(): object {
  const environment = {};
  reflectSetPrototypeOf(environment, null);
  return environment;
}

/** Gives an imported name its getter. Assignments throw the TypeError that assignments to an import throw. */
export function bindName(environment: object, name: string, getter: Getter): void {
  reflectDefineProperty(environment, name, descriptor(getter));
}

export const sealEnvironment = (environment: object): void => void freeze(environment);
