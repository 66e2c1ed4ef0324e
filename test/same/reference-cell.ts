import { readFileSync } from "node:fs";
import { createContext, runInContext, Script } from "node:vm";
import type { Manifest } from "../../src/contract/index.js";
import { withLog } from "./observe.mjs";
import type { Artifact } from "../../src/verifier/verified-program.js";

type Namespace = Record<string, unknown>;

interface ProgramRecord {
  run(...args: unknown[]): unknown;
}

interface ReferenceRealm {
  readonly depth: number;
  resetDepth(): void;
  record(
    factory: unknown,
    manifest: Manifest,
    module: (index: number) => Namespace,
    star: (index: number) => Namespace,
    load: (specifier: string) => Promise<Namespace>,
  ): ProgramRecord;
}

const REALM = readFileSync(new URL("./reference-realm.js", import.meta.url), "utf8");

/**
 * Runs artifacts by what docs/artifact.md says, with the plainest guards there can be: a second opinion on the compiler's output, apart from the
 * cell's realm, membrane and linker. Module graphs without cycles only.
 */
export class ReferenceCell {
  readonly #context: object;
  readonly #realm: ReferenceRealm;
  readonly #modules = new Map<string, Promise<Namespace>>();
  readonly #source: (specifier: string) => Artifact;

  /** @param artifact compiles the module of a specifier. */
  constructor(globals: Record<string, unknown>, artifact: (specifier: string) => Artifact) {
    this.#context = createContext(globals);
    this.#realm = runInContext(REALM, this.#context) as ReferenceRealm;
    this.#source = artifact;
  }

  /** Units of depth that have not been given back. */
  get depth(): number {
    return this.#realm.depth;
  }

  /** Prints a value in the manner of the realm's own `log`. */
  show(value: unknown): string {
    const show = runInContext(`(() => { "use strict"; ${withLog("return show;")} })()`, this.#context) as (value: unknown) => string;
    return show(value);
  }

  /** Runs a script or an expression. */
  run(artifact: Artifact): unknown {
    this.#realm.resetDepth();
    const { run } = this.#record(artifact, []);
    return run();
  }

  async load(specifier: string): Promise<Namespace> {
    let known = this.#modules.get(specifier);
    if (known === undefined) this.#modules.set(specifier, (known = this.#load(specifier)));
    return known;
  }

  async #load(specifier: string): Promise<Namespace> {
    const artifact = this.#source(specifier);
    const { manifest } = artifact;
    const imported: Namespace[] = [];
    for (const entry of manifest.imports) imported.push(await this.load(entry.specifier));
    this.#realm.resetDepth();
    const { run } = this.#record(artifact, imported);
    const steps = run() as AsyncGenerator<(() => unknown)[]>;
    const first = await steps.next();
    const namespace: Namespace = {};
    const locals = manifest.exports.filter((entry) => !("from" in entry));
    locals.forEach(({ export: name }, i) => {
      nameDefault(first.value[i]!);
      Object.defineProperty(namespace, name, { get: first.value[i], enumerable: true });
    });
    for (const entry of manifest.exports) {
      if (!("from" in entry)) continue;
      const from = imported[entry.from]!;
      if (entry.export === "*") {
        for (const name of Object.keys(from))
          if (name !== "default" && !manifest.exports.some((own) => own.export === name))
            Object.defineProperty(namespace, name, { get: () => from[name], enumerable: true });
      } else
        Object.defineProperty(namespace, entry.export, {
          get: () => ("name" in entry && entry.name !== "*" ? from[entry.name] : from),
          enumerable: true,
        });
    }
    await steps.next();
    return namespace;
  }

  #record(artifact: Artifact, imported: readonly Namespace[]): ProgramRecord {
    const factory: unknown = new Script(artifact.text, { filename: "guest.js" }).runInContext(this.#context as never);
    const module = (index: number): Namespace => imported[index]!;
    return this.#realm.record(factory, artifact.manifest, module, module, (specifier) => this.load(specifier));
  }
}

/** A hoisted default export without a name of its own. */
function nameDefault(getter: () => unknown): void {
  let value: unknown;
  try {
    value = getter();
  } catch {
    return; // in its dead zone: no function declaration
  }
  if (typeof value === "function" && value.name === "__cc_default")
    Object.defineProperty(value, "name", { value: "default", configurable: true });
}
