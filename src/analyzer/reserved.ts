import { GUARD_PREFIX, SCOPE_PARAM } from "../contract/index.js";

/** Whether a name is the compiler's own. */
export const isReserved = (name: string): boolean =>
  name.charCodeAt(0) === UNDERSCORE && (name.startsWith(GUARD_PREFIX) || name === SCOPE_PARAM);

/** Most names end here. */
const UNDERSCORE = 0x5f;
