/**
 * `cloister/eslint`: what a cell would refuse, in the editor. One rule per family of codes; the findings are those of `cloister lint`, ranges and
 * messages alike.
 *
 *   import { guest } from "cloister/eslint";
 *   export default [guest({ files: ["plugins/**"], policy: { globals: { allow: ["console"] } } })];
 */
export { default } from "./plugin.js";
export { guest, type GuestOptions } from "./guest.js";
export { tolerant } from "./tolerant.js";
export type { CloisterSettings } from "./settings.js";
