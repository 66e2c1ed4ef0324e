/**
 * Property keys that may not stand in any static position (invariant I5): each reaches the prototype chain
 * behind the guards' back. `feature` names the policy feature that permits the key in its own forms.
 */
export const FORBIDDEN_KEYS: ReadonlyMap<string, "proto" | "constructor"> = new Map([
  ["__proto__", "proto"],
  ["__defineGetter__", "proto"],
  ["__defineSetter__", "proto"],
  ["__lookupGetter__", "proto"],
  ["__lookupSetter__", "proto"],
  ["constructor", "constructor"],
]);

/** The key whose reads pass the `proto` guard: it is how a guest would get hold of a hot prototype. */
export const GUARDED_KEY = "prototype";

/** How a guest would get hold of the engine's own array constructors, in whose place metered cells put some that charge. */
export const MAKER_KEY = "constructor";

/** Whether reads of that static key pass the `proto` guard. */
export const isGuardedKey = (name: string | undefined, metered: boolean): boolean =>
  name === GUARDED_KEY || (metered && name === MAKER_KEY);
