import { allowsSpecifier } from "../../policy/index.js";
import type { Policy } from "../../policy/types.js";
import type { Violation } from "../admit.js";
import { CellError } from "../errors.js";
import type { CellHooks, MaybePromise, Referrer } from "./cell-hooks.js";
import { isPath, joinPath, normalPath } from "./virtual-paths.js";

/** A module to be had: a host module of the cell's options (`host`), or an id for the hooks. */
export interface Resolved {
  readonly id: string;
  readonly host: boolean;
}

/**
 * From specifier to id. Every specifier passes here, static or not, so here the policy decides. A path must be allowed as written and
 * with its dots resolved: `./plugins/../secret.js` is not below `./plugins/*`.
 */
export class Resolver {
  /** What a referrer's specifier resolved to: the same ever after (ECMA-262 §16.2.1.10). */
  readonly #known = new Map<string, Resolved>();

  constructor(
    private readonly policy: Policy,
    private readonly hooks: CellHooks | undefined,
    private readonly hostModules: ReadonlySet<string>,
    /** Ids of modules that the supervisor gave as such: they can be imported by path, whether the hooks know of them or not. */
    private readonly given: ReadonlySet<string>,
    private readonly onViolation: (violation: Violation) => void = () => undefined,
  ) {}

  /**
   * @throws CellError `import-denied`, `module-not-found`; `module-load` with what the hook threw as cause.
   */
  resolve(specifier: string, referrer: Referrer | undefined): MaybePromise<Resolved> {
    this.#judge(specifier, referrer);
    if (this.hostModules.has(specifier)) return { id: specifier, host: true };
    const key = JSON.stringify([referrer?.id, referrer?.kind, specifier]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const remember = (found: string | undefined): Resolved => {
      const id = found ?? this.#given(specifier, referrer);
      if (id === undefined) throw notFound(specifier);
      if (typeof id !== "string") throw new CellError("module-load", `The hooks gave '${specifier}' an id that is no string`);
      const resolved = { id, host: false };
      this.#known.set(key, resolved);
      return resolved;
    };
    const answer = ask(specifier, () => this.#ask(specifier, referrer));
    return isPromise(answer) ? answer.then(remember) : remember(answer);
  }

  /** Forgets what resolved to an id. */
  forget(id: string): void {
    for (const [key, resolved] of this.#known) if (resolved.id === id) this.#known.delete(key);
  }

  #given(specifier: string, referrer: Referrer | undefined): string | undefined {
    const id = isPath(specifier) ? joinPath(referrer?.id, specifier) : undefined;
    return id !== undefined && this.given.has(id) ? id : undefined;
  }

  #judge(specifier: string, referrer: Referrer | undefined): void {
    const { enforce, modules } = this.policy;
    const { allow } = modules;
    const normal = isPath(specifier) ? withoutDots(specifier) : specifier;
    if (allowsSpecifier(allow, specifier) && allowsSpecifier(allow, normal)) return;
    if (enforce === "report") this.onViolation({ kind: "module", name: specifier, program: referrer?.id ?? "" });
    else throw new CellError("import-denied", `The policy does not allow importing '${specifier}'`);
  }

  #ask(specifier: string, referrer: Referrer | undefined): MaybePromise<string | undefined> {
    if (this.hooks === undefined) return undefined;
    if (this.hooks.resolve !== undefined) return this.hooks.resolve(specifier, referrer);
    return isPath(specifier) ? joinPath(referrer?.id, specifier) : specifier;
  }
}

/** `./a/../b` ⟶ `./b`, `../x/../b` ⟶ `../b`: what leads out of the start stays in front. */
function withoutDots(specifier: string): string {
  const parts: string[] = [];
  let up = 0;
  for (const part of specifier.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) up++;
  }
  if (specifier.startsWith("/")) return normalPath(specifier);
  return (up === 0 ? "./" : "../".repeat(up)) + parts.join("/");
}

export const notFound = (specifier: string): CellError => new CellError("module-not-found", `Cannot find module '${specifier}'`);

export const isPromise = <T>(value: MaybePromise<T>): value is PromiseLike<T> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/**
 * Asks a hook. What it throws, or rejects with, becomes the cause of a CellError `module-load`; a CellError passes as it is
 * (hooks say `module-not-found` that way).
 */
export function ask<T>(subject: string, hook: () => MaybePromise<T>): MaybePromise<T> {
  const fail = (cause: unknown): never => {
    if (cause instanceof CellError) throw cause;
    throw new CellError("module-load", `The hooks failed on '${subject}'`, { cause });
  };
  try {
    const answer = hook();
    return isPromise(answer) ? Promise.resolve(answer).catch(fail) : answer;
  } catch (cause) {
    return fail(cause);
  }
}

/** A hook's answer where it must be had at once. @throws CellError `async-hook` */
export function now<T>(answer: MaybePromise<T>, subject: string): T {
  if (!isPromise(answer)) return answer;
  // nobody will wait for it: its failure is no unhandled rejection
  Promise.resolve(answer).catch(() => undefined);
  throw new CellError("async-hook", `'${subject}' is needed at once, but the hooks answer with a promise`);
}
