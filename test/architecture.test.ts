import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, type ParserOptions } from "@babel/parser";
import { describe, expect, test } from "vitest";

/** Areas of `src` and the areas whose modules they may import, beside their own. `types`: in `import type` alone. */
const ARROWS: Record<string, { readonly values: readonly string[]; readonly types?: readonly string[] }> = {
  contract: { values: [] },
  // what policies on regular expressions need; knows nothing of the rest
  regexp: { values: [] },
  policy: { values: ["contract", "diagnostics"] },
  diagnostics: { values: ["contract"] },
  "babel.ts": { values: [] },
  // the pre-scan knows of nothing but the contract
  "parse/pre-scan": { values: ["contract"] },
  parse: { values: ["contract", "policy", "diagnostics", "babel.ts", "parse/pre-scan"] },
  analyzer: { values: ["contract", "regexp", "policy", "diagnostics", "babel.ts", "parse", "parse/pre-scan"] },
  transform: { values: ["contract", "policy", "diagnostics", "babel.ts", "parse", "parse/pre-scan", "analyzer"], types: ["verifier"] },
  verifier: { values: ["contract", "regexp", "policy", "diagnostics"] },
  // a cell runs nothing that it has not verified
  runtime: { values: ["contract", "regexp", "policy", "verifier"], types: ["diagnostics"] },
  // `verifier` for the libraries that run inside cells
  powers: { values: ["contract", "policy", "diagnostics", "runtime", "verifier"] },
  isolation: { values: ["contract", "regexp", "policy", "diagnostics", "powers", "runtime", "verifier", "compile-for-cells.ts"] },
  "pipeline.ts": { values: ["contract", "policy", "diagnostics", "parse", "analyzer", "transform", "verifier", "runtime"] },
  "compiler.ts": { values: ["contract", "policy", "diagnostics", "pipeline.ts", "parse", "analyzer", "transform"], types: ["verifier"] },
  "compile-for-cells.ts": { values: ["compiler.ts", "runtime"] },
  "index.ts": {
    values: [
      "compile-for-cells.ts",
      "contract",
      "policy",
      "diagnostics",
      "pipeline.ts",
      "compiler.ts",
      "compile-for-cells.ts",
      "verifier",
      "runtime",
    ],
  },
  rexec: { values: ["index.ts", "powers", "runtime"] },
  integrations: { values: ["contract", "policy", "diagnostics", "parse", "parse/pre-scan", "compiler.ts"] },
  cli: { values: ["contract", "policy", "diagnostics", "powers", "compiler.ts", "compile-for-cells.ts", "verifier", "runtime"] },
};

/** Where `runtime` may meet Node, and why. All else in it must run in any realm that the adapter makes. */
const NODE_IN_RUNTIME: readonly RegExp[] = [
  // the realm adapter
  /^runtime\/realm\/[^/]+\.ts$/,
  // the folder of programs that were verified before
  /^runtime\/cache\//,
  // files below a folder, for supervisors who want modules from disk
  /^runtime\/modules\/hooks\//,
  // a lexer that is loaded when it is needed
  /^runtime\/modules\/common-js-names\.ts$/,
];

const src = fileURLToPath(new URL("../src/", import.meta.url));

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}
interface Module {
  readonly name: string;
  readonly imports: readonly Import[];
  readonly code: ReturnType<typeof parse>;
}

const OPTIONS: ParserOptions = { sourceType: "module", plugins: ["typescript"] };

const modules: readonly Module[] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".generated.ts"))
  .map((file) => {
    const name = file.split(sep).join("/");
    const code = parse(readFileSync(join(src, file), "utf8"), OPTIONS);
    return { name, code, imports: importsOf(name, code) };
  });
const byName = new Map(modules.map((module) => [module.name, module]));

/** Every import of a module: project files by their name below `src`, packages by theirs. */
function importsOf(name: string, code: ReturnType<typeof parse>): readonly Import[] {
  const found: Import[] = [];
  walk(code.program, (node) => {
    const source = node["source"];
    if (
      /^(Import|Export(Named|All))Declaration$|^ImportExpression$/.test(node.type) &&
      isNode(source) &&
      typeof source["value"] === "string"
    ) {
      const kinds = Array.isArray(node["specifiers"])
        ? node["specifiers"].filter(isNode).map((s) => s["importKind"] ?? s["exportKind"])
        : [];
      const typeOnly =
        node["importKind"] === "type" || node["exportKind"] === "type" || (kinds.length > 0 && kinds.every((kind) => kind === "type"));
      found.push({ target: resolve(name, source["value"]), typeOnly });
    }
    const [argument] = Array.isArray(node["arguments"]) ? (node["arguments"] as unknown[]) : [];
    if (isNode(node["callee"]) && node["callee"].type === "Import" && isNode(argument) && typeof argument["value"] === "string") {
      found.push({ target: resolve(name, argument["value"]), typeOnly: false });
    }
  });
  return found;
}

