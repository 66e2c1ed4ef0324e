/**
 * What the two halves of the membrane say to each other. Each realm has a `Sink`, which builds values of that realm, and a carrier
 * (`carry.ts`), which takes values of that realm apart and has the other realm's sink build their likes. So every object is read by code of its own
 * realm and made by code of its own realm; only primitives and half-built copies, seen by our code alone, pass between.
 */

import type { Mediated } from "../../../contract/guards.js";
import type { Role } from "../../realm/inside/mediator.js";

/** A promise and the functions that settle it, all of one realm; null prototype. */
export interface Deferred {
  readonly promise: object;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** The builders of one realm, called from the other. Arguments are primitives, or objects that this sink has made, unless said otherwise. */
export interface Sink {
  object(bare: boolean): object;
  /** Defines (never assigns) an ordinary data property. */
  define(target: object, key: string, value: unknown): void;
  /** A new object with two data properties: the commonest argument, in one step. */
  pair(key1: string, value1: unknown, key2: string, value2: unknown): object;
  array(length: number): object;
  element(target: object, index: number, value: unknown): void;
  map(): object;
  mapEntry(map: object, key: unknown, value: unknown): void;
  set(): object;
  setValue(set: object, value: unknown): void;
  date(time: number): object;
  regExp(source: string, flags: string, lastIndex: number): object;
  boxed(value: string | number | boolean | bigint): object;
  buffer(byteLength: number): ArrayBuffer;
  view(kind: string, buffer: ArrayBuffer, byteOffset: number, length: number): object;
  /** An error of the class of that name, if the language has one; else an Error with that name. `stack` replaces its own, if given. */
  error(name: string, message: string, stack: string | undefined): object;
  /** Defines a hidden data property: `cause`, `errors`. */
  hide(target: object, key: string, value: unknown): void;
  /** A promise that stands for `original`. */
  deferred(original: object): Deferred;
  /** An iterator whose `next` and `return` call `step(original, method, value)` in the other realm. */
  iterator(original: object, asynchronous: boolean): object;
  /** @param original raw function of the other realm: called, never looked at. */
  wrapper(original: unknown, name: string, length: number): object;
  /** A frozen, empty object that stands for the original. */
  handle(original: object): object;
  /** An object with the methods given one by one to `facadeMethod`, then frozen by `facadeEnd`. */
  facade(original: object, name: string): object;
  facadeMethod(facade: object, name: string, method: unknown): void;
  facadeEnd(facade: object): void;
}

/** What the host lends to the code inside. Called with raw host functions that only our code holds. */
export interface Port {
  readonly sink: Sink;
  /** Calls a host function with arguments of the host's realm; answers with, or throws, a value for the guest. */
  call0(target: unknown): unknown;
  call1(target: unknown, a: unknown): unknown;
  call2(target: unknown, a: unknown, b: unknown): unknown;
  call3(target: unknown, a: unknown, b: unknown, c: unknown): unknown;
  callList(target: unknown, list: object): unknown;
  /** One step of a host iterator; answers `[done, value]` as an array of the guest, or a promise of the guest for one. */
  step(original: object, method: "next" | "return", value: unknown): unknown;
  /**
   * Asks the supervisor's guard about an access. Target, receiver and arguments are raw: the host half converts what the guard looks at. `[value]`, an array of
   * the guest's realm, or undefined.
   */
  mediate(
    kind: Mediated,
    target: unknown,
    key: PropertyKey | undefined,
    args: readonly unknown[] | undefined,
    receiver: unknown,
    role: Role | undefined,
  ): unknown;
  /** The host's error for what a guest threw: `copy` is the carried error, `original` the raw one, for its way home. */
  guestError(copy: unknown, original: unknown): object;
  /** The host's error for a guest's thrown value that is no error; `copy` is the carried value, undefined if it could not cross. */
  guestValue(copy: unknown, original: unknown, crossed: boolean): object;
  /** The host's error that says that the cell, or just the call, is over. */
  terminated(reason: string, callOnly: boolean): object;
  /** Tells the host half that this error of its own may be thrown to it. */
  announce(error: unknown): unknown;
}

/** What the code inside offers to the host half. Raw values of the realm go in; values and errors of the host come out. */
export interface InsideMembrane {
  connect(port: Port, hostRoot: object): void;
  readonly sink: Sink;
  /** Calls a guest function with arguments of the realm, within an entry of the meter. */
  call0(target: unknown): unknown;
  call1(target: unknown, a: unknown): unknown;
  call2(target: unknown, a: unknown, b: unknown): unknown;
  call3(target: unknown, a: unknown, b: unknown, c: unknown): unknown;
  callList(target: unknown, list: object): unknown;
  step(original: object, method: "next" | "return", value: unknown): unknown;
  /** The same, with the raw result: for libraries of ours whose values stay inside. */
  callInside(target: unknown, list: object): unknown;
  /** An own data property, raw. */
  member(value: unknown, name: string): unknown;
  /** Has the supervisor asked about accesses of that kind. */
  mediate(kind: Mediated): void;
  /** What stands for a raw value in the host, always the same and never a copy: primitives and the host's own as they are, functions wrapped, a handle for the rest. */
  identify(value: unknown): unknown;
  /** The host's value for a raw one. Throws the host's error where it cannot cross. */
  take(value: unknown): unknown;
  /** The host's error for a raw thrown value. Never throws a raw value. */
  takeThrown(value: unknown): unknown;
  /** Charges for a host call that ran the stack out: little fuel by steps, and a millisecond each. */
  chargeOverflow(): void;
  /** Tells the wrappers that this error of the realm was made for the guest and may be thrown to it. */
  prepared(error: unknown): void;
  /** Settles a promise of the realm. Resolving may look up `then` on a guest's own object: in an entry, since that is guest code. */
  finish(deferred: Deferred, ok: boolean, value: unknown): void;
  /** Budget of calls from the guest to the host; added to what is left. */
  addHostCalls(count: number): void;
  /** Budget of such calls for each call from the host. */
  limitHostCalls(count: number): void;
  hostCalls(): number;
}
