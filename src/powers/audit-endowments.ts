import { types } from "node:util";
import { GLOBAL_OBJECT_NAMES, LANGUAGE_GLOBALS } from "../contract/index.js";
import { bastionRecord } from "../runtime/bastion.js";
import { Power } from "../runtime/power.js";

/** Codes of findings; never renamed, never reused. */
export type EndowmentCode =
  /** makes code from text: `Function`, `eval` and their kin */
  | "code-constructor"
  /** a class: guests cannot construct it, and calling it throws */
  | "host-class"
  /** an instance of a class: the cell refuses it */
  | "class-instance"
  /** a whole module of Node, or what stands for the process */
  | "whole-module"
  /** a function of a module that reaches the system */
  | "system-function"
  /** a module's namespace: whatever is added to the module is granted too */
  | "module-namespace"
  /** an accessor, a symbol, a function's own member: it does not cross */
  | "does-not-cross"
  /** a name that a cell does not let anybody supply */
  | "name-not-supplied"
  /** stands in front of a name of the language, in this cell */
  | "language-name"
  /** a method of a bastion whose name says that it leads elsewhere: to the target's own parts, or to its class */
  | "telling-method";

export interface EndowmentFinding {
  readonly code: EndowmentCode;
  /** `error`: power that was hardly meant, or what the cell will refuse. `warning`: worth a look. */
  readonly severity: "error" | "warning";
  /** Where it is: `tools.fs.readFile`. */
  readonly path: string;
  readonly message: string;
}

/** Modules of Node that reach beyond the program's own data. */
const SYSTEM_MODULES = [
  ..."child_process cluster dgram dns fs fs/promises http http2 https inspector module net os perf_hooks process repl tls v8 vm worker_threads".split(
    " ",
  ),
];
const TELLING =
  /^(?:get(?:Prototype|Constructor|Owner|Parent|Target|Raw|Internal|Connection|Client|Driver)|raw|unwrap|eval|exec|spawn|require|import|query|call|apply|bind)/i;
const MAX_DEPTH = 6;

/**
 * Looks through what is to be handed to a cell for what hands over more than was meant: a lint for supervisors, to be run in tests.
 *
 *   expect(auditEndowments({ fs, db: bastion(db), now: Date.now })).toEqual([]);     // finds `fs`
 *
 * Runs no code of the values: accessors are reported, not called. What a function does or answers with cannot be seen from outside: a result that is an
 * instance of a class is refused when it crosses (event `refused`), but a function that writes where the guest says is a grant that no lint finds.
 */
