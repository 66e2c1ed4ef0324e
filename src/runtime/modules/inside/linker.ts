import { LOCALS } from "../../../contract/index.js";
import type { Kit } from "../../realm/inside/kit.js";
import {
  SyntaxErrorOf,
  TypeErrorOf,
  apply,
  asyncGeneratorPrototype,
  freeze,
  generatorNext,
  jsonParse,
  reflectDefineProperty,
  reflectGetOwnPropertyDescriptor,
  uncurry,
} from "../../realm/inside/intrinsics.js";
import type { Connection, LinkerCallbacks } from "./callbacks.js";
import { makeCommonJs } from "./common-js.js";
import { define, record as literal } from "./dictionary.js";
import { makeDynamicImports } from "./dynamic-import.js";
import { bindName, sealEnvironment, type Getter } from "./environment.js";
import { errorFrom } from "./failure.js";
import { makeRecord, type ModuleRecord, type Plan, type Slot } from "./module-record.js";
import { makeNamespace } from "./namespace-object.js";
import { makeScope } from "./scope.js";

/** How a run inside the realm ended: an object of the realm, no prototype, frozen. `value` is raw. */
export interface Outcome {
  readonly ok: boolean;
  readonly value: unknown;
}

/** Handle of a module record inside the realm: opaque to the host, never shown to guests. */
export type RecordHandle = object;

/**
 * What the host asks of the realm to run programs. In go texts, numbers, handles and factories; out come outcomes. All objects that
 * guests will see are made in here. The host has decided beforehand what is bound to what (`link.ts`) and in which order modules
 * run (`evaluate.ts`): those are computations on manifests and need no object of the realm.
 */
export interface Linker {
  connect(callbacks: LinkerCallbacks): void;
  /** Runs a script or an expression. `plan`: JSON of a Plan. */
  run(factory: unknown, plan: string): Outcome;
  /** A module or CommonJS program; nothing of it runs yet. */
  defineProgram(serial: number, factory: unknown, plan: string): Outcome;
  /** Fails with the realm's own SyntaxError if the text is no JSON. */
  defineJson(serial: number, text: string): Outcome;
  defineHost(serial: number): RecordHandle;
  /** One member of a host module, converted already. */
  give(handle: RecordHandle, name: string, value: unknown): void;
  /** Ends `give`: without a `default`, an object of all members becomes it. */
  given(handle: RecordHandle, names: string): void;
  /** Makes the namespace object, still empty; `names`: JSON, sorted. `bind` fills it in that order, `finishNamespace` closes it. */
  shape(handle: RecordHandle, names: string): void;
  finishNamespace(handle: RecordHandle): void;
  /** Names the namespace that the i-th import is bound to; before `instantiate`. */
  bindStar(handle: RecordHandle, index: number, target: RecordHandle): void;
  /** First step of a module: functions live, everything else in its dead zone. With top-level await, `instantiated` follows. */
  instantiate(handle: RecordHandle): Outcome;
  /** Binds a name of the i-th import (or, with -1, of the module's own namespace) to `local` of `source`; null: its namespace. */
  bind(handle: RecordHandle, index: number, name: string, source: RecordHandle, local: string | null): void;
  /** All imports are bound. */
  seal(handle: RecordHandle): void;
  /** Runs a body to its end (or, with top-level await, to its first await; `executed` follows). A failure stays in the record. */
  execute(handle: RecordHandle): Outcome;
  /** Marks a module as failed with the error of another. */
  failWith(handle: RecordHandle, source: RecordHandle): void;
  /** The error of a failed module. */
  error(handle: RecordHandle): unknown;
  answerRequire(handle: RecordHandle): void;
  settleImport(ticket: number, handle: RecordHandle): void;
  /** `failure`: FailureText as JSON. */
  failImport(ticket: number, failure: string): void;
  /** The same for what guest code threw, raw. */
  rejectImport(ticket: number, reason: unknown): void;
  /** Makes the `require` that is being answered throw what guest code threw. */
  throwRequire(reason: unknown): void;
  namespace(handle: RecordHandle): unknown;
  read(handle: RecordHandle, name: string): Outcome;
}

