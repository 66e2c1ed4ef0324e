import vm from "node:vm";
import { wrap } from "./_lib.mjs";
export const name = "node:vm new context";
export const prepare = async (source) => {
  const c = vm.createContext({});
  return vm.runInContext(wrap(source), c, { filename: "guest.js" });
};
export const run = (f) => f();
