import type { Policy } from "../../policy/types.js";
import type { VerifiedProgram } from "../../verifier/verified-program.js";
import type { Violation } from "../admit.js";
import { CellError } from "../errors.js";
import type { CellHooks } from "./cell-hooks.js";
import { EntryFactory } from "./entry-factory.js";
import { Evaluator, syncObstacle } from "./evaluate.js";
import { guestFailure } from "./guest-failure.js";
import { GuestThrown } from "./guest-thrown.js";
import type { LinkerCallbacks } from "./inside/callbacks.js";
import type { Outcome } from "./inside/linker.js";
import { GraphLinker } from "./link-graph.js";
import type { ModuleEntry } from "./module-entry.js";
import { ModuleGraph } from "./module-graph.js";
import type { ModuleRealm } from "./module-realm.js";
import type { ModuleRef } from "./module-ref.js";
import { programPlan } from "./program-plan.js";
import { Resolver, now } from "./resolver.js";
import { normalPath, virtualUrl } from "./virtual-paths.js";

export interface LoaderOptions {
  readonly realm: ModuleRealm;
  readonly policy: Policy;
  readonly hooks?: CellHooks | undefined;
  /** Host modules by specifier (`modules:` of the cell); they come before the hooks. */
  readonly modules?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** Told +1 when something asynchronous begins (a hook, top-level await) and -1 when it has ended: for `Cell.idle`. */
  readonly onPending?: ((delta: 1 | -1) => void) | undefined;
  /** Told of imports that the policy does not grant and only reports. */
  readonly onViolation?: ((violation: Violation) => void) | undefined;
}

/** A program that can import: a module, or all scripts of one display name. */
type Importer = Pick<ModuleEntry, "id" | "serial">;

/**
 * The modules of one cell.
 *
 * Errors: CellError (`module-not-found`, `import-denied`, `module-link`, `async-hook`, `async-module`, `module-cycle`,
 * `import-attributes`), what compiler and verifier throw, and GuestThrown with what guest code threw (raw: for the membrane).
 * An error that a hook threw arrives as `cause` of a CellError `module-load`; guests never see it.
 */
export class Loader {
  readonly #realm: ModuleRealm;
  readonly #resolver: Resolver;
  readonly #factory: EntryFactory;
  readonly #graph: ModuleGraph;
  readonly #linker: GraphLinker;
  readonly #evaluator: Evaluator;
  readonly #onPending: (delta: 1 | -1) => void;
  /** By serial number: what a guest's import names as its referrer. */
  readonly #importers: Importer[] = [];
  /** Ids of modules given to `load`. */
  readonly #given = new Set<string>();
  readonly #scripts = new Map<string, Importer>();

