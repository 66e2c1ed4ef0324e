import { dictionary, type Dictionary } from "./dictionary.js";
import type { Getter } from "./environment.js";
import type { NamespaceObject } from "./namespace-object.js";

/** What the host says of a program (host: `programPlan`), from JSON: arrays and objects of this realm, own properties only. */
export interface Plan {
  readonly goal: "module" | "script" | "expression" | "commonjs";
  /** names of the guards that the prelude binds */
  readonly guards: readonly string[];
  /** number under which the host knows the program when it imports */
  readonly referrer: number;
  readonly async: boolean;
  readonly filename: string;
  readonly dirname: string;
  readonly url: string;
  /** how many imports there are */
  readonly imports: number;
  /** names of the getters that the body yields, in order; of a CommonJS program the names found by reading it */
  readonly exports: readonly string[];
  readonly vars: readonly string[];
  readonly lexicals: readonly string[];
}

/** `module` of a CommonJS program: the guest's to shape, so every read of it may run guest code. */
export type CommonJsModule = object & { exports: unknown };

/** One exported value of a module that is not source text. */
export interface Slot {
  value: unknown;
}

export type RecordKind = "module" | "commonjs" | "json" | "host";

/** One module inside the realm. Without a prototype; the host holds it as an opaque handle, guests never see it. */
export interface ModuleRecord {
  readonly kind: RecordKind;
  /** number under which the host knows the module */
  readonly serial: number;
  readonly plan: Plan | undefined;
  readonly factory: unknown;
  /** getters of the module's own bindings by exported name */
  readonly getters: Dictionary<Getter>;
  /** values of the synthetic kinds, behind their getters */
  readonly slots: Dictionary<Slot>;
  /** one environment per import; the namespace where one is bound */
  readonly environments: Dictionary<object>;
  readonly stars: Dictionary<object>;
  namespace: NamespaceObject | undefined;
  /** keys of the namespace */
  names: readonly string[] | undefined;
  /** the same with `__esModule`, for `require` of a module with a default export */
  required: NamespaceObject | undefined;
  /** `run` of the program's record; a module's generator once it is instantiated */
  run: unknown;
  generator: unknown;
  /** of CommonJS, once it began */
  module: CommonJsModule | undefined;
  /** of CommonJS: whether the body has ended */
  finished: boolean;
  failed: boolean;
  /** what evaluation threw: the same value for everyone who asks */
  error: unknown;
}

export const makeRecord = (kind: RecordKind, serial: number, plan?: Plan, factory?: unknown): ModuleRecord =>
  ({
    __proto__: null,
    kind,
    serial,
    plan,
    factory,
    getters: dictionary<Getter>(),
    slots: dictionary<Slot>(),
    environments: dictionary<object>(),
    stars: dictionary<object>(),
    namespace: undefined,
    names: undefined,
    required: undefined,
    run: undefined,
    generator: undefined,
    module: undefined,
    finished: false,
    failed: false,
    error: undefined,
  }) as ModuleRecord;
