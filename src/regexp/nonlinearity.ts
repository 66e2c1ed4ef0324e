import { translate } from "./inside/translate.js";

/** Why the engine of `regexp: "linear"` has no way to match this, or undefined. The pattern must be one that the platform's engine compiles. */
export function nonlinearity(source: string, flags: string): string | undefined {
  try {
    translate(source, flags);
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError ? error.message : "cannot be translated";
  }
}
