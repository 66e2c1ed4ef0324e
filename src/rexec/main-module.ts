import type { Cell } from "../index.js";

/** Names of variables; what is none cannot be one. */
const NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * The module `__main__`: the variables of a cell's scripts, read and written as properties. Values cross the membrane, so what is put here is for guests
 * what an argument would be.
 *
 *   const main = rexec.add_module("__main__"); main.limit = 10; rexec.r_eval("limit * 2")   // 20
 */
export function mainModule(cell: Cell): Record<string, unknown> {
  const variable = (key: string | symbol): string | undefined => (typeof key === "string" && NAME.test(key) ? key : undefined);
  return new Proxy(Object.create(null) as Record<string, unknown>, {
    get(_, key) {
      const name = variable(key);
      return name === undefined ? undefined : cell.evaluate(`typeof ${name} === "undefined" ? undefined : ${name}`);
    },
    has(_, key) {
      const name = variable(key);
      return name !== undefined && cell.evaluate(`typeof ${name} !== "undefined"`) === true;
    },
    set(_, key, value) {
      const name = variable(key);
      if (name === undefined) throw new TypeError(`${String(key)} is no name of a variable`);
      cell.execute(`var ${name};`);
      (cell.evaluate(`(value) => { ${name} = value; }`) as (value: unknown) => void)(value);
      return true;
    },
  });
}
