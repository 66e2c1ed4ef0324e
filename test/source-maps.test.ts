// Places of guests' code: in the maps of artifacts, and in the stacks that a supervisor and a guest see.
import { allGeneratedPositionsFor, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { tokenizer } from "acorn";
import { transformSync } from "esbuild";
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Cell, cleanse, GuestError, memoryHooks, type Artifact } from "../src/index.js";
import { PRESETS } from "../src/policy/index.js";

type Exports = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const traceMapOf = ({ map }: Artifact): TraceMap => new TraceMap(map as ConstructorParameters<typeof TraceMap>[0]);

describe("maps", () => {
  const ROOT = fileURLToPath(new URL("./fixtures/rewrite/", import.meta.url));
  const inputs = readdirSync(ROOT).flatMap((shape) => readdirSync(join(ROOT, shape)).map((name) => `${shape}/${name}`));

  /** Each name of the source is found again from where it stands in the artifact, unless the compiler has another form for it. */
  test.each(inputs)("names of %s are mapped to their places", (name) => {
    const source = readFileSync(join(ROOT, name, "input.js"), "utf8");
    const config = existsSync(join(ROOT, name, "config.json")) ? readFileSync(join(ROOT, name, "config.json"), "utf8") : "{}";
    const { goal = "module" as const, preset = "strict" as const } = JSON.parse(config) as { goal?: "script"; preset?: "compat" };
    const supplied = ["log", "f", "g", "o", "k", "x", "y"];
    const artifact = cleanse(source, { goal, policy: PRESETS[preset], supplied, sourceMap: true });
    expect(artifact.map).toMatchObject({ version: 3, sources: ["guest.js"], sourcesContent: [source] });
    const [traceMap, after] = [traceMapOf(artifact), artifact.text.split("\n")];
    const lost: string[] = [];
    const text = source.replace(/^(import|export) .*from.*$|^import .*$/gm, (line) => " ".repeat(line.length));
    for (const { type, start, end, loc } of tokenizer(text, { ecmaVersion: 2024, locations: true, allowHashBang: true })) {
      const word = source.slice(start, end);
      if (type.label !== "name" || ELSEWHERE.test(word)) continue;
      const places = allGeneratedPositionsFor(traceMap, { source: "guest.js", ...loc!.start });
      const texts = places.map(({ line, column }) => (line === null ? "" : after[line - 1]!.slice(column)));
      if (!texts.some((there) => there.startsWith(word) || there.startsWith(`"${word}"`) || OTHER.test(there)))
        lost.push(`${word} in ${loc!.start.line}:${loc!.start.column}`);
    }
    expect(lost).toEqual(LOST[name] ?? []);
  });
  /** Names that the compiler writes elsewhere, or not at all. */
  const LOST: Readonly<Record<string, readonly string[]>> = {
    "catch-clause/every-kind-of-parameter": ["e in 1:20"],
    "catch-clause/metered": ["e in 1:20"],
    "entry/fenced": ["x1 in 1:68", "x1 in 1:97"],
    "for-await/lowered-with-explicit-awaits": ["outer in 1:28"],
    "module/imports-and-exports": ["c in 6:9"],
    "name/await-in-scripts": ["h in 1:9"],
    "name/constants-and-typeof": ["unknownName in 1:35"],
    "name/free-names-of-scripts": ["unknown in 1:78"],
    "name/script-variables-and-functions": ["b in 1:11"],
    "prototype/constructors-in-metered-programs": ["constructor in 3:43", "constructor in 3:63", "constructor in 3:84"],
    "prototype/reads-pass-the-guard-and-writes-do-not": ["prototype in 3:2", "prototype in 3:20"],
    "super-member/metered": ["constructor in 1:229"],
  };
  /** How the compiler's own forms begin. */
  const OTHER = /^(?:__cc_|\(void|\(0, _|void )/;
  /** Words of the grammar that the tokenizer takes for names. */
  const ELSEWHERE = /^(?:let|using|of|get|set|static|async|await|as|from|target|meta|yield|undefined|NaN|Infinity)$/;

  test("a text that carries a map of its own is mapped to what it was made from", () => {
    const original =
      "enum Color { Red }\ntype T = 1;\nexport const fail = (a: T): never => {\n  throw new Error(`${a}${Color.Red}`);\n};\n";
    const built = transformSync(original, { loader: "ts", sourcemap: "inline", sourcefile: "made.ts", format: "esm" }).code;
    const artifact = cleanse(built, { sourceMap: true, filename: "built.js" });
    expect(artifact.map).toMatchObject({ sources: ["made.ts"], sourcesContent: [original] });
    const lines = artifact.text.split("\n");
    const line = lines.findIndex((text) => text.includes("throw"));
    const place = originalPositionFor(traceMapOf(artifact), { line: line + 1, column: lines[line]!.indexOf("new Error") });
    expect(place).toMatchObject({ source: "made.ts", line: 4, column: 8 });
  });

  const encode = (map: unknown): string => Buffer.from(JSON.stringify(map)).toString("base64");
  const PLAIN = { version: 3, sources: ["a"], names: [], mappings: "AAAA" };
  test.each([
    ["no JSON", "bm9uZQ=="],
    ["no map", encode({ version: 3 })],
    ["sections", encode({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map: PLAIN }] })],
    ["names that are none", encode({ ...PLAIN, sources: [{}] })],
    ["mappings that are none", encode({ ...PLAIN, mappings: "\u0000!" })],
    ["places beyond its sources", encode({ ...PLAIN, mappings: "AACA,gggggggggggggB" })],
  ])("a map in the text is as if it were not there, or harmless: %s", (_what, data) => {
    const text = `export const a = 1;\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${data}\n`;
    expect(cleanse(text, { sourceMap: true }).map?.version).toBe(3);
  });
});

