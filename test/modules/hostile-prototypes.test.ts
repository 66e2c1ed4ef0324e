import { expect, it } from "vitest";
import { cleanse, memoryHooks, verify } from "../../src/index.js";
import { PRESETS } from "../../src/policy/presets.js";
import { Loader } from "../../src/runtime/modules/loader.js";
import { createRealm } from "../../src/runtime/realm/node-vm.js";

/**
 * The worst case: a guest got hold of `Object.prototype`, `Array.prototype` and `Promise.prototype` of its realm. It must not come between the linker and its work: no
 * look-up of ours may reach what it put there.
 */
const POISON = `(prototypes, touched) => {
  const keys = ["get", "set", "value", "writable", "enumerable", "configurable", "ok", "kind", "run", "plan", "factory", "handle", "default", "names", "name",
    "message", "code", "thrown", "failed", "error", "exports", "length", "resolve", "reject", "done", "with", "type", "0", "1", "2", Symbol.iterator, Symbol.toPrimitive, "push", "join", "map", "then"];
  for (let p = 0; p < prototypes.length; p++) for (let k = 0; k < keys.length; k++) {
    const prototype = prototypes[p], key = keys[k];
    const at = String(key);
    // the engine itself looks for these, on promises and on what is converted to a key
    if (key === Symbol.toPrimitive || key === "then") continue;
    try {
      Object.defineProperty(prototype, key, { __proto__: null, get() { touched(at); return undefined; }, set() { touched("set " + at); }, configurable: true });
    } catch { /* frozen */ }
  }
}`;

it("links, runs, requires and imports over poisoned prototypes", async () => {
  const realm = createRealm({
    features: { constructor: false, proto: false, globalObject: false },
    ambient: "violation",
    optional: [],
    regexp: "native",
  });
  const { kit, linker, audit } = realm.inside;
  const collected: unknown[] = [];
  kit.names.endow("log", (x: unknown) => void collected.push(x));
  const files = {
    "main.js": `import d, { n, inc } from "./a.js"; import * as ns from "./a.js"; import c, { named } from "./c.cjs"; import json from "./d.json" with { type: "json" };
      inc(); log(n + ":" + ns.n + ":" + d + ":" + named + ":" + c.named + ":" + json.y); const late = await import("./late.js"); log(late.x); await import("./none.js").catch((e) => log(e.code));`,
    "a.js": `export let n = 1; export function inc() { n++; } export default "d"; import "./main.js";`,
    "c.cjs": `exports.named = require("./e.cjs"); try { require("none"); } catch (e) { log(e.code); }`,
    "e.cjs": `module.exports = "e";`,
    "d.json": `{ "y": 3 }`,
    "late.js": `await 0; export const x = "late";`,
  };
  const loader = new Loader({
    realm: {
      linker,
      factory: (program) => realm.instantiate(program.body, program.manifest.filename),
      toGuest: (value) => value,
      compile: (source, { filename, goal }) =>
        verify(cleanse(source, { filename, goal, supplied: ["log"] }).text, { policy: PRESETS.compat }),
      verify: () => {
        throw new Error("none here");
      },
    },
    policy: PRESETS.strict,
    hooks: memoryHooks(files),
  });
  // what a realm does before its first program, no guest can have prepared for
  expect(kit.guards).toBeTypeOf("object");
  const touched: string[] = [];
  const poison = realm.instantiate(POISON, "poison.js") as (prototypes: readonly object[], touched: (key: string) => void) => void;
  poison(audit.hot(), (key) => void touched.push(key));
  await loader.import("./main.js");
  expect(collected).toEqual(["MODULE_NOT_FOUND", "2:2:d:e:e:3", "late", "ERR_MODULE_NOT_FOUND"]);
  expect(touched).toEqual([]);
});
