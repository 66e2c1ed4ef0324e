import { promiseHooks } from "node:v8";
import { functionToString, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, objectPrototype, promiseThen } from "./inside/intrinsics.js";

/** A cell, as far as rejections are concerned. Raw values of guests are compared and handed on, nothing else. */
export interface RejectionOwner {
  /** What the chains of its realm end in. */
  readonly root: object;
  /** A promise of this cell was rejected with this raw reason, and nobody looked after it. */
  unhandled(reason: unknown): void;
}

/** By root, so that an owner lives exactly as long as its realm: a promise may be rejected long after the supervisor has forgotten the cell. */
const byRoot = new WeakMap<object, RejectionOwner>();
/** The roots of guests' Proxies, entered by the code inside (inside/proxy.ts): from out here nothing of a Proxy can be looked at. */
export const proxyRoots = new WeakMap<object, object>();
const LONGEST_CHAIN = 10_000;
let installed = false;

/** Looks after the unhandled rejections of a realm from now on. */
export function ownRejections(owner: RejectionOwner): void {
  install();
  byRoot.set(owner.root, owner);
}

/**
 * Keeps what happens to guests' promises away from the process.
 *
 * Node asks `process.emit` whether somebody looks after an unhandled rejection, and ends the process if not. We stand in front of `emit` rather than
 * listen: a listener would change, by its mere presence, what Node does about the host's own promises; so, in every mode of `--unhandled-rejections`,
 * what is not ours goes on exactly as before. Nor do the host's listeners get to hold raw objects of a guest.
 */
function install(): void {
  if (installed) return;
  installed = true;
  const strict = isStrict();
  if (strict) quieten();
  const emit = process.emit as (this: NodeJS.Process, event: string, ...args: unknown[]) => boolean;
  const guarded = function (this: NodeJS.Process, event: string, ...args: unknown[]): boolean {
    switch (event) {
      case "unhandledRejection": {
        const owner = ownerOf(args[1]);
        if (owner === undefined) break;
        if (owner !== "nobody") owner.unhandled(args[0]);
        return true;
      }
      case "rejectionHandled":
        if (ownerOf(args[0]) !== undefined) return true;
        break;
      case "multipleResolves":
        if (ownerOf(args[1]) !== undefined) return false;
        break;
      case "uncaughtException":
      case "uncaughtExceptionMonitor":
        // mode `strict` raises the reason itself before it emits `unhandledRejection`; in the others, what comes here is the host's promise
        if (strict && args[1] === "unhandledRejection" && ownerOf(args[0]) !== undefined) return true;
        break;
    }
    return Reflect.apply(emit, this, [event, ...args]);
  };
  process.emit = guarded as typeof process.emit;
}

const isStrict = (): boolean =>
  /--unhandled-rejections[= ]strict/.test(`${process.execArgv.join(" ")} ${process.env["NODE_OPTIONS"] ?? ""}`);

/**
 * For mode `strict`, in which Node raises the reason before it says whose promise it was: a primitive one cannot be told from the host's. So guests'
 * promises count as looked after from the start, by a reaction of ours, which costs every promise of the process some time, and events.
 */
function quieten(): void {
  const ours = new WeakSet<object>();
  const nothing = (): void => undefined;
  promiseHooks.onSettled((promise) => {
    if (ours.has(promise) || ownerOf(promise) === undefined) return;
    try {
      ours.add(promiseThen(promise, nothing, nothing));
    } catch {
      // a guest that shaped its promise so that it cannot be looked after
    }
  });
}

/**
 * Whose object it is, from the chain of prototypes, without running any of it: a cell's; a guest's of no particular cell, who has cut its object
 * loose (`nobody`); or not ours (undefined). A guest can point the chain at an object of its own, but not at the root of the host's realm or of
 * another one: those it does not hold, and it cannot make what looks like one, since the root of a realm has a native constructor called `Object`.
 */
function ownerOf(value: unknown): RejectionOwner | "nobody" | undefined {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return undefined;
  const end = endOf(value);
  if (end === objectPrototype) return undefined;
  return cellOf(end) ?? (isRealmRoot(end) ? undefined : "nobody");
}

/** Where the chain ends: in a root, or at a guest's Proxy; undefined if it is too long. */
function endOf(value: object): object | undefined {
  let end = value;
  for (let steps = 0; steps <= LONGEST_CHAIN; steps++) {
    if (proxyRoots.has(end)) return end;
    const parent = getPrototypeOf(end);
    if (parent === null) return end;
    end = parent;
  }
  return undefined;
}

const cellOf = (end: object | undefined): RejectionOwner | undefined =>
  end === undefined ? undefined : byRoot.get(proxyRoots.get(end) ?? end);

function isRealmRoot(root: object | undefined): boolean {
  const found = root && getOwnPropertyDescriptor(root, "constructor");
  if (found === undefined || !hasOwn(found, "value")) return false;
  const maker: unknown = found.value;
  if (typeof maker !== "function") return false;
  // a guest may hang its own realm's `Object` on a root of its making
  return cellOf(endOf(maker)) === undefined && functionToString(maker) === "function Object() { [native code] }";
}
