import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as t from "@babel/types";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { analyzeScopes } from "../../src/analyzer/index.js";
import { VISITOR_KEYS } from "../../src/babel.js";
import { SourceText } from "../../src/diagnostics/source-text.js";
import { parseSource } from "../../src/parse/parse-source.js";
import type { Goal } from "../../src/contract/index.js";

/** What dialects have made has no place. */
const places = (nodes: readonly t.Node[]): readonly string[] =>
  nodes
    .filter(({ start }) => start != null)
    .map(({ start, end }) => `${start}-${end}`)
    .sort();

/** What a walk by Babel's own tables finds, without a thought. A shorthand is two nodes at one place. */
function everything(root: t.Node): Record<"names" | "calls" | "patterns", readonly string[]> {
  const found: Record<"Identifier" | "CallExpression" | "RegExpLiteral", t.Node[]> = {
    Identifier: [],
    CallExpression: [],
    RegExpLiteral: [],
  };
  const waiting: t.Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type in found) found[node.type as keyof typeof found].push(node);
    for (const key of VISITOR_KEYS[node.type] ?? []) {
      const child = (node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>)[key];
      if (Array.isArray(child)) waiting.push(...child.filter((item) => item !== null));
      else if (child != null) waiting.push(child);
    }
  }
  return { names: [...new Set(places(found.Identifier))], calls: places(found.CallExpression), patterns: places(found.RegExpLiteral) };
}

function shown(ast: t.File): ReturnType<typeof everything> & { readonly unsupported: readonly string[] } {
  const names: t.Node[] = [];
  const calls: t.Node[] = [];
  const patterns: t.Node[] = [];
  const unsupported: t.Node[] = [];
  analyzeScopes(
    ast,
    {},
    {
      name: (node) => void names.push(node),
      key: () => {},
      target: () => {},
      specifier: () => {},
      call: (node) => void calls.push(node),
      pattern: (node) => void patterns.push(node),
      unsupported: (node) => void unsupported.push(node),
    },
  );
  return { names: places(names), calls: places(calls), patterns: places(patterns), unsupported: places(unsupported) };
}

const compare = (text: string, goal: Goal): boolean => {
  const { ast, diagnostics } = parseSource(new SourceText(text, "input.js"), goal);
  if (ast === undefined || diagnostics.length > 0) return false;
  expect(shown(ast)).toEqual({ ...everything(ast), unsupported: [] });
  return true;
};

const root = new URL("../../", import.meta.url);

/** Attack: a name of ours, or a regular expression, at a place that the walk does not come by. */
test("the walk overlooks no identifier, call or regular expression of any fixture, and shows none twice", () => {
  let compared = 0;
  for (const file of globSync("test/fixtures/**/*.js", { cwd: root, absolute: true })) {
    const text = readFileSync(file, "utf8");
    if (compare(text, "module") || compare(text, "commonjs")) compared++;
  }
  expect(compared).toBeGreaterThan(300);
});

test.each(["acorn/dist/acorn.js", "@babel/generator/lib/index.js", "fast-check/lib/fast-check.js", "prettier/plugins/acorn.mjs"])(
  "nor of %s",
  (name) => {
    const folder = createRequire(import.meta.url)
      .resolve("vitest/package.json")
      .replace(/vitest\/package\.json$/, "");
    const text = readFileSync(folder + name, "utf8");
    expect(compare(text, "commonjs") || compare(text, "module")).toBe(true);
  },
);

test("every place where a name can stand", () => {
  const source = `
    import d, { a as b, c, "x" as x } from "m" with { type: "json" }; import * as ns from "n";
    export { b as e, c }; export { f as g, h } from "o"; export * as i from "p"; export * from "q"; export default class J extends d.k {
      #l = 1; static m = #l in n; o() { return super.o(new.target, import.meta.url); } get p() {} set [q](r = s) {} static { t; } #u() {} "v" = 1; static async *w() {} }
    y: for (const { z, aa: [ab = ac, ...ad], ...ae } of af) { if (ag) continue y; else break y; }
    for (ah in ai) do { aj: while (0) break aj; } while (ak);
    ({ ao() {}, get ap() { return 1; } }); ({ al, am: an, [aq]: ar, ...as } = { at, au: av, [aw]: ax, ...ay, "az": ba });
    [bb.bc, bd[be], ...bf] = bg?.bh?.[bi]?.(bj) ?? bk; bl\`\${bm}\`; async (bn, bo = bp) => await bq; function* br() { yield; yield* bs; }
    try { throw bt; } catch ({ bu }) {} finally { bv++; delete bw.bx; typeof by; void bz; } switch (ca) { case cb: default: cc; }
    (cd, ce ? cf : cg, [, ch, ...ci], new cj(...ck), import(cl), /cn/u, class co {}, function cp() {}, { __proto__: cq });
    let cr; var cs, [ct = () => cu] = cv; label: { debugger; ; }`;
  expect(compare(source, "module")).toBe(true);
});
