import { bastionRecord } from "../bastion.js";
import { MEDIATED, type Mediated } from "../../contract/index.js";
import { CapabilityError, CellError, GuestError } from "../errors.js";
import type { Guards } from "../mediation.js";
import { GuestAccess, type RawAccess } from "./guest-access.js";
import { isStream, stepOf } from "./host-iterators.js";
import { makeCarrier } from "./inside/carry.js";
import { passes } from "./inside/passes.js";
import { makeSink } from "./inside/sink.js";
import type { Deferred, InsideMembrane, Port } from "./inside/wire.js";

/** Stands in the host for an object of a guest that is no plain data: a class instance, a Proxy. Hand it back, and the guest has its object again. */
export class GuestObject {
  toString(): string {
    return "[object GuestObject]";
  }
}

export interface MembraneOptions {
  /** The error for a cell that is over, by `meter.reason()`, or for a call that is. */
  terminated(reason: string, callOnly: boolean): Error;
  /** Told what could not cross, with the whole reason, which the guest does not get. */
  onRefused?(error: CapabilityError): void;
  /** Runs the synchronous part of an entry. Default: calls it. */
  entry?<T>(body: () => T): T;
  /** Told +1 when a promise of the host is pending in the guest, and -1 when it is settled. */
  onPending?(delta: 1 | -1): void;
}

type HostFunction = (...args: unknown[]) => unknown;

/**
 * The membrane's half in the host. Raw values of a guest are arguments and results here and nothing more: they are handed to the code
 * inside, which takes them apart. No property of one is read, no method called, and none is awaited, compared by content or printed.
 *
 * Values of the host are taken apart here and built anew by the code inside, so that the guest never holds one.
 */
export class Membrane {
  readonly #inside: InsideMembrane;
  readonly #options: MembraneOptions;
  readonly #carry: (value: unknown) => unknown;
  /** The error made last for the supervisor: whatever else comes out of the realm as a throw is not ours to show. */
  #announced: unknown;
  #guards: Guards = {};
  /** Originals of the guest by what the host has for them. */
  readonly #home = new WeakMap<object, unknown>();
  /** Errors of the host by their likes in the guest. */
  readonly #born = new WeakMap<object, unknown>();

  constructor(inside: InsideMembrane, options: MembraneOptions) {
    this.#inside = inside;
    this.#options = options;
    const home = this.#home;
    const sent = new WeakMap<object, unknown>();
    this.#carry = makeCarrier({
      sink: { ...inside.sink, deferred: (original: object) => this.#pend(inside.sink.deferred(original)) },
      home,
      sent,
      isProxy: () => false,
      charge: () => undefined,
      special: (value) => this.#facade(value, sent),
      patterns: RegExp.prototype,
      stray: (value) => {
        if (isStream(value)) {
          const there = inside.sink.iterator(value, true);
          sent.set(value, there);
          return there;
        }
        throw new CapabilityError(
          `an instance of ${className(value)} cannot enter a cell as it is: hand in a bastion of it, or plain data`,
        );
      },
      refuse: (message) => {
        throw new CapabilityError(message);
      },
      hidden: (key) => key === "then",
      lenient: true,
      stacks: false,
      settle: (deferred, ok, value) => this.#settle(deferred, ok, value),
    });
    inside.connect(this.#port(), Object.prototype);
  }

  /**
   * The guest's value for one of the host, raw.
   * @throws CapabilityError when it must not cross
   */
  toGuest(value: unknown): unknown {
    if (passes(value)) return value;
    try {
      return this.#carry(value);
    } catch (error) {
      throw this.#ours(error);
    }
  }

  /**
   * The host's value for a raw one.
   * @throws GuestError, or what `terminated` makes
   */
  toHost(raw: unknown): unknown {
    if (passes(raw)) return raw;
    try {
      return this.#inside.take(raw);
    } catch (error) {
      throw this.#presentable(error);
    }
  }

