import { definePolicy, type Policy } from "../../src/policy/index.js";
import { digest, forge, type Forgery } from "../forged/forge.js";

export const good = forge("__cc_v = Array(1);");

/** The good artifact with another line for a field. */
const withLine = (field: string, line: string): string => good.replace(new RegExp(`^// \\{"${field}":.*$`, "m"), () => line);

/** Texts that are refused for their header or their digests. */
export const HEADERS: readonly (readonly [what: string, text: string])[] = [
  ["text in front of the header", "\n" + good],
  ["a byte order mark", "\ufeff" + good],
  ["text behind the body", good + "evil();\n"],
  ["a line end more", good + "\n"],
  ["a line end less", good.slice(0, -1)],
  ["carriage returns", good.replaceAll("\n", "\r\n")],
  ["another quote in the body", good.replace("Array(1)", "Array(2)")],
  ["the digest of another body", withLine("body", `// {"body":"${digest("")}"}`)],
  ["a digest that is none", withLine("body", '// {"body":"sha256-"}')],
  ["a digest with spare bits", withLine("source", `// {"source":"${digest("").replace(/.=$/, "V=")}"}`)],
  ["a digest in a list", withLine("source", `// {"source":["${digest("")}"]}`)],
  ["another edition", withLine("edition", '// {"edition":2}')],
  ["an edition as a text", withLine("edition", '// {"edition":"1"}')],
  ["a blank more", withLine("goal", '// {"goal": "script"}')],
  ["a blank less", withLine("goal", '//{"goal":"script"}')],
  ["a field twice in a line", withLine("goal", '// {"goal":"script","goal":"script"}')],
  ["another field in the line", withLine("goal", '// {"goal":"script","metered":true}')],
  ["a field twice", good.replace('// {"goal":"script"}\n', '// {"goal":"script"}\n// {"goal":"script"}\n')],
  ["a field missing", good.replace('// {"async":false}\n', "")],
  ["fields in another order", good.replace('// {"metered":false}\n// {"async":false}\n', '// {"async":false}\n// {"metered":false}\n')],
  ["an unknown field", good.replace('// {"async":false}\n', '// {"async":false}\n// {"x":1}\n')],
  ["a field named __proto__", withLine("goal", '// {"__proto__":{"goal":"script"}}')],
  ["an escape that is not needed", withLine("filename", '// {"filename":"\\u0066orged.js"}')],
  ["a character that is not escaped", withLine("filename", '// {"filename":"é.js"}')],
  ["a line separator in a text", withLine("filename", '// {"filename":"a\u2028evil()"}')],
  ["an upper-case escape", withLine("filename", '// {"filename":"\\u00E9.js"}')],
  ["a number spelled otherwise", withLine("edition", '// {"edition":1.0}')],
  ["a goal that is none", withLine("goal", '// {"goal":"worker"}')],
  ["a goal that is a list", withLine("goal", '// {"goal":["script"]}')],
  ["metered that is not true or false", withLine("metered", '// {"metered":0}')],
  ["globals that are not sorted", withLine("globals", '// {"globals":["Object","Array"]}')],
  ["a global twice", withLine("globals", '// {"globals":["Array","Array"]}')],
  ["globals that are an object", withLine("globals", '// {"globals":{"0":"Array"}}')],
  ["a list of lists", withLine("globals", '// {"globals":[["Array"]]}')],
  ["null", withLine("declares", '// {"declares":null}')],
  ["nothing at all", ""],
  ["only a header", good.slice(0, good.indexOf("(function"))],
];

