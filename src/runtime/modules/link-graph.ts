import type { Linker } from "./inside/linker.js";
import { GuestThrown } from "./guest-thrown.js";
import type { ModuleEntry } from "./module-entry.js";
import { indirectExports, namespaceNames, requireExport, resolveExport, type Binding } from "./resolve-export.js";

interface BoundName {
  readonly entry: ModuleEntry;
  /** of the entry's imports; -1: its own namespace */
  readonly index: number;
  readonly name: string;
  readonly binding: Binding;
}

/**
 * Links loaded graphs (ECMA-262 §16.2.1.6.1.2 and §16.2.1.7.3.1). All names are resolved before anything of the realm is touched, so
 * a graph with a missing or ambiguous name fails as a whole and none of it has run. Then the realm makes namespaces, environments
 * and generators, and each imported name gets the getter of the module that declares it.
 *
 * Modules with top-level await hand over their getters by a promise (their body is an async generator), so a graph with one of
 * them links later than at once. Modules linked together are a batch, and others wait for the batch.
 */
export class GraphLinker {
  readonly #awaited = new Map<ModuleEntry, (ok: boolean) => void>();

  constructor(private readonly realm: Linker) {}

  /** @returns a promise only if there is something to wait for. @throws CellError `module-link`, GuestThrown (text that is no JSON, a global that is not there). */
  link(root: ModuleEntry): Promise<void> | undefined {
    const { batch, others } = collect(root);
    if (batch.length === 0) return others.length === 0 ? undefined : Promise.all(others).then(() => undefined);
    const names = resolveNames(batch);
    const shaped: ModuleEntry[] = [];
    const undo = (error: unknown): never => {
      for (const entry of batch) reset(entry);
      for (const entry of shaped) entry.exportNames = undefined;
      throw error;
    };
    try {
      this.#define(batch, shaped);
      const waiting = [...others, ...this.#instantiate(batch)];
      if (waiting.length === 0) {
        this.#bind(batch, names, shaped);
        return undefined;
      }
      const linking = Promise.all(waiting).then(() => this.#bind(batch, names, shaped), undo);
      for (const entry of batch) {
        entry.stage = "linking";
        entry.linking = linking;
      }
      return linking;
    } catch (error) {
      return undo(error);
    }
  }

  /** The getters of a module with top-level await are there (or, if its cell is over, never will be). */
  instantiated(entry: ModuleEntry, ok: boolean): void {
    this.#awaited.get(entry)?.(ok);
    this.#awaited.delete(entry);
  }

  /** The namespace object of a linked module: made when somebody first asks for it, since few do. @returns its keys. */
  namespace(entry: ModuleEntry): readonly string[] {
    if (entry.exportNames === undefined) {
      this.#shape(entry);
      this.#fill(entry);
    }
    return entry.exportNames!;
  }

  #shape(entry: ModuleEntry): void {
    entry.exportNames = namespaceNames(entry);
    this.realm.shape(entry.handle!, JSON.stringify(entry.exportNames));
  }

  #fill(entry: ModuleEntry): void {
    for (const name of entry.exportNames!) this.#bindName({ entry, index: -1, name, binding: resolveExport(entry, name) as Binding });
    this.realm.finishNamespace(entry.handle!);
  }

  #bindName({ entry, index, name, binding }: BoundName): void {
    if (binding.local === null) this.namespace(binding.entry);
    this.realm.bind(entry.handle!, index, name, binding.entry.handle!, binding.local);
  }

  /** Makes records, and the namespaces that they import: objects that are to be filled when all getters are known (`shaped`). */
  #define(batch: readonly ModuleEntry[], shaped: ModuleEntry[]): void {
    for (const entry of batch) entry.handle = entry.define(entry);
    for (const entry of batch) {
      if (entry.kind !== "module") continue;
      entry.manifest!.imports.forEach(({ star }, index) => {
        if (!star) return;
        const target = entry.imports![index]!;
        if (target.exportNames === undefined) {
          shaped.push(target);
          this.#shape(target);
        }
        this.realm.bindStar(entry.handle!, index, target.handle!);
      });
    }
  }

  #instantiate(batch: readonly ModuleEntry[]): Promise<void>[] {
    const waiting: Promise<void>[] = [];
    for (const entry of batch) {
      if (entry.manifest === undefined) continue;
      const handle = entry.handle!;
      if (entry.hasAwait) waiting.push(this.#gettersOf(entry));
      const outcome = this.realm.instantiate(handle);
      if (!outcome.ok) throw new GuestThrown(outcome.value);
    }
    return waiting;
  }

  #gettersOf(entry: ModuleEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#awaited.set(entry, (ok) => (ok ? resolve() : reject(new GuestThrown(this.realm.error(entry.handle!)))));
    });
  }

  #bind(batch: readonly ModuleEntry[], names: readonly BoundName[], shaped: readonly ModuleEntry[]): void {
    for (const entry of shaped) this.#fill(entry);
    for (const name of names) this.#bindName(name);
    for (const entry of batch) {
      if (entry.kind === "module") this.realm.seal(entry.handle!);
      entry.stage = "linked";
      entry.linking = undefined;
    }
  }
}

/** Modules of a graph that are to be linked, dependencies first, and what to wait for because others are linking it. */
function collect(root: ModuleEntry): { batch: ModuleEntry[]; others: Promise<void>[] } {
  const batch: ModuleEntry[] = [];
  const others = new Set<Promise<void>>();
  const seen = new Set<ModuleEntry>();
  const frames: { entry: ModuleEntry; next: number }[] = [];
  const visit = (entry: ModuleEntry) => {
    if (seen.has(entry)) return;
    seen.add(entry);
    if (entry.stage === "loaded") frames.push({ entry, next: 0 });
    else if (entry.linking !== undefined) others.add(entry.linking);
  };
  visit(root);
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const next = frame.entry.dependencies[frame.next++];
    if (next !== undefined) visit(next);
    else {
      batch.push(frame.entry);
      frames.pop();
    }
  }
  return { batch, others: [...others] };
}

/** Every binding of the batch. Pure: the realm has not been touched when it throws. */
function resolveNames(batch: readonly ModuleEntry[]): BoundName[] {
  for (const entry of batch) for (const name of reexportedNames(entry)) entry.locals.add(name);
  const names: BoundName[] = [];
  for (const entry of batch) {
    const imports = entry.kind === "module" ? entry.manifest!.imports : [];
    for (const [name, { from }] of indirectExports(entry)) requireExport(entry, name, imports[from]!.specifier);
    imports.forEach((wanted, index) => {
      for (const name of wanted.names)
        names.push({ entry, index, name, binding: requireExport(entry.imports![index]!, name, wanted.specifier) });
    });
  }
  return names;
}

/** Names that a CommonJS module hands on from others, however far. */
function reexportedNames(entry: ModuleEntry): string[] {
  const seen = new Set(entry.reexports);
  for (const next of seen) for (const further of next.reexports) seen.add(further);
  return [...seen].flatMap((next) => [...next.locals]);
}

function reset(entry: ModuleEntry): void {
  entry.stage = "loaded";
  entry.linking = undefined;
  entry.handle = undefined;
  entry.exportNames = undefined;
}
