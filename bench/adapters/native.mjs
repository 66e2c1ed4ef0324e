// Same realm, strict-mode function: the baseline.
import vm from "node:vm";
import { wrap } from "./_lib.mjs";
export const name = "native (vm.runInThisContext, strict function)";
export const prepare = async (source) => vm.runInThisContext(wrap(source), { filename: "guest.js" });
export const run = (f) => f();
export const createCell = async () => ({
  call: vm.runInThisContext('(function(){"use strict"; return (f,n,a)=>{ for(let i=0;i<n;i++) f(a); }; })()'),
});
