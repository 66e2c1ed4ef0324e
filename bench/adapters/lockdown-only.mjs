// Decomposition: ses lockdown() of the realm, then native evaluation (no
// Compartment, no with-scope): what frozen intrinsics alone cost on this engine.
import vm from "node:vm";
import { req, wrap } from "./_lib.mjs";
export const name = "lockdown only (native scope)";
export async function init() {
  req("ses");
  globalThis.lockdown();
}
export const prepare = async (source) => vm.runInThisContext(wrap(source), { filename: "guest.js" });
export const run = (f) => f();
