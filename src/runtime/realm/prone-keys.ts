/** What programs assign on instances and on prototypes that inherit from intrinsic ones (inside/overrides.ts says what is done about it). */
const PRONE = [
  ...["constructor", "toString", "valueOf", "toLocaleString", "toJSON", "name", "message", "cause", "errors", "description", "stack"],
  ...[
    "next",
    "return",
    "throw",
    "then",
    "catch",
    "finally",
    "bind",
    "call",
    "apply",
    "get",
    "set",
    "has",
    "add",
    "delete",
    "clear",
    "forEach",
  ],
  ...["size", "length", "toISOString", "entries", "keys", "values"],
];

/**
 * Own keys of a prototype that need the cure. What natively is not writable throws natively as well; the wrappers' prototypes (String, Number, …) are
 * left alone: an accessor there leaves them in dictionary mode for good, and string code becomes 1.5 to 2 times slower.
 */
export function proneKeys(prototype: object): string[] {
  if (isWrapperPrototype(prototype)) return [];
  return PRONE.filter((key) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(prototype, key);
    return descriptor?.writable === true && descriptor.configurable === true;
  });
}

/** Whether it is the prototype of a primitive's wrapper, of whatever realm. */
export function isWrapperPrototype(prototype: object): boolean {
  const { name } = (Reflect.getOwnPropertyDescriptor(prototype, "constructor")?.value ?? {}) as { name?: unknown };
  return name === "String" || name === "Number" || name === "Boolean" || name === "Symbol" || name === "BigInt";
}
