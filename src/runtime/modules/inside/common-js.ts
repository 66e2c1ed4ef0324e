import type { Kit } from "../../realm/inside/kit.js";
import {
  TypeErrorOf,
  apply,
  freeze,
  reflectDefineProperty,
  reflectGet,
  reflectGetOwnPropertyDescriptor,
  stringSlice,
} from "../../realm/inside/intrinsics.js";
import type { Connection } from "./callbacks.js";
import { define, dictionary, isObject } from "./dictionary.js";
import { QUESTION_FUEL, callHost, errorFrom } from "./failure.js";
import type { CommonJsModule, ModuleRecord } from "./module-record.js";
import { makeNamespace } from "./namespace-object.js";

/** A module, or what guest code threw on the way to it. */
type Answer = ModuleRecord | { readonly thrown: unknown };

export interface CommonJs {
  /** Runs the body. Throws what it throws. */
  execute(record: ModuleRecord): void;
  /** Called by the host, while it answers `requireRequested`, with the module that is meant. */
  answer(answer: Answer): void;
  /** What `require` of a module gives. */
  valueOf(record: ModuleRecord): unknown;
}

/**
 * CommonJS as Node has it: `require` is synchronous, a cycle sees the exports as far as they got, `this` is `module.exports`, and
 * importing modules get `module.exports` as `default` and as named exports those that were found by reading the text.
 */
export function makeCommonJs(kit: Kit, connection: Connection): CommonJs {
  let answered: Answer | undefined;

  function valueOf(record: ModuleRecord): unknown {
    switch (record.kind) {
      case "commonjs":
        return record.module === undefined ? undefined : kit.swap(record.module.exports);
      case "module": {
        // Node's escape hatch for modules that wish to look like CommonJS
        const named = record.getters["module.exports"];
        return named === undefined ? requiredNamespace(kit, record) : named();
      }
      default:
        return record.slots["default"]!.value;
    }
  }

  function requireFor(referrer: number): object {
    const { require } = {
      require(specifier: unknown): unknown {
        mustBeText(specifier);
        kit.meter.charge(QUESTION_FUEL);
        const failure = callHost(connection.callbacks.requireRequested, referrer, specifier, undefined) as string;
        const answer = answered;
        answered = undefined;
        if (failure !== "") throw errorFrom(failure);
        if (answer === undefined) throw new TypeErrorOf("the host did not answer");
        if ("thrown" in answer) throw answer.thrown;
        if (answer.failed) throw answer.error;
        return valueOf(answer);
      },
    };
    const { resolve } = {
      resolve(specifier: unknown): string {
        mustBeText(specifier);
        kit.meter.charge(QUESTION_FUEL);
        return resolved(callHost(connection.callbacks.resolveRequested, referrer, specifier, "require") as string);
      },
    };
    define(require, "resolve", resolve);
    define(require, "cache", dictionary<unknown>());
    define(require, "main", undefined);
    return require;
  }

  function execute(record: ModuleRecord): void {
    const plan = record.plan!;
    const require = requireFor(plan.referrer);
    const exports = {};
    const { filename, dirname } = plan;
    const module: CommonJsModule = { exports };
    define(module, "id", filename);
    define(module, "filename", filename);
    define(module, "path", dirname);
    define(module, "loaded", false);
    define(module, "children", []);
    define(module, "paths", []);
    define(module, "require", require);
    record.module = module;
    apply(record.run as () => unknown, exports, [exports, require, module, filename, dirname] as never);
    reflectDefineProperty(module, "loaded", { __proto__: null, value: true } as PropertyDescriptor);
    const result = kit.swap(module.exports);
    record.slots["default"]!.value = result;
    record.finished = true;
    if (!isObject(result)) return;
    for (let i = 0; i < plan.exports.length; i++) {
      const name = plan.exports[i]!;
      if (name === "default" || name === "module.exports") continue;
      try {
        if (reflectGetOwnPropertyDescriptor(result, name) !== undefined) record.slots[name]!.value = kit.swap(reflectGet(result, name));
      } catch {
        // as in Node, a getter that throws leaves the export undefined; if the cell is over, the next guard says so
      }
    }
  }

  return freeze({
    execute,
    valueOf,
    answer(answer: Answer): void {
      answered = answer;
    },
  });
}

/**
 * What `require` of an ES module gives: its namespace; with a default export and no `__esModule` of its own, one that says
 * `__esModule` too, for programs that were compiled from ES modules and look at it (as in Node 22).
 */
function requiredNamespace(kit: Kit, record: ModuleRecord): object {
  const namespace = record.namespace!;
  const names = record.names!;
  if (!includes(names, "default") || includes(names, "__esModule")) return namespace.object;
  if (record.required === undefined) {
    const made = makeNamespace(kit);
    const more = withName(names, "__esModule");
    for (let i = 0; i < more.length; i++) {
      const name = more[i]!;
      made.bind(name, name === "__esModule" ? () => true : () => namespace.read(name));
    }
    made.finish();
    record.required = made;
  }
  return record.required.object;
}

function includes(names: readonly string[], name: string): boolean {
  for (let i = 0; i < names.length; i++) if (names[i] === name) return true;
  return false;
}

/** A copy of a sorted list with one name more, at its place. */
function withName(names: readonly string[], name: string): string[] {
  const longer: string[] = [];
  let at = 0;
  for (let i = 0; i < names.length; i++) {
    if (at === i && names[i]! > name) define(longer, at++, name);
    define(longer, at++, names[i]);
  }
  if (at === names.length) define(longer, at, name);
  return longer;
}

function mustBeText(specifier: unknown): asserts specifier is string {
  if (typeof specifier === "string") return;
  const error = new TypeErrorOf('The "id" argument must be of type string');
  define(error, "code", "ERR_INVALID_ARG_TYPE");
  throw error;
}

/** The id of an answer `+id`; throws what `-failure` describes. */
export function resolved(answer: string): string {
  const rest = stringSlice(answer, 1);
  if (answer[0] !== "+") throw errorFrom(rest);
  return rest;
}