const asyncGeneratorNext = uncurry((asyncGeneratorPrototype as { next: (...args: unknown[]) => unknown }).next) as (
  g: unknown,
) => Promise<IteratorResult<unknown>>;
const outcome = (ok: boolean, value: unknown): Outcome => literal({ __proto__: null, ok, value });

/**
 * A default export that is a function without a name is hoisted like any declaration, under the compiler's own name for it; the guest
 * sees it as `default` (ECMA-262 §16.2.3.7). At this time all other bindings are in their dead zone.
 */
function nameDefault(getter: Getter | undefined): void {
  if (getter === undefined) return;
  let value: unknown;
  try {
    value = getter();
  } catch {
    return; // a class or an expression: not there yet
  }
  if (typeof value !== "function" || reflectGetOwnPropertyDescriptor(value, "name")?.value !== LOCALS.defaultExport) return;
  reflectDefineProperty(value, "name", { __proto__: null, value: "default" } as PropertyDescriptor);
}

/** @returns functions of this realm for the host; it holds them, guests never do. */
export function makeLinker(kit: Kit): Linker {
  const unconnected = (): never => {
    throw new TypeErrorOf("not connected");
  };
  const connection: Connection = {
    callbacks: freeze({
      importRequested: unconnected,
      requireRequested: unconnected,
      resolveRequested: unconnected,
      instantiated: unconnected,
      executed: unconnected,
    }),
  };
  const imports = makeDynamicImports(kit, connection);
  const commonJs = makeCommonJs(kit, connection);

  /** One entry of the host into guest code. Everything thrown comes out as an outcome, the cell's termination included. */
  function entering(body: () => unknown): Outcome {
    try {
      const mark = kit.meter.entry();
      try {
        return outcome(true, body());
      } finally {
        kit.meter.exit(mark);
      }
    } catch (error) {
      return outcome(false, error);
    }
  }

  const planOf = (json: string): Plan => jsonParse(json) as Plan;

  /** Calls the factory and answers with the record's `run`: the text of both is the verifier's. */
  function open(factory: unknown, plan: Plan, record: ModuleRecord | undefined, declare: unknown): unknown {
    if (typeof factory !== "function" || !kit.isOurs(factory)) throw new TypeErrorOf("a factory of another realm");
    const scope = makeScope(plan, { kit, connection, importGuard: imports.guardFor(plan.referrer), declare, record });
    const program = apply(factory as () => unknown, undefined, [scope] as never) as { run: unknown };
    return program.run;
  }

  function takeGetters(record: ModuleRecord, step: IteratorResult<unknown>): void {
    const getters = step.value as readonly Getter[];
    const names = record.plan!.exports;
    for (let i = 0; i < names.length; i++) record.getters[names[i]!] = getters[i]!;
    nameDefault(record.getters["default"]);
  }

  /** Tells the host when a step of an async module has ended. The promise is native and no guest has touched it. */
  async function follow(record: ModuleRecord, step: Promise<IteratorResult<unknown>>, execution: boolean): Promise<void> {
    let ok = true;
    try {
      const result = await step;
      if (!execution) takeGetters(record, result);
    } catch (error) {
      ok = false;
      fail(record, error);
    }
    try {
      (execution ? connection.callbacks.executed : connection.callbacks.instantiated)(record.serial, ok);
    } catch {
      // the host's own stack ran out: nothing of it may reach a guest, and nobody is left to tell
    }
  }

  /** One job later, as the reaction to the evaluation's promise would (ECMA-262 §13.3.10.3). */
  async function settleLater(ticket: number, record: ModuleRecord): Promise<void> {
    await undefined;
    imports.resolve(ticket, record.namespace!.object);
  }

  function fail(record: ModuleRecord, error: unknown): void {
    record.failed = true;
    record.error = error;
  }

  /** An export of a module that is not source text. */
  function synthetic(record: ModuleRecord, name: string, value: unknown): Slot {
    const slot: Slot = { value };
    record.slots[name] = slot;
    record.getters[name] = () => slot.value;
    return slot;
  }

  const linker: Linker = {
    connect(callbacks) {
      connection.callbacks = callbacks;
    },
    run(factory, json) {
      const plan = planOf(json);
      return entering(() => {
        const declare = plan.goal === "script" ? kit.names.declare(plan.vars, plan.lexicals) : undefined;
        const run = open(factory, plan, undefined, declare);
        const self = kit.options.features.globalObject ? kit.names.namespace : undefined;
        return apply(run as () => unknown, self, [] as never);
      });
    },
    defineProgram(serial, factory, json) {
      const plan = planOf(json);
      const record = makeRecord(plan.goal === "commonjs" ? "commonjs" : "module", serial, plan, factory);
      if (record.kind === "commonjs") {
        for (let i = 0; i < plan.exports.length; i++) synthetic(record, plan.exports[i]!, undefined);
        const whole = synthetic(record, "default", undefined);
        // in a cycle, the exports as far as they got
        record.getters["default"] = record.getters["module.exports"] = () => (record.finished ? whole.value : commonJs.valueOf(record));
      }
      return outcome(true, record);
    },
    defineJson(serial, text) {
      const record = makeRecord("json", serial);
      try {
        synthetic(record, "default", jsonParse(text));
      } catch {
        // the engine's own message shows a piece of the text, which is the guest's anyway
        return outcome(false, new SyntaxErrorOf("the module is not valid JSON"));
      }
      return outcome(true, record);
    },
    defineHost: (serial) => makeRecord("host", serial),
    give: (handle, name, value) => void synthetic(handle as ModuleRecord, name, value),
    given(handle, json) {
      const record = handle as ModuleRecord;
      if (record.getters["default"] !== undefined) return;
      const names = jsonParse(json) as readonly string[];
      const all = {};
      for (let i = 0; i < names.length; i++) define(all, names[i]!, record.slots[names[i]!]!.value);
      synthetic(record, "default", all);
    },
    shape(handle, json) {
      const record = handle as ModuleRecord;
      record.names = jsonParse(json) as string[];
      record.namespace = makeNamespace(kit);
    },
    finishNamespace: (handle) => (handle as ModuleRecord).namespace!.finish(),
    bindStar(handle, index, target) {
      (handle as ModuleRecord).stars[index] = (target as ModuleRecord).namespace!.object;
    },
    instantiate(handle) {
      const record = handle as ModuleRecord;
      return entering(() => {
        const run = open(record.factory, record.plan!, record, undefined);
        record.run = run;
        if (record.kind === "commonjs") return undefined;
        record.generator = apply(run as () => unknown, undefined, [] as never);
        if (record.plan!.async) void follow(record, asyncGeneratorNext(record.generator), false);
        else takeGetters(record, generatorNext(record.generator));
        return undefined;
      });
    },
    bind(handle, index, name, source, local) {
      const from = source as ModuleRecord;
      const namespace = from.namespace;
      const getter = local === null ? () => namespace!.object : from.getters[local]!;
      const record = handle as ModuleRecord;
      if (index >= 0) bindName(record.environments[index]!, name, getter);
      else record.namespace!.bind(name, getter);
    },
    seal(handle) {
      const record = handle as ModuleRecord;
      for (let i = 0; i < record.plan!.imports; i++) sealEnvironment(record.environments[i]!);
    },
    execute(handle) {
      const record = handle as ModuleRecord;
      const ended = entering(() => {
        if (record.kind === "commonjs") commonJs.execute(record);
        else if (record.plan!.async) void follow(record, asyncGeneratorNext(record.generator), true);
        else generatorNext(record.generator);
        return undefined;
      });
      if (!ended.ok) fail(record, ended.value);
      return ended;
    },
    failWith(handle, source) {
      fail(handle as ModuleRecord, (source as ModuleRecord).error);
    },
    error: (handle) => (handle as ModuleRecord).error,
    answerRequire: (handle) => commonJs.answer(handle as ModuleRecord),
    settleImport(ticket, handle) {
      const record = handle as ModuleRecord;
      if (record.failed) imports.reject(ticket, record.error);
      else void settleLater(ticket, record);
    },
    rejectImport: (ticket, reason) => imports.reject(ticket, reason),
    throwRequire: (reason) => commonJs.answer(literal({ __proto__: null, thrown: reason })),
    failImport: (ticket, failure) => imports.reject(ticket, errorFrom(failure)),
    namespace: (handle) => (handle as ModuleRecord).namespace!.object,
    read(handle, name) {
      const record = handle as ModuleRecord;
      return entering(() => record.namespace!.read(name));
    },
  };
  return freeze(linker);
}
