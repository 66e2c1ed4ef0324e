import { buildSync } from "esbuild";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { closingText, openingText, type ImportEntry, type Manifest } from "../../src/contract/index.js";
import { PRESETS } from "../../src/policy/presets.js";
import type { Policy } from "../../src/policy/types.js";
import type { CellHooks, LoadedModule } from "../../src/runtime/modules/cell-hooks.js";
import { GuestThrown } from "../../src/runtime/modules/guest-thrown.js";
import type { Linker } from "../../src/runtime/modules/inside/linker.js";
import { Loader, type LoaderOptions } from "../../src/runtime/modules/loader.js";
import type { VerifiedProgram } from "../../src/verifier/verified-program.js";

/** A program written by hand in the cell language: what the compiler would put between prelude and end. */
export interface Handwritten {
  readonly code: string;
  readonly manifest?: Partial<Manifest>;
}

const empty: Manifest = {
  edition: 1,
  goal: "module",
  metered: false,
  async: false,
  features: [],
  globals: [],
  names: [],
  declares: { vars: [], lexicals: [] },
  imports: [],
  exports: [],
  dynamicImports: [],
  filename: "test.js",
  source: "",
  policy: "",
  body: "",
};

/** `imp("./a.js", "x", "y")`, `imp("./a.js", "*")` for the namespace. */
export const imp = (specifier: string, ...names: string[]): ImportEntry => ({
  specifier,
  names: names.filter((n) => n !== "*").sort(),
  star: names.includes("*"),
});

/** A module: `yields` are its local exports, `name` or `name=local`. */
export function mod(code: string, manifest: Partial<Manifest> = {}, yields: readonly string[] = []): Handwritten {
  const getters = yields.map((y) => `() => ${y.split("=").at(-1)!}`);
  const exports = [...yields.map((y) => ({ export: y.split("=")[0]! })), ...(manifest.exports ?? [])];
  return { code: `yield [${getters.join(", ")}];\n${code}`, manifest: { ...manifest, exports } };
}

export function program({ code, manifest }: Handwritten, filename: string): VerifiedProgram {
  const full: Manifest = { ...empty, filename, ...manifest };
  const body = openingText(full) + code + closingText;
  // only the verifier makes one; here the text is ours
  return { manifest: full, body, digest: "" } as VerifiedProgram;
}

const bundle = buildSync({
  stdin: {
    contents: `export { makeLinker } from "./linker.ts"`,
    resolveDir: fileURLToPath(new URL("../../src/runtime/modules/inside", import.meta.url)),
    loader: "ts",
  },
  bundle: true,
  write: false,
  format: "iife",
  globalName: "inside",
  target: "es2022",
}).outputFiles[0]!.text;

const KIT = `
const proxies = new WeakSet(), namespaces = new WeakSet();
const { getOwnPropertyDescriptor } = Reflect;
Object.getOwnPropertyDescriptor = Reflect.getOwnPropertyDescriptor = (o, k) => { const d = getOwnPropertyDescriptor(o, k); return namespaces.has(o) && d?.get ? { value: d.get(), writable: true, enumerable: true, configurable: false } : d; };
const log = [];
const namespace = { __proto__: null };
const globals = { __proto__: null, log: (...xs) => { log.push(xs.length === 1 ? xs[0] : xs.map(String).join(" ")); }, Promise, Object, Reflect, TypeError, SyntaxError, ReferenceError, RangeError, Error, Symbol, JSON, String, URL };
const kit = {
  options: { features: { constructor: false, proto: false, globalObject: false }, ambient: "standin", optional: [] },
  guards: { __proto__: null, key: (k) => k, proto: (v) => v, caught: (e) => e, alive() {}, none: Symbol(), env: () => namespace, type: (n) => typeof namespace[n] },
  meter: { entry: () => 0, exit() {}, charge() {} },
  names: {
    namespace,
    global(name) { if (!(name in globals)) throw new ReferenceError(name + " is not defined"); return globals[name]; },
    declare: (vars, lexicals) => { for (const v of vars) namespace[v] ??= undefined; return (...a) => {}; },
  },
  isProxy: (v) => proxies.has(v),
  adoptNamespace: (v) => void namespaces.add(v),
  swap: (v) => v,
  real: (v) => v,
  isOurs: (v) => v instanceof Object,
};
({ linker: inside.makeLinker(kit), log, proxies })`;

export interface StubCell {
  readonly loader: Loader;
  /** What guests gave to `log`. */
  readonly log: readonly unknown[];
  readonly context: vm.Context;
}

/** A loader over a bare vm context: no taming, no guards; files are programs written by hand, or what a hook would answer. */
export function stubCell(
  files: Record<string, Handwritten | LoadedModule>,
  options: {
    policy?: Policy;
    hooks?: CellHooks;
    modules?: LoaderOptions["modules"];
    slow?: boolean;
    onPending?: LoaderOptions["onPending"];
  } = {},
): StubCell {
  const context = vm.createContext({ URL });
  const { linker, log } = vm.runInContext(`${bundle}\n${KIT}`, context) as { linker: Linker; log: unknown[] };
  const hooks: CellHooks = options.hooks ?? {
    load: (id) => {
      const file = files[id.slice(1)];
      const answer = file && ("code" in file ? { artifact: id } : file);
      return options.slow ? new Promise((resolve) => setTimeout(() => resolve(answer), 2)) : answer;
    },
  };
  const loader = new Loader({
    realm: {
      linker,
      factory: (p) => vm.runInContext(p.body, context) as unknown,
      toGuest: (v) => v,
      compile: () => {
        throw new Error("no compiler here");
      },
      verify: (artifact) => program(files[String(artifact).slice(1)] as Handwritten, String(artifact)),
    },
    policy: options.policy ?? PRESETS.strict,
    hooks,
    modules: options.modules,
    onPending: options.onPending,
  });
  return { loader, log, context };
}

/** The name and message of what guest code threw, or the error itself. */
export async function failure(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    if (!GuestThrown.is(error)) return error;
    const thrown = error.value as Error;
    return `${thrown.name}: ${thrown.message}`;
  }
  return "no failure";
}
