/**
 * Functions of ours that guests get to hold: created by code of this realm, never constructors unless meant, frozen with the intrinsics, and shown as
 * native code by `Function.prototype.toString`.
 */
import { arrayPush, defineProperty, freeze, weakSetAdd, weakSetHas, WeakSetOf } from "./intrinsics.js";
import { fixed, hidden, valueOnly } from "./descriptors.js";

export interface Publisher {
  /** Everything published so far, to be frozen at the end of the boot. */
  readonly objects: object[];
  /** After boot: freezes at once. */
  publish<T extends object>(object: T): T;
  /** Replaces the method that stands on `holder`, attributes and name kept. */
  replace(holder: object, key: PropertyKey, method: (...args: never[]) => unknown, length?: number): void;
  /** Adds a hidden method. */
  add(holder: object, key: PropertyKey, method: (...args: never[]) => unknown): void;
  isPublished(f: object): boolean;
  seal(): void;
}

export function makePublisher(): Publisher {
  const objects: object[] = [];
  /** Made when it is first asked for: most programs print no function. */
  let known: WeakSet<object> | undefined;
  let sealed = false;
  const all = (): WeakSet<object> => {
    if (known === undefined) {
      known = new WeakSetOf<object>();
      for (let i = 0; i < objects.length; i++) weakSetAdd(known, objects[i]!);
    }
    return known;
  };
  const publish = <T extends object>(object: T): T => {
    if (sealed) freeze(object);
    if (known === undefined) arrayPush(objects, object);
    else weakSetAdd(known, object);
    return object;
  };
  const dress = (method: object, key: PropertyKey, length: number | undefined): void => {
    const { name, length: parameters } = method as { name: string; length: number };
    if (typeof key === "string" && name !== key) defineProperty(method, "name", valueOnly(key));
    if (length !== undefined && length !== parameters) defineProperty(method, "length", valueOnly(length));
    publish(method);
  };
  return {
    objects,
    publish,
    replace(holder, key, method, length) {
      dress(method, key, length);
      // an own, writable property: the same as defining its value, at a third of the cost
      (holder as Record<PropertyKey, unknown>)[key] = method;
    },
    add(holder, key, method) {
      dress(method, key, undefined);
      defineProperty(holder, key, hidden(method));
    },
    isPublished: (f) => weakSetHas(all(), f),
    seal() {
      sealed = true;
    },
  };
}

/**
 * Makes a function of ours a constructor as the language's own are: named (bundlers rename), with a given number of parameters, its prototype not
 * writable and leading back to it.
 */
export function dressConstructor(constructor: object, name: string, length: number, prototype: object | undefined): void {
  defineProperty(constructor, "name", valueOnly(name));
  defineProperty(constructor, "length", valueOnly(length));
  // in this order: on what is a prototype already, `constructor` costs more the more cells there are
  if (prototype !== undefined) defineProperty(prototype, "constructor", valueOnly(constructor));
  defineProperty(constructor, "prototype", fixed(prototype));
}
