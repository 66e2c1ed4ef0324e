/**
 * Makes realms with `node:vm`: the one file of the runtime that meets it. Another host (an iframe, a worker) is another file with the same `createRealm`.
 */
import vm from "node:vm";
import { OPTIONAL_GLOBALS } from "../../contract/index.js";
import { GUEST_SCRIPT } from "./guest-script.js";
import { INSIDE_SOURCE } from "./inside.generated.js";
import type { Birth, Inside } from "./inside/main.js";
import type { RealmOptions } from "./inside/kit.js";
import { raiseInliningBudget } from "./inlining-budget.js";
import { makeStackCheck } from "../limits/stack-check.js";
import { ASKED } from "../limits/stack-sizes.js";
import { slowness } from "../../regexp/slowness.js";
import { PERMITS, type Permit } from "./permits.js";
import { walk, type Plan } from "./plan.js";
import { freezeRealm, replay } from "./settle.js";
import { proxyRoots } from "./unhandled-rejections.js";

/** One tamed realm. */
export interface Realm {
  readonly inside: Inside;
  /** Properties that the engine has and cells do not: `WebAssembly`, `RegExp.$1`, … */
  readonly removed: readonly string[];
  /** Those of them on which nobody has decided. */
  readonly undecided: readonly string[];
  /**
   * Evaluates a program's body, the verified bytes, inside the realm.
   *
   * @param filename virtual; what stacks show, and `inside.stacks` asks about.
   * @param code what the engine made of this body under this name, if it is known; else `fresh` gets a function that answers with it, at its best once the program has run
   * @returns the factory: a function of that realm, not called yet.
   */
  instantiate(body: string, filename: string, code?: KnownCode): unknown;
}

/** V8's code of a script, of which V8 checks next to nothing: whoever supplies it vouches for it. */
export interface KnownCode {
  read(): Uint8Array | undefined;
  fresh(produce: () => Uint8Array): void;
}

/** Milliseconds that a pattern made at run time may take to be judged: the cell's whole thread waits. */
const JUDGING_MS = 1_000;

const symbols = {
  dispose: symbolOf("dispose"),
  asyncDispose: symbolOf("asyncDispose"),
};

/** One for the process: optimized once. */
const isRoomy = makeStackCheck(
  ASKED,
  (source) => new vm.Script(source, { filename: "cloister-stack-check.js" }).runInThisContext() as unknown,
);

/** Plans of realms by what is granted; scripts by name and body, so that a program is compiled once however many cells run it. */
const plans = new Map<string, Plan>();
const scripts = new Map<string, vm.Script>();
const SCRIPTS_KEPT = 256;
let inside: vm.Script | undefined;

/** @returns a realm of which nobody has seen anything yet. */
export function createRealm(options: RealmOptions): Realm {
  if (options.unmetered !== true) raiseInliningBudget();
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
  inside ??= new vm.Script(INSIDE_SOURCE, { filename: "cloister-inside.js" });
  const boot = inside.runInContext(context) as (birth: Birth) => Inside;
  const grants = `${options.features.proto} ${options.unmetered === true} ${options.optional.join(" ")}`;
  let objects: readonly object[] = [];
  let plan = plans.get(grants);
  const made = boot({
    options,
    symbols,
    isRoomy,
    proxyRoots,
    judge: (source, flags) => slowness(source, flags, JUDGING_MS),
    prepare(global, root) {
      if (plan === undefined) plans.set(grants, (plan = walk(global, root, permitsFor(options))));
      objects = replay(global, root, plan);
      const { arrayKinds, makers, intl } = plan;
      return { objects, arrayKinds, makers, intl };
    },
    finish: (tamed) => freezeRealm(objects, plan!, tamed),
  });
  return {
    inside: made,
    removed: plan!.removed,
    undecided: plan!.undecided,
    instantiate(body, filename, code) {
      // with the guards comes all that is left for the first program (inside/main.ts)
      void made.kit.guards;
      return scriptFor(body, filename, code).runInContext(context) as unknown;
    },
  };
}

/** The table without the optional intrinsics that are not granted, and without `__proto__` and its friends unless that feature is. */
function permitsFor({ optional, features }: RealmOptions): typeof PERMITS {
  const withheld = OPTIONAL_GLOBALS.filter((name) => !optional.includes(name));
  const granted = Object.entries(PERMITS).filter(([, permit]) => permit.optional === undefined || !withheld.includes(permit.optional));
  return Object.fromEntries(granted.map(([name, permit]) => [name, features.proto ? permit : withoutProto(permit)]));
}

const withoutProto = (permit: Permit): Permit =>
  permit.free === undefined
    ? permit
    : {
        ...permit,
        free: permit.free
          .split(" ")
          .filter((word) => !word.startsWith("__"))
          .join(" "),
      };

/** Least recently used scripts go first. */
function scriptFor(body: string, filename: string, code: KnownCode | undefined): vm.Script {
  const id = `${filename}\n${body}`;
  const script = scripts.get(id) ?? compile(body, filename, code);
  scripts.delete(id);
  scripts.set(id, script);
  if (scripts.size > SCRIPTS_KEPT) scripts.delete(scripts.keys().next().value!);
  return script;
}

function compile(body: string, filename: string, code: KnownCode | undefined): vm.Script {
  const cachedData = code?.read();
  const script = new vm.Script(body, {
    filename: GUEST_SCRIPT + filename,
    ...(cachedData !== undefined && { cachedData: Buffer.from(cachedData.buffer) }),
  });
  if (cachedData === undefined || script.cachedDataRejected === true) code?.fresh(() => script.createCachedData());
  return script;
}

/** A symbol that Node shares among its realms, or one for this process. */
function symbolOf(name: string): symbol {
  const known = (Symbol as unknown as Record<string, symbol | undefined>)[name];
  return known ?? Symbol(`Symbol.${name}`);
}