  constructor({ realm, policy, hooks, modules = {}, onPending, onViolation }: LoaderOptions) {
    const hostModules = new Map(Object.entries(modules));
    this.#realm = realm;
    this.#onPending = onPending ?? (() => undefined);
    this.#resolver = new Resolver(policy, hooks, new Set(hostModules.keys()), this.#given, onViolation);
    this.#factory = new EntryFactory(realm, (entry) => this.#importers.push(entry) - 1);
    this.#graph = new ModuleGraph(this.#resolver, this.#factory, hooks, hostModules);
    this.#linker = new GraphLinker(realm.linker);
    this.#evaluator = new Evaluator({
      // JSON and host modules have nothing to run
      execute: (entry) => entry.manifest === undefined || realm.linker.execute(entry.handle!).ok,
      failWith: (entry, source) => realm.linker.failWith(entry.handle!, source.handle!),
    });
    realm.linker.connect(this.#callbacks());
  }

  /** Runs one module or CommonJS program that was given as such; its own imports go through the hooks. Its id is its display name as a path. */
  async load(program: VerifiedProgram): Promise<ModuleRef> {
    const entry = this.#factory.program(normalPath(program.manifest.filename), program);
    // so that a module that imports itself meets itself
    this.#graph.set(entry);
    this.#given.add(entry.id);
    return await this.#tracked(this.#start(entry));
  }

  /** Runs a script or an expression; answers with the raw value. @throws GuestThrown */
  run(program: VerifiedProgram): unknown {
    const { manifest } = program;
    const importer = this.#scriptImporter(manifest.filename);
    const factory = this.#factory.factory(program);
    return valueOf(this.#realm.linker.run(factory, programPlan(manifest, importer.serial, importer.id)));
  }

  async import(specifier: string): Promise<ModuleRef> {
    const fetched = this.#graph.fetch({ specifier, kind: "import" }, undefined);
    return await this.#tracked(fetched.then((entry) => this.#start(entry)));
  }

  /** All hooks must answer at once, and no module may await at top level. */
  importSync(specifier: string): ModuleRef {
    const entry = this.#graph.fetchSync({ specifier, kind: "import" }, undefined);
    this.#startSync(entry);
    return this.#ref(entry);
  }

  /** Reads and initialises the module anew; what holds the old one keeps it. If that fails, the old one stays. */
  async reload(specifier: string): Promise<ModuleRef> {
    const { id } = await this.#resolver.resolve(specifier, undefined);
    const old = this.#graph.get(id);
    this.#graph.delete(id);
    try {
      return await this.import(specifier);
    } catch (error) {
      if (old !== undefined) this.#graph.set(old);
      throw error;
    }
  }

  /** Forgets the module: the next import loads it anew. @throws CellError `async-hook` if the hooks resolve with promises. */
  unload(specifier: string): void {
    this.#graph.delete(now(this.#resolver.resolve(specifier, undefined), specifier).id);
  }

  /** Loads, links and evaluates. */
  async #start(entry: ModuleEntry): Promise<ModuleRef> {
    await this.#prepare(entry);
    this.#enter(() => this.#evaluator.evaluate(entry));
    await new Promise<void>((resolve) => this.#evaluator.whenDone(entry, resolve));
    return this.#ref(entry);
  }

  #enter<T>(body: () => T): T {
    return this.#realm.entry === undefined ? body() : this.#realm.entry(body);
  }

  async #prepare(entry: ModuleEntry): Promise<void> {
    try {
      await this.#graph.complete(entry);
      await this.#enter(() => this.#linker.link(entry));
    } catch (error) {
      // what never ran is not remembered: the supervisor may mend it and try again
      this.#forgetUnlinked(entry);
      throw error;
    }
  }

  #startSync(entry: ModuleEntry): void {
    try {
      this.#graph.completeSync(entry);
      const linking = this.#linker.link(entry);
      if (linking !== undefined) throw mustAwait(entry, linking);
    } catch (error) {
      this.#forgetUnlinked(entry);
      throw error;
    }
    const obstacle = syncObstacle(entry);
    if (obstacle === "await") throw mustAwait(entry);
    if (obstacle === "cycle") throw new CellError("module-cycle", `'${entry.id}' is part of a cycle that is being evaluated`);
    this.#evaluator.evaluate(entry);
  }

  #forgetUnlinked(entry: ModuleEntry): void {
    if (entry.stage === "loaded") this.#graph.delete(entry.id, entry);
  }

  async #tracked<T>(work: Promise<T>): Promise<T> {
    this.#onPending(1);
    try {
      return await work;
    } finally {
      this.#onPending(-1);
    }
  }

  #ref(entry: ModuleEntry): ModuleRef {
    const { linker } = this.#realm;
    const handle = entry.handle!;
    if (entry.failed) throw new GuestThrown(linker.error(handle));
    return {
      id: entry.id,
      kind: entry.kind,
      names: this.#linker.namespace(entry),
      read: (name) => valueOf(linker.read(handle, name)),
      get namespace() {
        return linker.namespace(handle);
      },
    };
  }

  #scriptImporter(filename: string): Importer {
    let importer = this.#scripts.get(filename);
    if (importer === undefined) {
      importer = { id: filename, serial: this.#importers.length };
      this.#importers.push(importer);
      this.#scripts.set(filename, importer);
    }
    return importer;
  }

  /** What guests ask for, from inside the realm. Nothing may be thrown across: the realm would see an error of the host's. */
  #callbacks(): LinkerCallbacks {
    const entryOf = (serial: number) => this.#importers[serial] as ModuleEntry;
    return {
      importRequested: (ticket, referrer, specifier, type) => {
        void this.#tracked(this.#answerImport(ticket, this.#importers[referrer]!, specifier, type));
      },
      requireRequested: (referrer, specifier) => this.#answerRequire(this.#importers[referrer]!, specifier),
      resolveRequested: (referrer, specifier, kind) => {
        const importer = this.#importers[referrer]!;
        try {
          const { id } = now(this.#resolver.resolve(specifier, { id: importer.id, kind }), specifier);
          return "+" + (kind === "import" ? virtualUrl(id) : id);
        } catch (error) {
          return "-" + guestFailure(error, kind);
        }
      },
      instantiated: (serial, ok) => this.#linker.instantiated(entryOf(serial), ok),
      executed: (serial, ok) => this.#evaluator.executed(entryOf(serial), ok),
    };
  }

  async #answerImport(ticket: number, importer: Importer, specifier: string, type: string): Promise<void> {
    const { linker } = this.#realm;
    try {
      const entry = await this.#graph.fetch({ specifier, kind: "import", ...(type !== "" && { attributes: { type } }) }, importer);
      await this.#prepare(entry);
      this.#enter(() => this.#evaluator.evaluate(entry));
      await new Promise<void>((done) =>
        this.#evaluator.whenDone(entry, () => {
          if (!entry.failed) this.#linker.namespace(entry);
          linker.settleImport(ticket, entry.handle!);
          done();
        }),
      );
    } catch (error) {
      if (GuestThrown.is(error)) linker.rejectImport(ticket, error.value);
      else linker.failImport(ticket, guestFailure(error, "import"));
    }
  }

  /** A `require` in the guest's turn: loads, links and runs at once. CommonJS that is running already answers with what it has. */
  #answerRequire(importer: Importer, specifier: string): string {
    const { linker } = this.#realm;
    try {
      const entry = this.#graph.fetchSync({ specifier, kind: "require" }, importer);
      if (entry.kind !== "commonjs" || entry.status === "linked") this.#startSync(entry);
      // as in Node, a CommonJS module that threw is run again by the next who requires it
      if (entry.failed && entry.kind === "commonjs") this.#graph.delete(entry.id, entry);
      if (entry.kind === "module") this.#linker.namespace(entry);
      linker.answerRequire(entry.handle!);
      return "";
    } catch (error) {
      if (!GuestThrown.is(error)) return guestFailure(error, "require");
      linker.throwRequire(error.value);
      return "";
    }
  }
}

function valueOf(outcome: Outcome): unknown {
  if (!outcome.ok) throw new GuestThrown(outcome.value);
  return outcome.value;
}

function mustAwait(entry: ModuleEntry, linking?: Promise<void>): CellError {
  // goes on without us; its failure belongs to whoever imports the module next
  linking?.catch(() => undefined);
  return new CellError("async-module", `'${entry.id}' needs top-level await and cannot be had at once`);
}
