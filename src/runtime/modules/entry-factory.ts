import type { VerifiedProgram } from "../../verifier/verified-program.js";
import { CellError } from "../errors.js";
import type { LoadedModule, ModuleType } from "./cell-hooks.js";
import { commonJsNames } from "./common-js-names.js";
import { GuestThrown } from "./guest-thrown.js";
import type { Outcome, RecordHandle } from "./inside/linker.js";
import { ModuleEntry } from "./module-entry.js";
import type { ModuleRealm } from "./module-realm.js";
import { programPlan } from "./program-plan.js";

/** Makes entries out of what hooks, supervisor and options give. `register` numbers them. */
export class EntryFactory {
  readonly #factories = new WeakMap<VerifiedProgram, unknown>();

  constructor(
    private readonly realm: ModuleRealm,
    private readonly register: (entry: ModuleEntry) => number,
  ) {}

  /** @throws what compiler and verifier throw; CellError `module-load`. */
  fromHooks(id: string, loaded: LoadedModule): ModuleEntry {
    // hooks may be anybody's script, or another process
    if (!isObject(loaded)) throw new CellError("module-load", `The hooks gave no module for '${id}'`);
    if ("namespace" in loaded) {
      if (!isObject(loaded.namespace)) throw new CellError("module-load", `The hooks gave no namespace for '${id}'`);
      return this.host(id, loaded.namespace);
    }
    if ("artifact" in loaded) {
      const { artifact } = loaded;
      if (typeof (isObject(artifact) ? artifact.text : artifact) !== "string")
        throw new CellError("module-load", `The hooks gave no artifact for '${id}'`);
      return this.program(id, this.realm.verify(artifact));
    }
    const type = loaded.type ?? typeOf(id);
    if (typeof loaded.source !== "string") throw new CellError("module-load", `The hooks gave no source for '${id}'`);
    if (!["module", "commonjs", "json"].includes(type)) throw new CellError("module-load", `The hooks gave '${id}' a type that is none`);
    if (type === "json") return this.#json(id, loaded.source);
    return this.program(id, this.realm.compile(loaded.source, { filename: id, goal: type }), loaded.source);
  }

  /** A verified module or CommonJS program. `source`: its text as written, where it is at hand. */
  program(id: string, program: VerifiedProgram, source?: string): ModuleEntry {
    const { manifest } = program;
    if (manifest.goal === "module") {
      const locals = manifest.exports.flatMap((e) => ("from" in e ? [] : [e.export]));
      const define = (entry: ModuleEntry) =>
        handle(this.realm.linker.defineProgram(entry.serial, this.factory(program), programPlan(manifest, entry.serial, id, locals)));
      return this.#made(id, "module", new Set(locals), define, manifest);
    }
    if (manifest.goal !== "commonjs") throw new CellError("module-load", `'${id}' is a program of goal ${manifest.goal}, not a module`);
    const names = commonJsNames(source ?? program.body);
    const define = (entry: ModuleEntry) =>
      handle(this.realm.linker.defineProgram(entry.serial, this.factory(program), programPlan(manifest, entry.serial, id, entry.locals)));
    return this.#made(id, "commonjs", new Set(["default", "module.exports", ...names.exports]), define, manifest, names.reexports);
  }

  /** Members of a host module: read once, own enumerable, each converted by the membrane. */
  host(id: string, members: Readonly<Record<string, unknown>>): ModuleEntry {
    const { linker, toGuest } = this.realm;
    const names = Object.keys(members);
    const define = (entry: ModuleEntry) => {
      const record = linker.defineHost(entry.serial);
      for (const name of names) linker.give(record, name, toGuest(members[name]));
      linker.given(record, JSON.stringify(names));
      return record;
    };
    return this.#made(id, "host", new Set(["default", ...names]), define);
  }

  /** The factory function of a program: evaluated in the realm once, called for each instance. */
  factory(program: VerifiedProgram): unknown {
    let factory = this.#factories.get(program);
    if (factory === undefined) this.#factories.set(program, (factory = this.realm.factory(program)));
    return factory;
  }

  #made(...fields: ConstructorParameters<typeof ModuleEntry>): ModuleEntry {
    const entry = new ModuleEntry(...fields);
    entry.serial = this.register(entry);
    return entry;
  }

  #json(id: string, text: string): ModuleEntry {
    const define = (entry: ModuleEntry) => handle(this.realm.linker.defineJson(entry.serial, text));
    return this.#made(id, "json", new Set(["default"]), define);
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The type of a module by its id's extension, where the hooks do not say. */
function typeOf(id: string): ModuleType {
  if (id.endsWith(".json")) return "json";
  return /\.c[jt]s$/.test(id) ? "commonjs" : "module";
}

function handle(outcome: Outcome): RecordHandle {
  if (!outcome.ok) throw new GuestThrown(outcome.value);
  return outcome.value as RecordHandle;
}