interface Node extends Record<string, unknown> {
  readonly type: string;
}
function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const each of node) walk(each, visit);
  else if (isNode(node)) {
    visit(node);
    for (const key of Object.keys(node)) if (key !== "loc" && key !== "extra" && !key.endsWith("omments")) walk(node[key], visit);
  }
}

function resolve(from: string, specifier: string): string {
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts") : specifier;
}

/** The most specific area that a file belongs to. */
function areaOf(name: string): string {
  const areas = Object.keys(ARROWS).filter(
    (area) => name === area || name.startsWith(`${area}/`) || (area.includes("/") && name.startsWith(area)),
  );
  const area = areas.sort((a, b) => b.length - a.length)[0];
  if (area === undefined) throw new Error(`src/${name} belongs to no area of DESIGN §2; decide what it may import`);
  return area;
}

const isProjectFile = (target: string): boolean => target.endsWith(".ts");

/** All that a module loads when it runs: value imports, transitively. */
function loadedBy(name: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (at: string): void => {
    if (seen.has(at)) return;
    seen.add(at);
    for (const { target, typeOnly } of byName.get(at)?.imports ?? []) if (!typeOnly) visit(target);
  };
  visit(name);
  return seen;
}

describe("imports point one way", () => {
  test.each(Object.keys(ARROWS))("%s", (area) => {
    const { values, types = [] } = ARROWS[area]!;
    const wrong: string[] = [];
    for (const { name, imports } of modules) {
      if (areaOf(name) !== area) continue;
      for (const { target, typeOnly } of imports) {
        if (!isProjectFile(target)) continue;
        const other = areaOf(target);
        if (other !== area && !values.includes(other) && !(typeOnly && types.includes(other))) wrong.push(`${name} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test("the trusted base loads no Babel: neither verifier nor runtime nor powers", () => {
  const wrong = modules
    .filter(({ name }) => /^(verifier|runtime|powers|contract|policy)\//.test(name))
    .filter(({ name }) => [...loadedBy(name)].some((target) => target === "babel.ts" || target.startsWith("@babel/")));
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test("only babel.ts meets values of @babel packages", () => {
  const wrong = modules.filter(
    ({ name, imports }) => name !== "babel.ts" && imports.some((i) => !i.typeOnly && i.target.startsWith("@babel/")),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test("the runtime meets Node in its adapters alone", () => {
  const wrong = modules
    .filter(({ name }) => name.startsWith("runtime/") && !NODE_IN_RUNTIME.some((place) => place.test(name)))
    .filter(({ imports }) => imports.some((i) => !i.typeOnly && i.target.startsWith("node:")));
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test("what runs inside the realm loads neither packages nor Node nor anything but contract and runtime", () => {
  const entry = "runtime/realm/inside/main.ts";
  expect(byName.has(entry)).toBe(true);
  expect([...loadedBy(entry)].filter((target) => !/^(contract|runtime)\//.test(target))).toEqual([]);
});

test("no code is made from strings in our own sources", () => {
  const wrong: string[] = [];
  for (const { name, code } of modules) {
    walk(code.program, (node) => {
      const callee = node["callee"];
      if (!/^(Call|New|OptionalCall)Expression$/.test(node.type) || !isNode(callee)) return;
      if (callee.type === "Identifier" && (callee["name"] === "Function" || callee["name"] === "eval"))
        wrong.push(`${name}: ${String(callee["name"])}(…)`);
    });
  }
  expect(wrong).toEqual([]);
});

test("no file is called utils, and names are in kebab case", () => {
  const wrong = modules
    .map(({ name }) => name)
    .filter((name) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.ts$/.test(name) || /\butils?\b/.test(name));
  expect(wrong).toEqual([]);
});

test("imports name files that are there", () => {
  const wrong = modules.flatMap(({ name, imports }) =>
    imports
      .filter((i) => isProjectFile(i.target) && !byName.has(i.target) && !i.target.endsWith(".generated.ts"))
      .map((i) => `${name} imports ${i.target}`),
  );
  expect(wrong).toEqual([]);
  expect(modules.length).toBeGreaterThan(20);
});