/** Manifests of which a field is refused. */
export const FIELDS: readonly (readonly [what: string, said: Forgery])[] = [
  ["a global that is no name", { globals: ["x = __cc.global('process'), y"] }],
  ["a reserved global", { globals: ["__cc_key"] }],
  ["the scope as a global", { globals: ["__cc"] }],
  ["an invisible global", { globals: ["a\u3164"] }],
  ["half a surrogate pair", { filename: "\ud800" }],
  ["an unknown feature", { features: ["everything" as never] }],
  ["the global object's names without its feature", { globals: ["Function"] }],
  ["imports of a script", { imports: [{ specifier: "m", names: [], star: true }] }],
  ["exports of a script", { exports: [{ export: "x" }] }],
  ["an asynchronous script", { async: true }],
  ["names of a strict module", { goal: "module", names: ["x"] }],
  ["declarations of a module", { goal: "module", declares: { vars: ["x"], lexicals: [] } }],
  ["a name declared twice", { declares: { vars: ["x"], lexicals: ["x"] } }],
  ["an import with an unknown key", { goal: "module", imports: [{ specifier: "m", names: [], star: true, x: 1 } as never] }],
  ["an import without a specifier", { goal: "module", imports: [{ names: [], star: true } as never] }],
  [
    "attributes that are no texts",
    { goal: "module", imports: [{ specifier: "m", names: [], star: true, attributes: { type: 1 as never } }] },
  ],
  ["an export twice", { goal: "module", exports: [{ export: "x" }, { export: "x" }] }],
  ["an export of no import", { goal: "module", exports: [{ export: "x", from: 0, name: "x" }] }],
  [
    "an export of an import's missing name",
    { goal: "module", imports: [{ specifier: "m", names: [], star: false }], exports: [{ export: "x", from: 0, name: "x" }] },
  ],
  ["an export's name without its import", { goal: "module", exports: [{ export: "x", name: "x" } as never] }],
  [
    "a star under a name",
    { goal: "module", imports: [{ specifier: "m", names: [], star: true }], exports: [{ export: "x", from: 0 } as never] },
  ],
  [
    "a namespace that is not bound",
    { goal: "module", imports: [{ specifier: "m", names: [], star: false }], exports: [{ export: "x", from: 0, name: "*" }] },
  ],
  ["an import's names that are not sorted", { goal: "module", imports: [{ specifier: "m", names: ["b", "a"], star: false }] }],
  ["attributes that are a list", { goal: "module", imports: [{ specifier: "m", names: [], star: true, attributes: [] as never }] }],
  ["attributes that are null", { goal: "module", imports: [{ specifier: "m", names: [], star: true, attributes: null as never }] }],
  ["attributes that are a text", { goal: "module", imports: [{ specifier: "m", names: [], star: true, attributes: "json" as never }] }],
  ["empty attributes", { goal: "module", imports: [{ specifier: "m", names: [], star: true, attributes: {} }] }],
  ["names that are not sorted", { names: ["b", "a"] }],
  ["dynamic imports that are not sorted", { dynamicImports: ["b", "a"] }],
  ["features that are not sorted", { features: ["proto", "constructor"] }],
  ["a digest with more before it", { source: `x${digest("")}` }],
  ["a digest with more behind it", { source: `${digest("")}x` }],
  ["as many variables as lexicals of a module", { goal: "module", declares: { vars: ["a"], lexicals: ["b"] } }],
  ["declarations that are a number", { declares: 1 as never }],
  [
    "an export of a bound namespace's missing name",
    { goal: "module", imports: [{ specifier: "m", names: [], star: true }], exports: [{ export: "x", from: 0, name: "x" }] },
  ],
  ["a negative import", { goal: "module", exports: [{ export: "x", from: -1, name: "x" }] }],
];

const preludes: readonly (readonly [what: string, change: (body: string) => string])[] = [
  ["a guard bound to another", (body: string) => body.replace("__cc_proto = __cc.proto", "__cc_proto = __cc.none")],
  ["a guard left out", (body: string) => body.replace(", __cc_proto = __cc.proto", "")],
  ["a global more", (body: string) => body.replace("return { run()", 'const process = __cc.global("process");\nreturn { run()')],
  ["sloppy", (body: string) => body.replace('"use strict";', "")],
  ["another parameter", (body: string) => body.replace("(function (__cc)", "(function (__cc, process)")],
  ["another frame", (body: string) => body.replace("} }; })\n", "} }; })();\n")],
  ["a comment in the prelude", (body: string) => body.replace("return { run()", "return /**/ { run()")],
];

