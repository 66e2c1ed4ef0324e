/**
 * Property descriptors without a prototype: `defineProperty` reads `get`, `value`, … of its argument through the chain, so a literal would let whoever
 * got at `Object.prototype` decide what is defined.
 */
import { create } from "./intrinsics.js";

interface Bare extends PropertyDescriptor {
  __proto__: null;
}

/** A data property; hidden, writable and configurable unless said otherwise. */
export const hidden = (value: unknown): PropertyDescriptor =>
  ({ __proto__: null, value, writable: true, enumerable: false, configurable: true }) as Bare;
/** As assignment makes it. */
export const plain = (value: unknown): PropertyDescriptor =>
  ({ __proto__: null, value, writable: true, enumerable: true, configurable: true }) as Bare;
/** Neither writable nor configurable nor enumerable. */
export const fixed = (value: unknown): PropertyDescriptor =>
  ({ __proto__: null, value, writable: false, enumerable: false, configurable: false }) as Bare;
/** Only the value: attributes of an existing property stay. */
export const valueOnly = (value: unknown): PropertyDescriptor => ({ __proto__: null, value }) as Bare;
export const accessor = (
  get: (this: unknown) => unknown,
  set: ((this: unknown, value: unknown) => void) | undefined,
  enumerable: boolean,
): PropertyDescriptor => ({ __proto__: null, get, set, enumerable, configurable: false }) as unknown as Bare;

/** An empty record without a prototype. */
export const record = <T>(): Record<PropertyKey, T> => create(null) as Record<PropertyKey, T>;
