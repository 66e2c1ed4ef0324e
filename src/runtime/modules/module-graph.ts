import { CellError } from "../errors.js";
import type { CellHooks, Referrer } from "./cell-hooks.js";
import type { EntryFactory } from "./entry-factory.js";
import type { ModuleEntry } from "./module-entry.js";
import { ask, notFound, now, type Resolved, type Resolver } from "./resolver.js";

type HostModules = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** One request for a module: an import, a `require`, or the supervisor's. */
interface Request {
  readonly specifier: string;
  readonly kind: "import" | "require";
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * The modules that a cell has loaded, by id, and the loading of whole graphs: with promises, all branches at the same time; or
 * at once, where every hook must answer at once. Nothing runs here.
 */
export class ModuleGraph {
  readonly #entries = new Map<string, ModuleEntry>();
  readonly #inFlight = new Map<string, Promise<ModuleEntry>>();

  constructor(
    private readonly resolver: Resolver,
    private readonly factory: EntryFactory,
    private readonly hooks: CellHooks | undefined,
    private readonly hostModules: HostModules,
  ) {}

  get(id: string): ModuleEntry | undefined {
    return this.#entries.get(id);
  }

  set(entry: ModuleEntry): void {
    this.#entries.set(entry.id, entry);
  }

  /** Forgets a module (or only this very entry of it). Loads in flight are not kept either. */
  delete(id: string, only?: ModuleEntry): void {
    if (only !== undefined && this.#entries.get(id) !== only) return;
    this.#entries.delete(id);
    this.#inFlight.delete(id);
    this.resolver.forget(id);
  }

  async fetch(request: Request, referrer: Pick<ModuleEntry, "id"> | undefined): Promise<ModuleEntry> {
    const resolved = await this.resolver.resolve(request.specifier, referrerOf(request, referrer));
    return checkAttributes(await this.#load(resolved, request.specifier), request, referrer === undefined);
  }

  /** @throws CellError `async-hook` if a hook answers with a promise. */
  fetchSync(request: Request, referrer: Pick<ModuleEntry, "id"> | undefined): ModuleEntry {
    const resolved = now(this.resolver.resolve(request.specifier, referrerOf(request, referrer)), request.specifier);
    return checkAttributes(this.#loadSync(resolved, request.specifier), request, referrer === undefined);
  }

  /** Loads all that `root` imports statically. CommonJS modules' literal requires are loaded ahead, in case the hooks take time. */
  async complete(root: ModuleEntry): Promise<void> {
    const seen = new Set<ModuleEntry>();
    const visit = async (entry: ModuleEntry): Promise<void> => {
      if (seen.has(entry) || entry.stage !== "loaded") return;
      seen.add(entry);
      if (entry.kind === "module") {
        const found = entry.imports ?? (await Promise.all(importsOf(entry).map((request) => this.fetch(request, entry))));
        entry.imports ??= found;
        await Promise.all(entry.imports.map(visit));
      } else if (entry.kind === "commonjs") {
        await Promise.all(entry.manifest!.dynamicImports.map((specifier) => this.#ahead(specifier, entry, visit)));
        const found = await Promise.all(entry.reexportSpecifiers.map((specifier) => this.#ahead(specifier, entry, visit)));
        entry.reexports = found.filter((e) => e?.kind === "commonjs") as ModuleEntry[];
      }
    };
    await visit(root);
  }

  completeSync(root: ModuleEntry): void {
    const seen = new Set([root]);
    for (const entry of seen) {
      if (entry.stage !== "loaded") continue;
      if (entry.kind === "module") {
        entry.imports ??= importsOf(entry).map((request) => this.fetchSync(request, entry));
        for (const next of entry.imports) seen.add(next);
      } else if (entry.kind === "commonjs") {
        const found = entry.reexportSpecifiers.flatMap((specifier) => this.#tryFetchSync(specifier, entry));
        entry.reexports = found;
        for (const next of found) seen.add(next);
      }
    }
  }

  /** Loads what a CommonJS module may require. A require that fails shall fail when it is reached, if ever. */
  async #ahead(specifier: string, entry: ModuleEntry, visit: (entry: ModuleEntry) => Promise<void>): Promise<ModuleEntry | undefined> {
    try {
      const found = await this.fetch({ specifier, kind: "require" }, entry);
      await visit(found);
      return found;
    } catch {
      return undefined;
    }
  }

  #tryFetchSync(specifier: string, entry: ModuleEntry): ModuleEntry[] {
    try {
      const found = this.fetchSync({ specifier, kind: "require" }, entry);
      return found.kind === "commonjs" ? [found] : [];
    } catch {
      // it fails again, and tells, when the program requires it
      return [];
    }
  }

  #load(resolved: Resolved, specifier: string): ModuleEntry | Promise<ModuleEntry> {
    const { id } = resolved;
    const known = this.#entries.get(id) ?? this.#inFlight.get(id);
    if (known !== undefined) return known;
    if (resolved.host) return this.#host(id);
    const { hooks } = this;
    const read = async (): Promise<ModuleEntry> => {
      const loaded = await (hooks && ask(id, () => hooks.load(id)));
      if (loaded === undefined) throw notFound(specifier);
      // somebody who could not wait may have loaded it meanwhile
      const entry = this.#entries.get(id) ?? this.factory.fromHooks(id, loaded);
      if (this.#inFlight.get(id) === loading) this.#entries.set(id, entry);
      return entry;
    };
    const loading = read().finally(() => {
      if (this.#inFlight.get(id) === loading) this.#inFlight.delete(id);
    });
    this.#inFlight.set(id, loading);
    return loading;
  }

  #loadSync(resolved: Resolved, specifier: string): ModuleEntry {
    const { id } = resolved;
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    if (resolved.host) return this.#host(id);
    const { hooks } = this;
    const loaded =
      hooks &&
      now(
        ask(id, () => hooks.load(id)),
        specifier,
      );
    if (loaded === undefined) throw notFound(specifier);
    const entry = this.factory.fromHooks(id, loaded);
    this.#entries.set(id, entry);
    return entry;
  }

  #host(id: string): ModuleEntry {
    const entry = this.factory.host(id, this.hostModules.get(id)!);
    this.#entries.set(id, entry);
    return entry;
  }
}

const importsOf = (entry: ModuleEntry): Request[] =>
  entry.manifest!.imports.map(({ specifier, attributes }) => ({ specifier, kind: "import", ...(attributes && { attributes }) }));

const referrerOf = ({ kind, attributes }: Request, referrer: Pick<ModuleEntry, "id"> | undefined): Referrer | undefined =>
  referrer && { id: referrer.id, kind, ...(attributes && { attributes }) };

/** JSON must be asked for as JSON, and nothing else may be, so that data never becomes code by surprise (as in Node). `require` and supervisors need not say. */
function checkAttributes(entry: ModuleEntry, { specifier, kind, attributes = {} }: Request, bySupervisor: boolean): ModuleEntry {
  const unknown = Object.keys(attributes).find((name) => name !== "type");
  if (unknown !== undefined) throw new CellError("import-attributes", `Import attribute "${unknown}" is not supported`);
  const { type } = attributes;
  if (type !== undefined && (type !== "json" || entry.kind !== "json"))
    throw new CellError("import-attributes", `Module '${specifier}' is not of type "${type}"`);
  if (entry.kind === "json" && type === undefined && kind === "import" && !bySupervisor)
    throw new CellError("import-attributes", `Module '${specifier}' needs an import attribute of "type: json"`);
  return entry;
}
