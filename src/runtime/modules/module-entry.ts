import type { Manifest } from "../../contract/index.js";
import type { RecordHandle } from "./inside/linker.js";
import type { Resolution } from "./resolve-export.js";

export type ModuleKind = "module" | "commonjs" | "json" | "host";

/** Where a module is on its way: `linking` while getters of modules with top-level await are awaited. */
export type Stage = "loaded" | "linking" | "linked";

/** Status of ECMA-262 §16.2.1.5 (Cyclic Module Records), from `linked` on. */
export type EvaluationStatus = "linked" | "evaluating" | "evaluating-async" | "evaluated";

/**
 * A module of a cell, the host's side: manifests, names and numbers, never an object of a guest. The realm's side is `handle`.
 * Fields below `stage` change; those of evaluation belong to `evaluate.ts` alone.
 */
export class ModuleEntry {
  stage: Stage = "loaded";
  /** Under which the realm knows the module; given when it is registered. */
  serial = -1;
  handle: RecordHandle | undefined;
  /** Modules of `manifest.imports`, in that order, once the graph is loaded. */
  imports: readonly ModuleEntry[] | undefined;
  /** CommonJS modules whose exports this CommonJS module hands on (`module.exports = require(…)`). */
  reexports: readonly ModuleEntry[] = [];
  /** Settles when the batch of modules in which this one was linked is bound. */
  linking: Promise<void> | undefined;
  /** Keys of the namespace object, sorted by UTF-16 code units, once it is made. */
  exportNames: readonly string[] | undefined;
  /** What exported names were found to mean (`resolve-export.ts`). */
  readonly resolutions = new Map<string, Resolution>();

  status: EvaluationStatus = "linked";
  failed = false;
  index = 0;
  ancestor = 0;
  cycleRoot: ModuleEntry | undefined;
  /** 0: not asynchronous; Infinity: was, and is done. */
  order = 0;
  pending = 0;
  asyncParents: ModuleEntry[] = [];
  waiters: (() => void)[] = [];

  constructor(
    readonly id: string,
    readonly kind: ModuleKind,
    /** Names of exports that are bindings of the module itself. Linking adds those that CommonJS hands on. */
    readonly locals: Set<string>,
    /** Creates the realm's record; called once, when the module is linked. */
    readonly define: (entry: ModuleEntry) => RecordHandle,
    readonly manifest?: Manifest,
    /** Specifiers of `reexports` as written. */
    readonly reexportSpecifiers: readonly string[] = [],
  ) {}

  /** Modules to evaluate before this one. Only source text modules have such. */
  get dependencies(): readonly ModuleEntry[] {
    return this.kind === "module" ? this.imports! : [];
  }

  get hasAwait(): boolean {
    return this.kind === "module" && this.manifest!.async;
  }
}
