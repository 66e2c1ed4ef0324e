// Run by fast-paths.test.ts with --allow-natives-syntax: which protectors the process loses by making a realm, and which prototypes it leaves in dictionary mode.
import { pathToFileURL } from "node:url";

const { createRealm } = await import(pathToFileURL(`${process.argv[2]}/realm.js`).href);
const native = (text) => new Function(`return ${text}`);
const PROTECTORS = [
  ...[
    "ArraySpecies",
    "ArrayIterator",
    "MapIterator",
    "SetIterator",
    "StringIterator",
    "NoElements",
    "PromiseSpecies",
    "PromiseResolve",
    "PromiseThen",
  ],
  ...["RegExpSpecies", "TypedArraySpecies", "IsConcatSpreadable", "StringWrapperToPrimitive", "NumberStringNotRegexpLike", "MegaDOM"],
];
/** Those that this engine can be asked about. */
const ask = new Map();
for (const name of PROTECTORS) {
  try {
    const f = native(`%${name}Protector()`);
    f();
    ask.set(name, f);
  } catch {
    // an engine without it
  }
}
const intact = () => new Map([...ask].map(([name, f]) => [name, f()]));
const isFast = new Function("o", "return %HasFastProperties(o)");

const features = (on) => ({ constructor: on, proto: on, globalObject: on });
const presets = {
  strict: { features: features(false), ambient: "violation", optional: [] },
  compat: { features: features(true), ambient: "standin", optional: ["Proxy", "WeakRef"] },
};
const lost = {};
const slow = {};
for (const [name, options] of Object.entries(presets)) {
  const before = intact();
  const { inside } = createRealm(options);
  const { intrinsics, hot } = inside.audit;
  for (const h of hot()) inside.kit.swap(h);
  const after = intact();
  lost[name] = [...before].filter(([protector, was]) => was !== after.get(protector)).map(([protector]) => protector);
  // prototypes that programs' instances have: what is fast natively has to be fast here
  const prototypes = intrinsics.filter((o) => typeof o === "function" && o.prototype !== undefined).map((o) => o.prototype);
  // what is only made by us becomes fast at its first use, like a class of a program's own
  for (let i = 0; i < 3; i++) for (const C of intrinsics) if (typeof C === "function" && C.name === "SuppressedError") void new C().name;
  slow[name] = [...new Set([...hot(), ...prototypes])].filter((o) => !isFast(o)).map((o) => `${o.constructor?.name ?? "?"}.prototype`);
}
console.log(JSON.stringify({ lost, slow, protectors: [...ask.keys()] }));
