import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";
import { afterAll, describe, expect, test } from "vitest";
import { Cell } from "../../src/index.js";
import cloister, { type CloisterOptions } from "../../src/integrations/unplugin/index.js";

const cache = fileURLToPath(new URL("../../.cache/", import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "unplugin-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FILES = {
  "host.js": `import artifact from "./guest.ts?cloister";\nimport old from "./old.cjs?cloister";\nexport { artifact, old };\n`,
  "guest.ts": `export const add = (a: number, b: number): number => a + b;\nexport const place = () => new Error().stack;\n`,
  "old.cjs": `exports.half = (n) => n / 2;\n`,
  "bad-host.js": `import artifact from "./bad.js?cloister";\nexport { artifact };\n`,
  "bad.js": `export const steal = (o) => {\n  return o.__proto__;\n};\nprocess.exit();\n`,
  "doubtful-host.js": `import artifact from "./doubtful.js?cloister";\nexport { artifact };\n`,
  "doubtful.js": `export const tail = (s) => s.substr(1);\n`,
  "listed-host.js": `import artifact from "./plugins/listed.js";\nexport { artifact };\n`,
  "plugins/listed.js": `export const log = () => console.log("x");\n`,
  "package-host.js": `import artifact from "guests/one.js?cloister";\nexport { artifact };\n`,
  "node_modules/guests/one.js": `export const one = 1;\n`,
  "missing-host.js": `import artifact from "./nowhere.js?cloister";\nexport { artifact };\n`,
};
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
}

interface Bundled {
  readonly exports: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

let count = 0;
const bundlers: Readonly<Record<string, (entry: string, outfile: string, options?: CloisterOptions) => Promise<readonly string[]>>> = {
  async rollup(input, file, options) {
    const warnings: string[] = [];
    const bundle = await rollup({ input, plugins: [cloister.rollup(options)], onwarn: ({ message }) => void warnings.push(message) });
    await bundle.write({ file, format: "es" });
    return warnings;
  },
  async vite(input, file, options) {
    const warnings: string[] = [];
    await vite({
      configFile: false,
      root: folder,
      logLevel: "silent",
      plugins: [cloister.vite(options)],
      build: {
        write: true,
        minify: false,
        emptyOutDir: false,
        outDir: join(file, ".."),
        lib: { entry: input, formats: ["es"], fileName: () => file.split("/").at(-1)! },
        rollupOptions: { onwarn: ({ message }) => void warnings.push(message ?? "") },
      },
    });
    return warnings;
  },
  async esbuild(input, outfile, options) {
    const plugins = [cloister.esbuild(options)];
    const { warnings } = await esbuild.build({ entryPoints: [input], outfile, bundle: true, format: "esm", logLevel: "silent", plugins });
    return warnings.map(({ text }) => text);
  },
  webpack: (entry, file, options) =>
    new Promise((resolve, reject) => {
      const output = { path: join(file, ".."), filename: file.split("/").at(-1)!, library: { type: "module" as const } };
      const config = {
        entry,
        output,
        mode: "none" as const,
        target: "node20",
        optimization: { emitOnErrors: false },
        experiments: { outputModule: true },
        plugins: [cloister.webpack(options)],
      };
      webpack(config, (error, stats) => {
        const problem = error ?? stats?.compilation.errors[0];
        if (problem != null) reject(problem);
        else resolve((stats?.compilation.warnings ?? []).map(({ message }) => message));
      });
    }),
};

describe.each(Object.entries(bundlers))("%s", (name, run) => {
  const bundle = async (entry: string, options?: CloisterOptions): Promise<Bundled> => {
    const outfile = join(folder, `out-${name}-${count++}.mjs`);
    const warnings = await run(join(folder, entry), outfile, options);
    const exports = (await import(pathToFileURL(outfile).href)) as Record<string, string>;
    return { exports, warnings };
  };

  test("a guest is imported as its artifact, which a cell loads", async () => {
    const { artifact, old } = (await bundle("host.js")).exports;
    const cell = new Cell();
    const guest = await cell.load<{ add(a: number, b: number): number; place(): string }>(artifact!);
    expect(guest.add(2, 3)).toBe(5);
    expect(guest.place()).not.toContain(folder);
    const { half } = (await cell.load<{ default: { half(n: number): number } }>(old!)).default;
    expect(half(8)).toBe(4);
    cell.dispose();
  });

  test("what is wrong with a guest is an error of the bundler, with the code round it", async () => {
    const problem: unknown = await bundle("bad-host.js").catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Error);
    const { message } = problem as Error;
    expect(message).toContain("error[forbidden-key]: The property `__proto__` is not available.");
    expect(message).toContain("> 2 |   return o.__proto__;");
    expect(message).toContain("error[forbidden-global]: `process` is not available");
    expect(existsSync(join(folder, `out-${name}-${count - 1}.mjs`))).toBe(false);
  });

  test("what is only doubtful is a warning", async () => {
    const { exports, warnings } = await bundle("doubtful-host.js");
    expect(exports["artifact"]).toContain("tail");
    expect(warnings.join("\n")).toContain("warning[deprecated]");
  });

  test("`include` makes guests of files that are imported as any other, under the policy", async () => {
    const options = { include: ["**/plugins/**"], policy: { globals: { allow: ["console"] } } };
    const { artifact } = (await bundle("listed-host.js", options)).exports;
    const lines: unknown[] = [];
    const cell = new Cell({ globals: { console: { log: (line: unknown) => void lines.push(line) } } });
    (await cell.load<{ log(): void }>(artifact!)).log();
    expect(lines).toEqual(["x"]);
    cell.dispose();
  });

  test("a guest may stand in a package; one that is nowhere is an error", async () => {
    expect((await bundle("package-host.js")).exports["artifact"]).toContain("one");
    await expect(bundle("missing-host.js")).rejects.toThrow(/nowhere/);
  });
});

test("the types of imported artifacts are declared", () => {
  expect(readFileSync(new URL("../../artifacts.d.ts", import.meta.url), "utf8")).toContain('declare module "*?cloister"');
});