  /** Runs a function of the realm with converted arguments; the result stays inside, and its handle stands for it. */
  callInside(raw: unknown, args: readonly unknown[]): object {
    try {
      const list = this.#inside.sink.array(0);
      args.forEach((value, i) => this.#inside.sink.element(list, i, this.#out(value)));
      return this.adopt(this.#inside.callInside(raw, list));
    } catch (error) {
      throw this.#ours(error);
    }
  }

  /** A handle for a raw value of any kind: handed in, it is that value. */
  adopt(raw: unknown): object {
    const handle = Object.freeze(new GuestObject());
    this.#home.set(handle, raw);
    return handle;
  }

  /** A handle for an own data property of what a handle stands for. */
  member(handle: object, name: string): object {
    return this.adopt(this.#inside.member(this.#home.get(handle), name));
  }

  /** The host's error for something raw that was thrown. */
  thrown(raw: unknown): unknown {
    try {
      return this.#inside.takeThrown(raw);
    } catch (error) {
      return this.#presentable(error);
    }
  }

  /** What a supervisor may see of something that was thrown while the cell was being called. */
  #presentable(error: unknown): unknown {
    if (error !== undefined && error === this.#announced) {
      this.#announced = undefined;
      return error;
    }
    return new CellError("stack-exhausted", "the stack ran out in the cell");
  }

  /** Has these functions asked about what the guest does. */
  mediate(guards: Guards): void {
    this.#guards = { ...guards };
    for (const kind of MEDIATED) if (guards[kind] !== undefined) this.#inside.mediate(kind);
  }

  /** `[value]` of the guest's realm, or undefined. */
  #judge(kind: Mediated, raw: RawAccess): unknown {
    const { sink } = this.#inside;
    const lens = {
      identify: (raw: unknown): unknown => (passes(raw) ? raw : this.#identify(raw)),
      convert: (raw: unknown): unknown => this.toHost(raw),
    };
    const given = this.#guards[kind]?.(new GuestAccess(kind, raw, lens));
    if (given === undefined) return undefined;
    if (typeof given !== "object" || given === null || !("value" in given))
      throw new TypeError(`the guard ${kind} answers with nothing or with { value }`);
    const answer = sink.array(1);
    sink.element(answer, 0, this.#out(given.value));
    return answer;
  }

  #identify(raw: unknown): unknown {
    try {
      return this.#inside.identify(raw);
    } catch (error) {
      throw this.#presentable(error);
    }
  }

  /** The same, while the host's own code was converting: our errors are recognised by their private brand, all others may be the guest's realm's. */
  #ours(error: unknown): unknown {
    return CapabilityError.is(error) ? error : this.#presentable(error);
  }

  #facade(value: object, sent: WeakMap<object, unknown>): unknown {
    const record = bastionRecord(value);
    if (record === undefined) return undefined;
    const { sink } = this.#inside;
    const facade = sink.facade(value, record.name);
    sent.set(value, facade);
    for (const [name, method] of record.methods) sink.facadeMethod(facade, name, this.#carry(method));
    sink.facadeEnd(facade);
    return facade;
  }

  #pend(deferred: Deferred): Deferred {
    this.#options.onPending?.(1);
    return deferred;
  }