describe("stacks", () => {
  const TYPESCRIPT = `type A = number;
interface P { x: number }

function thrower(a: A): never {
  throw new TypeError(\`bad \${a}\`);
}
class Box<T> {
  constructor(private readonly value: T) {}
  open(): T { return thrower(this.value as any) as T; }
  static make<T>(v: T): Box<T> { return new Box(v); }
  get lid(): string { return thrower(1); }
}
export const method = (): void => { Box.make(3).open(); };
export async function later(): Promise<void> {
  await null;
  Box.make(4).open();
}
export const callerOfLater = async () => { const v = await later(); return v; };
export const generator = () => [...(function* steps(): Generator<number> { yield 1; thrower(5); })()];
export const mapped = () => [1, 2].map((n: number): string => thrower(n));
export const sorted = () => [2, 1].sort(function compare(a: number, b: number): number { return thrower(a); });
export const replaced = () => "abc".replace(/b/, () => thrower(9));
export const converted = () => \`\${{ toString(): string { return thrower(10); } }}\`;
export const revived = () => JSON.parse("[1]", function revive(k, v) { return thrower(v); });
export const computed = (k = "kk") => { const o = { [k](): void { thrower(7); } }; o[k]!(); };
export const missing = () => (null as any).x;
export const chained = (o: any = {}) => { o.a.b.c(); };
export const getter = () => Box.make(1).lid;
export const constructed = () => new (class Thrower { constructor() { thrower(8); } })();
export const enumerated = () => { enum E { A = thrower(11) as any } return E.A; };
export const recursive = (n = 2): void => { n ? recursive(n - 1) : thrower(n); };
`;
  /** Frame by frame: the name, and the text at the place that the frame gives. */
  const THROWER = ["thrower", "new TypeError"] as const;
  const OPEN = ["open", "thrower(this.value"] as const;
  const EXPECTED: Readonly<Record<string, readonly (readonly [name: string, text: string])[]>> = {
    method: [THROWER, OPEN, ["method", "open(); };"]],
    later: [THROWER, OPEN, ["later", "open();"]],
    callerOfLater: [THROWER, OPEN, ["later", "open();"], ["callerOfLater", "await later()"]],
    generator: [THROWER, ["steps", "thrower(5)"], ["generator", "...("]],
    mapped: [THROWER, ["", "thrower(n)"], ["mapped", "map((n"]],
    sorted: [THROWER, ["compare", "thrower(a)"], ["sorted", "sort(function"]],
    replaced: [THROWER, ["", "thrower(9)"], ["replaced", "replace(/b/"]],
    converted: [THROWER, ["toString", "thrower(10)"], ["converted", "toString()"]],
    revived: [THROWER, ["revive", "thrower(v)"], ["revived", "parse("]],
    computed: [THROWER, ["kk", "thrower(7)"], ["computed", "!()"]],
    missing: [["missing", "x;"]],
    chained: [["chained", "b.c()"]],
    getter: [THROWER, ["get lid", "thrower(1)"], ["getter", ".lid;"]],
    constructed: [THROWER, ["new Thrower", "thrower(8)"], ["constructed", "new (class"]],
    enumerated: [THROWER, ["", "thrower(11)"], ["enumerated", " { A ="]],
    recursive: [THROWER, ["recursive", "thrower(n)"], ["recursive", "recursive(n - 1)"], ["recursive", "recursive(n - 1)"]],
  };

  // where nothing is metered stacks have no frames (test/runtime/stack-edge.test.ts)
  describe.each([true])("metered: %s", (metered) => {
    const load = (source: string, filename: string, options: object = {}): Promise<Exports> =>
      new Cell({ limits: { unmetered: !metered } }).load<Exports>(cleanse(source, { filename, sourceMap: true, metered, ...options }));
    const failure = async (work: (() => unknown) | undefined): Promise<GuestError> => {
      try {
        await work?.();
      } catch (error) {
        if (error instanceof GuestError) return error;
        throw error;
      }
      throw new Error("nothing was thrown");
    };
    /** Frames with the text at their places, as long as what is expected there. */
    const seen = (error: Error, source: string, expected: readonly (readonly [string, string])[]): unknown =>
      frames(error).map((frame, i) => {
        const [, name = "", line, column] = /^ {4}at (?:async )?(?:([^(]+) \()?[^:]+:(\d+):(\d+)\)?$/.exec(frame)!;
        const text = source.split("\n")[Number(line) - 1]!.slice(Number(column) - 1);
        return [name, text.slice(0, expected[i]?.[1].length)];
      });
    const frames = (error: Error): readonly string[] => (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));

    test.each(Object.keys(EXPECTED))("of an error in TypeScript: %s", async (name) => {
      const plugin = await load(TYPESCRIPT, "plugin.ts", { syntax: { typescript: true } });
      expect(seen(await failure(plugin[name]), TYPESCRIPT, EXPECTED[name]!)).toEqual(EXPECTED[name]);
    });

    test("of an error in elements", async () => {
      const source = `const h = (tag: any, props: any, ...children: any[]) => (typeof tag === "function" ? tag(props ?? {}) : { tag, props, children });
const Item = ({ n }: { n: number }) => <li key={n}>{fail(n)}</li>;
function fail(n: number): string { throw new RangeError(\`item \${n}\`); }
export function App(props: { items: readonly number[] } = { items: [3] }) {
  return (
    <ul class="x">
      {props.items.map((n) => (
        <Item n={n} />
      ))}
    </ul>
  );
}
`;
      const { App } = await load(source, "app.tsx", { syntax: { typescript: true, jsx: { factory: "h" } } });
      const expected = [
        ["fail", "new RangeError"],
        ["Item", "fail(n)"],
        ["h", "tag(props"],
        ["", "<Item n={n} />"],
        ["App", "map((n)"],
      ] as const;
      expect(seen(await failure(App), source, expected)).toEqual(expected);
    });

    test("of causes and of errors that stand for several", async () => {
      const plugin = await load(
        `function thrower(n) {
  throw new TypeError(\`\${n}\`);
}
export const caused = () => { try { thrower(6); } catch (e) { throw new Error("outer", { cause: e }); } };
export const several = () => Promise.any([1, 2].map(async (n) => { await null; thrower(n); }));`,
        "plugin.js",
      );
      const outer = await failure(plugin["caused"]);
      expect(frames(outer)).toEqual(["    at caused (plugin.js:4:69)"]);
      expect(frames(outer.cause as Error)).toEqual(["    at thrower (plugin.js:2:9)", "    at caused (plugin.js:4:37)"]);
      const errors = (await failure(plugin["several"])).value as readonly Error[];
      expect(errors.map(frames)).toEqual([0, 1].map(() => ["    at thrower (plugin.js:2:9)", "    at plugin.js:5:80"]));
    });

    test("of modules that hooks give, as host and guest see them", async () => {
      const files: Readonly<Record<string, string>> = {
        "/lib/deep.js": "\n\nexport const deep = () => { throw new Error('deep'); };",
        "/lib/common.cjs": "const { deep } = require('./deep.js');\nexports.common = function common() { deep(); };",
        "/main.js":
          "import { common } from './lib/common.cjs';\nexport const main = () => common();\nexport const own = () => { try { main(); } catch (e) { return e.stack; } };",
      };
      const cell = new Cell({
        hooks: memoryHooks(files),
        limits: { unmetered: !metered },
      });
      const { main, own } = await cell.import<Exports>("/main.js");
      const expected = ["deep (/lib/deep.js:3:35)", "common (/lib/common.cjs:2:38)", "main (/main.js:2:33)"].map(
        (place) => `    at ${place}`,
      );
      expect(frames(await failure(main))).toEqual(expected);
      expect(String(own?.()).split("\n")).toEqual(["Error: deep", ...expected, "    at own (/main.js:3:34)"]);
    });
  });
});
