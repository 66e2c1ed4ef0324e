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