/** Texts whose fixed parts are not those of their manifest, with the digest that they have. */
export const PRELUDES: readonly (readonly [what: string, text: string])[] = preludes.map(([what, change]) => {
  const at = good.indexOf("(function");
  const body = change(good.slice(at));
  if (body === good.slice(at)) throw new Error(`nothing is changed by: ${what}`);
  return [what, good.slice(0, at).replace(/"body":"[^"]*"/, `"body":"${digest(body)}"`) + body];
});

const narrow = definePolicy({ globals: { allow: ["log"] }, modules: { allow: ["good", "lib/*"] } });
const reporting = definePolicy({ extends: narrow, enforce: "report" });
const imports = (specifier: string): string => forge("1;", { goal: "module", imports: [{ specifier, names: [], star: false }] });

/** What a loader's policy says of a text: a finding, or that it is accepted. */
export const POLICIES: readonly (readonly [text: string, policy: Policy, verdict: string])[] = [
  [forge("1;", { globals: ["Array", "log"] }), narrow, "accepted"],
  [forge("1;", { globals: ["Array", "fetch"] }), narrow, "I8-policy-global: The global `fetch` is not granted."],
  [forge("1;", { globals: ["Proxy"] }), narrow, "I8-policy-global: The global `Proxy` is not granted."],
  [forge("1;", { globals: ["Proxy"] }), definePolicy({ extends: "compat" }), "accepted"],
  [forge("1;", { features: ["constructor"] }), narrow, "I8-policy-feature: The feature `constructor` is not granted."],
  [imports("lib/a"), narrow, "accepted"],
  [imports("node:fs"), narrow, "I8-policy-import: The import `node:fs` is not granted."],
  [
    forge("1;"),
    definePolicy({ mediation: "full" }),
    "I8-policy-mediation: The program's accesses are not mediated, and the policy wants them to be.",
  ],
  [forge("1;", { globals: ["fetch"] }), definePolicy({ globals: { allow: "*" } }), "accepted"],
  [forge("1;", { globals: ["Proxy"] }), definePolicy({ globals: { allow: "*" } }), "I8-policy-global: The global `Proxy` is not granted."],
  [forge("1;", { globals: ["fetch"] }), reporting, "accepted"],
  [imports("node:fs"), reporting, "accepted"],
  [
    forge("1;", { features: ["globalObject"], globals: ["Function"] }),
    definePolicy({ enforce: "report", language: { globalObject: false } }),
    "I8-policy-feature: The feature `globalObject` is not granted.",
  ],
  [
    forge("1;", { features: ["globalObject"], globals: ["Function"] }),
    definePolicy({ globals: { allow: "*" } }),
    "I8-policy-feature: The feature `globalObject` is not granted.",
  ],
  [
    forge("/a/;"),
    definePolicy({ regexp: "linear" }),
    "I11-regex: A literal is the engine's; under this policy the cell makes regular expressions.",
  ],
  [forge('__cc_regexp("a", "");', { features: ["regexp"] }), definePolicy({ regexp: "safe" }), "accepted"],
  [forge(`/${"a".repeat(65_536)}/;`), definePolicy({}), "accepted"],
  [forge(`/${"a".repeat(65_537)}/;`), definePolicy({}), "I11-regex: A regular expression has 65537 code units; 65536 are allowed."],
  [
    forge('__cc_regexp("(a+)+b", "");', { features: ["regexp"] }),
    definePolicy({ regexp: "safe" }),
    "I11-regex: A regular expression can take exponential time.",
  ],
  [forge('__cc_regexp("(a+)+b", "");', { features: ["regexp"] }), definePolicy({ regexp: "linear" }), "accepted"],
  [
    forge(`__cc_regexp("${"a".repeat(65_537)}", "");`, { features: ["regexp"] }),
    definePolicy({ regexp: "safe" }),
    "I11-regex: A regular expression has 65537 code units; 65536 are allowed.",
  ],
  [forge(`__cc_regexp("${"a".repeat(65_536)}", "");`, { features: ["regexp"] }), definePolicy({ regexp: "linear" }), "accepted"],
  [forge("1;", { goal: "module", dynamicImports: ["evil"] }), narrow, "I8-policy-import: The import `evil` is not granted."],
];