  /** Settles a guest's promise from one of the host, in a turn of the host. */
  #settle(deferred: Deferred, ok: boolean, value: unknown): void {
    this.#options.onPending?.(-1);
    try {
      if (ok) {
        let result;
        try {
          result = this.#out(value);
        } catch (error) {
          this.#inside.finish(deferred, false, this.#errorForGuest(error));
          return;
        }
        this.#inside.finish(deferred, true, result);
      } else this.#inside.finish(deferred, false, this.#errorForGuest(value));
    } catch {
      // no stack, or a guest's `then` that was cut short: its promise stays pending
    }
  }

  /** The guest's like of whatever the host threw: an error with name, message and cause, and no frame of the host. */
  #errorForGuest(error: unknown): unknown {
    if (CapabilityError.is(error)) {
      this.#options.onRefused?.(error);
      return this.#inside.sink.error("TypeError", "the host refused to let a value through", undefined);
    }
    let copy;
    try {
      copy = this.#carry(error);
    } catch {
      copy = this.#inside.sink.error(
        "Error",
        error instanceof Error ? error.message : "the host threw a value that cannot cross",
        undefined,
      );
    }
    if (typeof copy === "object" && copy !== null && typeof error === "object" && error !== null && !(error instanceof GuestError)) {
      this.#born.set(copy, error);
    }
    return copy;
  }

  /** Announces the error to the code inside, which lets nothing else through, and answers with it. */
  #announce(error: unknown): unknown {
    if (isOverflow(error)) this.#inside.chargeOverflow();
    const made = this.#errorForGuest(error);
    this.#inside.prepared(made);
    return made;
  }

  #out(result: unknown): unknown {
    return passes(result) ? result : this.#carry(result);
  }

  #port(): Port {
    const home = this.#home;
    const sink = makeSink({
      home,
      makeFunction: (original) => this.#makeFunction(original) as never,
      frozen: false,
      makeHandle: () => Object.freeze(new GuestObject()),
      makeDate: (time) => new Date(time),
      makeRegExp: (source, flags) => new RegExp(source, flags),
      step: (original, method, value) => {
        try {
          return this.#inside.step(original, method, this.#out(value));
        } catch (error) {
          throw this.#ours(error);
        }
      },
    });
    const announced = <E extends object>(error: E): E => {
      this.#announced = error;
      return error;
    };
    return {
      sink: {
        ...sink,
        deferred: (original) => {
          const made = sink.deferred(original);
          // the guest decides whether its promises are looked after: a rejection that nobody here waits for must not end the process
          (made.promise as Promise<unknown>).catch(() => undefined);
          return made;
        },
      },
      call0: (target) => {
        try {
          return this.#out((target as HostFunction)());
        } catch (error) {
          throw this.#announce(error);
        }
      },
      call1: (target, a) => {
        try {
          return this.#out((target as HostFunction)(a));
        } catch (error) {
          throw this.#announce(error);
        }
      },
      call2: (target, a, b) => {
        try {
          return this.#out((target as HostFunction)(a, b));
        } catch (error) {
          throw this.#announce(error);
        }
      },
      call3: (target, a, b, c) => {
        try {
          return this.#out((target as HostFunction)(a, b, c));
        } catch (error) {
          throw this.#announce(error);
        }
      },
      callList: (target, list) => {
        try {
          return this.#out(Reflect.apply(target as HostFunction, undefined, list as unknown[]));
        } catch (error) {
          throw this.#announce(error);
        }
      },
      step: (original, method, value) => {
        try {
          return this.#carry(stepPair(original as object, method, value));
        } catch (error) {
          throw this.#announce(error);
        }
      },
      mediate: (kind, target, key, args = [], receiver, role) => {
        try {
          return this.#judge(kind, { target, key, args, receiver, role });
        } catch (error) {
          throw this.#announce(error);
        }
      },
      guestError: (copy, original) => {
        // text even of what has an error's prototype and is something else: a typed array, a promise of the host
        const error = copy as Error;
        const name = typeof error.name === "string" ? error.name : "Error";
        const message = typeof error.message === "string" ? error.message : "";
        const cause = this.#born.get(original as object) ?? error.cause;
        const made = new GuestError(name, message, {
          stack: typeof error.stack === "string" && error.stack !== "" ? error.stack : `${name}: ${message}`,
          ...(cause === undefined ? {} : { cause }),
          value: "errors" in error ? error.errors : undefined,
        });
        home.set(made, original);
        return announced(made);
      },
      guestValue: (copy, original, crossed) => {
        const text = crossed ? textOf(copy) : "the guest threw a value that cannot cross";
        const made = new GuestError("", text, { stack: text, value: copy });
        if (original !== undefined) home.set(made, original);
        return announced(made);
      },
      terminated: (reason, callOnly) => announced(this.#options.terminated(reason, callOnly)),
      announce: (error) => announced(error as object),
    };
  }

  /** The host's face of a guest function. An arrow: `new` on it fails here, not in the guest. */
  #makeFunction(original: unknown): HostFunction {
    const inside = this.#inside;
    const call: HostFunction = (...args) => {
      try {
        switch (args.length) {
          case 0:
            return inside.call0(original);
          case 1:
            return inside.call1(original, this.#out(args[0]));
          case 2:
            return inside.call2(original, this.#out(args[0]), this.#out(args[1]));
          case 3:
            return inside.call3(original, this.#out(args[0]), this.#out(args[1]), this.#out(args[2]));
          default: {
            const list = inside.sink.array(0);
            args.forEach((value, i) => inside.sink.element(list, i, this.#out(value)));
            return inside.callList(original, list);
          }
        }
      } catch (error) {
        throw this.#ours(error);
      }
    };
    const { entry } = this.#options;
    return entry === undefined ? call : (...args) => entry(() => call(...args));
  }
}

/** One step of a host iterator, as `[done, value]`; for an asynchronous one a promise for it. */
function stepPair(original: object, method: "next" | "return", value: unknown): unknown {
  const result = stepOf(original, method, value);
  return "then" in result ? Promise.resolve(result).then(pairOf) : pairOf(result);
}

const pairOf = (result: IteratorResult<unknown>): unknown => [result.done === true, result.value];

const isOverflow = (error: unknown): boolean => error instanceof RangeError && error.message === "Maximum call stack size exceeded";

/** A message for a thrown value that is no error: it has been copied, so nothing of the guest's runs here. */
function textOf(copy: unknown): string {
  if (typeof copy === "string") return copy;
  return passes(copy) ? `the guest threw ${String(copy)}` : "the guest threw a value that is no error";
}

function className(value: object): string {
  const made: unknown = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)?.constructor;
  return typeof made === "function" && made.name !== "" ? made.name : "a class";
}
