/** Node's code of an error, for programs that look at it. */
export const withCode = <E extends Error>(error: E, code: string): E => Object.assign(error, { code });

/** As Web IDL has it: what must be given must be given. */
export function requireArguments(given: number, least: number): void {
  if (given < least)
    throw withCode(new TypeError(`${least} argument${least === 1 ? "" : "s"} needed, ${given} given.`), "ERR_MISSING_ARGS");
}