export function auditEndowments(globals: Readonly<Record<string, unknown>>): readonly EndowmentFinding[] {
  const findings: EndowmentFinding[] = [];
  const seen = new Set<object>();
  const system = systemObjects();
  const report = (severity: EndowmentFinding["severity"], code: EndowmentCode, path: string, message: string): void => {
    findings.push(Object.freeze({ code, severity, path, message }));
  };

  const visit = (value: unknown, path: string, depth: number): void => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || depth > MAX_DEPTH) return;
    if (seen.has(value)) return;
    seen.add(value);
    const owner = system.get(value);
    if (CODE.has(value)) return report("error", "code-constructor", path, "It makes code of the host from a text: that is everything.");
    if (owner !== undefined && typeof value === "object")
      return report(
        "error",
        "whole-module",
        path,
        `This is all of ${owner}. Grant the few functions that are needed, or a power of cloister/powers.`,
      );
    if (Power.is(value)) return;
    const record = bastionRecord(value);
    if (record !== undefined) return visitBastion(record, path);
    if (typeof value === "function") return visitFunction(value, owner, path);
    if (types.isModuleNamespaceObject(value))
      report("warning", "module-namespace", path, "A module's namespace grants whatever the module exports, also later. List the members.");
    else if (!types.isProxy(value) && isInstance(value))
      return report(
        "error",
        "class-instance",
        path,
        "An instance of a class does not enter a cell. Hand in bastion(…) of it, or plain data.",
      );
    else if (types.isProxy(value)) return report("error", "class-instance", path, "A Proxy does not enter a cell as plain data.");
    visitMembers(value, path, depth);
  };

  const visitFunction = (value: object, owner: string | undefined, path: string): void => {
    if (owner !== undefined)
      report(
        "error",
        "system-function",
        path,
        `This is a function of ${owner}: a guest chooses its arguments. Grant a function of your own that checks them.`,
      );
    if (isClass(value))
      report(
        "error",
        "host-class",
        path,
        "Guests cannot construct a class of the host. Grant a function that makes one and answers with its bastion.",
      );
    for (const key of Reflect.ownKeys(value))
      if (!["length", "name", "prototype", "arguments", "caller"].includes(key as string) && !isClass(value))
        report("warning", "does-not-cross", member(path, key), "A function crosses alone: members of its own stay behind.");
  };

  const visitBastion = ({ target, methods }: NonNullable<ReturnType<typeof bastionRecord>>, path: string): void => {
    const owner = target === undefined ? undefined : system.get(target);
    if (owner !== undefined) report("error", "whole-module", path, `A bastion of all of ${owner} grants every function of it.`);
    for (const name of methods.keys())
      if (TELLING.test(name))
        report("warning", "telling-method", member(path, name), "Is this method meant for guests? List `methods` to leave it out.");
  };

  const visitMembers = (value: object, path: string, depth: number): void => {
    for (const key of Reflect.ownKeys(value)) {
      const found = Reflect.getOwnPropertyDescriptor(value, key)!;
      if (types.isModuleNamespaceObject(value) && typeof key === "symbol") continue;
      if (types.isNativeError(value) && key === "stack") continue; // never crosses; some engines keep it as an accessor
      if (!("value" in found) || typeof key === "symbol") {
        const what = typeof key === "symbol" ? "A member under a symbol" : "An accessor";
        report("warning", "does-not-cross", member(path, key), `${what} does not cross: guests do not find it.`);
      } else if (found.enumerable && !(Array.isArray(value) && key === "length")) visit(found.value, member(path, key), depth + 1);
    }
    if (value instanceof Map) for (const [key, item] of value) visit(item, `${path}.get(${String(key)})`, depth + 1);
    if (value instanceof Set) for (const item of value) visit(item, `${path}.values()`, depth + 1);
  };

  for (const [name, value] of Object.entries(globals)) {
    if (GLOBAL_OBJECT_NAMES.includes(name))
      report("error", "name-not-supplied", name, "What this name means is a matter of the policy; the cell refuses it.");
    else if (LANGUAGE_GLOBALS.includes(name) && !Power.is(value))
      report("warning", "language-name", name, "This takes the place of the language's own value for every program of the cell.");
    visit(value, name, 0);
  }
  return findings;
}

const member = (path: string, key: PropertyKey): string => (typeof key === "symbol" ? `${path}[${String(key)}]` : `${path}.${String(key)}`);

/** What makes code from text in this realm. */
const CODE: ReadonlySet<object> = new Set<object>([
  Function,
  eval,
  ...[async () => undefined, function* () {}, async function* () {}].map(
    (f) => (Object.getPrototypeOf(f) as { constructor: object }).constructor,
  ),
]);

const PLAIN: ReadonlySet<object | null> = new Set<object | null>([
  null, Object.prototype, Array.prototype, Map.prototype, Set.prototype, Date.prototype, RegExp.prototype, ArrayBuffer.prototype, DataView.prototype,
  Promise.prototype, Boolean.prototype, Number.prototype, String.prototype, BigInt.prototype, Buffer.prototype,
]); // prettier-ignore

function isInstance(value: object): boolean {
  if (types.isTypedArray(value) || types.isNativeError(value)) return false;
  const parent = Object.getPrototypeOf(value) as object | null;
  if (PLAIN.has(parent)) return false;
  // generators and other iterators are streams; promises' subclasses cross as promises
  return !("next" in value && typeof value.next === "function") && !types.isPromise(value);
}

function isClass(value: object): boolean {
  const prototype = Reflect.getOwnPropertyDescriptor(value, "prototype");
  if (prototype === undefined) return false;
  // a class's is fixed; a function's own has members when it is used as a class in the old way, a generator's is no sign
  if (types.isGeneratorFunction(value)) return false;
  return prototype.writable === false || Reflect.ownKeys(prototype.value as object).length > 1;
}

/** Modules that reach the system, and their functions, by identity. */
function systemObjects(): ReadonlyMap<object, string> {
  const found = new Map<object, string>([
    [globalThis, "the global object"],
    [process, "the process"],
  ]);
  for (const name of SYSTEM_MODULES) {
    const module = process.getBuiltinModule(`node:${name}`) as Readonly<Record<string, unknown>> | undefined;
    if (module === undefined) continue;
    if (!found.has(module)) found.set(module, `node:${name}`);
    for (const found1 of Object.values(Object.getOwnPropertyDescriptors(module)))
      if (typeof found1.value === "function" && !found.has(found1.value as object)) found.set(found1.value as object, `node:${name}`);
  }
  return found;
}
