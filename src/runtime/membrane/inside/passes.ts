/** Whether a value crosses as it is: primitives but symbols, which carry identity (only registered and well-known ones are the same everywhere). */
export function passes(value: unknown): boolean {
  switch (typeof value) {
    case "object":
      return value === null;
    case "function":
    case "symbol":
      return false;
    default:
      return true;
  }
}
