import { describe, expect, test } from "vitest";
import { examine, type AnalyzeOptions } from "../../src/analyzer/index.js";
import { SourceText } from "../../src/diagnostics/source-text.js";
import { definePolicy, type PolicyInput } from "../../src/policy/index.js";

type Options = Partial<Omit<AnalyzeOptions, "policy">> & { readonly policy?: PolicyInput };

function program(text: string, { goal = "module", policy, supplied }: Options = {}) {
  const { program, diagnostics } = examine(new SourceText(text, "input.js"), {
    goal,
    policy: definePolicy(policy),
    ...(supplied && { supplied }),
  });
  if (program === undefined) throw new Error(diagnostics[0]?.message);
  return program.analysis;
}

const classes = (text: string, options?: Options) => Object.fromEntries(program(text, options).names);

const COMPAT = { extends: "compat" } as const;
const USES = "Math; undefined; console; missing; typeof absent; globalThis;";

describe("what free names become", () => {
  test.each<[string, Options, Record<string, string>]>([
    ["strict module", {}, { console: "rejected", missing: "rejected", absent: "rejected", globalThis: "rejected" }],
    ["strict script", { goal: "script" }, { console: "runtime", missing: "runtime", absent: "runtime", globalThis: "rejected" }],
    [
      "supplied by the cell",
      { supplied: ["console"] },
      { console: "granted", missing: "rejected", absent: "rejected", globalThis: "rejected" },
    ],
    [
      "listed by the policy",
      { policy: { globals: { allow: ["console", "absent"] } } },
      { console: "granted", missing: "rejected", absent: "granted", globalThis: "rejected" },
    ],
    [
      "listed, and not supplied",
      { policy: { globals: { allow: ["console", "absent"] } }, supplied: ["console"] },
      { console: "granted", missing: "rejected", absent: "rejected", globalThis: "rejected" },
    ],
    [
      "open policy: what is only tested is no requirement",
      { policy: { globals: { allow: "*" } } },
      { console: "granted", missing: "granted", absent: "rejected", globalThis: "rejected" },
    ],
    [
      "open policy in a cell",
      { policy: { globals: { allow: "*" } }, supplied: ["console"] },
      { console: "granted", missing: "rejected", absent: "rejected", globalThis: "rejected" },
    ],
    ["compat", { policy: COMPAT }, { console: "runtime", missing: "runtime", absent: "runtime", globalThis: "granted" }],
    [
      "compat in a cell",
      { policy: COMPAT, supplied: ["console"] },
      { console: "granted", missing: "runtime", absent: "runtime", globalThis: "granted" },
    ],
  ])("%s", (_, options, expected) => {
    expect(classes(USES, options)).toEqual({ Math: "granted", undefined: "constant", ...expected });
  });

  test("an open policy grants nothing that has to be listed, since the verifier would refuse it", () => {
    expect(classes("Proxy; WeakRef;", { policy: { globals: { allow: "*" } } })).toEqual({ Proxy: "rejected", WeakRef: "rejected" });
  });

  test("under `globalObject` a name that is assigned anywhere is looked up everywhere", () => {
    expect(classes("Math; Promise; Promise = 1; undefined = 1; globalThis = 2; NaN", { policy: COMPAT })).toEqual({
      Math: "granted",
      Promise: "runtime",
      undefined: "runtime",
      globalThis: "runtime",
      NaN: "constant",
    });
  });

  test("names that strict code cannot bind are never granted", () => {
    expect(classes("eval; arguments", { policy: COMPAT })).toEqual({ eval: "runtime", arguments: "runtime" });
    expect(classes("await; arguments", { goal: "script", supplied: ["await", "arguments"] })).toEqual({
      await: "runtime",
      arguments: "runtime",
    });
    expect(classes("globalThis; console", { supplied: ["globalThis", "eval", "console"] })).toEqual({
      globalThis: "rejected",
      console: "granted",
    });
  });

  test("optional names of the language hang on the policy alone", () => {
    expect(classes("Proxy; WeakRef; FinalizationRegistry", { policy: COMPAT })).toEqual({
      Proxy: "granted",
      WeakRef: "granted",
      FinalizationRegistry: "runtime",
    });
    expect(classes("Proxy", { policy: { globals: { allow: ["Proxy"] } } })).toEqual({ Proxy: "granted" });
  });
});

describe("requirements", () => {
  test("members, names, dynamic imports and features used", () => {
    const text = `Math.max(Math["min"](1), Math[k]); JSON; later; import("./b.js"); import("./a.js"); import(later); o.constructor; var k, o;`;
    expect(program(text, { goal: "script", policy: COMPAT }).requirements).toEqual({
      globals: [
        { name: "JSON", members: [] },
        { name: "Math", members: ["max", "min"] },
      ],
      names: ["later"],
      dynamicImports: ["./a.js", "./b.js"],
      features: ["constructor"],
    });
  });

  test.each<[string, Options["goal"], readonly string[]]>([
    ["1", "module", []],
    ["x", "script", []],
    ["x", "module", ["globalObject"]],
    ["window", "script", ["globalObject"]],
    ["typeof Function", "expression", ["globalObject"]],
    ["Math = 1", "script", ["globalObject"]],
    ["x = { __proto__: null }", "script", ["proto"]],
  ])("%s as %s", (text, goal, features) => {
    expect(program(text, { ...(goal && { goal }), policy: COMPAT }).requirements.features).toEqual(features);
  });

  test("what is refused is required all the same, but not what is only tested", () => {
    expect(program("console.log(window.x.constructor); typeof fetch; total = 1;").requirements).toEqual({
      globals: [
        { name: "console", members: ["log"] },
        { name: "total", members: [] },
      ],
      names: [],
      dynamicImports: [],
      features: ["constructor", "globalObject"],
    });
  });

  test("a grant that is not used is not required", () => {
    expect(program("export default 1", { policy: COMPAT }).requirements).toEqual({
      globals: [],
      names: [],
      dynamicImports: [],
      features: [],
    });
  });
});
