// Run by engines.test.ts under one engine after another: what is removed there, what the supervisor is told of, and what a guest still finds.
import { pathToFileURL } from "node:url";

const { Cell, definePolicy } = await import(pathToFileURL(`${process.argv[2]}/index.js`).href);
const { createRealm } = await import(pathToFileURL(`${process.argv[2]}/realm.js`).href);

const features = { constructor: true, proto: true, globalObject: true };
const { removed, inside } = createRealm({ features, ambient: "standin", optional: ["Proxy", "WeakRef"] });
const { intrinsics, hot } = inside.audit;
// as before a first program
if (inside.kit.guards === undefined) throw new Error("no guards");
const isHot = new Set(hot());
const events = [];
const cell = new Cell({ policy: definePolicy({ extends: "compat" }), onEvent: (event) => events.push(event) });
const found =
  cell.evaluate(`[typeof ShadowRealm, typeof globalThis.ShadowRealm, Object.getOwnPropertyNames(globalThis).includes("ShadowRealm"),
  new Intl.NumberFormat().resolvedOptions().locale, new Date(0).getTimezoneOffset(), typeof SharedArrayBuffer]`);
let stacks = "";
try {
  cell.evaluate("(function guest() { throw new Error('x'); })()");
} catch (error) {
  stacks = error.stack;
}
console.log(
  JSON.stringify({
    version: process.version,
    removed,
    events,
    found,
    leaks: /node:|file:|\/|cloister-inside/.test(stacks.replace(/guest\.js/g, "")),
    unfrozen: intrinsics.filter((o) => !isHot.has(o) && !Object.isFrozen(o)).map((o) => String(o.name ?? o.constructor?.name)),
  }),
);
