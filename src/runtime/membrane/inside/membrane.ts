import {
  apply,
  asyncIteratorPrototype,
  create,
  errorPrototype,
  freeze,
  RangeErrorOf,
  symbolDescription,
  TypeErrorOf,
  weakMapGet,
  WeakMapOf,
  weakMapSet,
} from "../../realm/inside/intrinsics.js";
import type { Kit } from "../../realm/inside/kit.js";
import type { Ask } from "../../realm/inside/mediator.js";
import { makeCarrier } from "./carry.js";
import { descendsFrom, ownData, rootOf } from "./data-of.js";
import { passes } from "./passes.js";
import { isSharedSymbol } from "./shared-symbols.js";
import { makeSink } from "./sink.js";
import type { Deferred, InsideMembrane, Port } from "./wire.js";

/** Depth and fuel that a call to the host costs: room for the host function's own frames. */
const CALL_WEIGHT = 16;

/** Fuel that an overflow of the native stack costs: it takes about as long as so many steps, and a guest can provoke one by a single call. */
const OVERFLOW_COST = 200_000;

/** Functions under these names stay behind: a host calls them without meaning to (`await`, `JSON.stringify`, string conversion). */
function isImplicit(key: string): boolean {
  switch (key) {
    case "then":
    case "toJSON":
    case "toString":
    case "valueOf":
      return true;
    default:
      return false;
  }
}

/**
 * The membrane's half inside the realm. Every callable and every object that a guest gets from the host is made here; every value of the guest
 * that the host gets is taken apart here.
 *
 * Attacks: a host function that throws (its own error, or a RangeError of the *host's* realm because the guest called it at the edge of the stack,
 * `escape/stack-overflow-at-edge`), a result that was not converted, a thenable or getter that runs when the host looks. What stops them: each
 * call to the host stands in a `try` that lets through only what has been announced by `prepared`, and makes everything else anew;
 * arguments and results are primitives or have passed a carrier.
 */
export function makeMembrane(kit: Kit): InsideMembrane {
  const { meter, isProxy } = kit;
  const enter = kit.guards.enter as (weight: number) => number;
  const leave = kit.guards.leave as (depth: number, value?: unknown) => unknown;
  const alive = kit.guards.alive as () => void;

  const home = new WeakMapOf<object, unknown>();
  const sent = new WeakMapOf<object, unknown>();
  let port: Port;
  let hostRoot: object | undefined;
  /** The value of this realm that may be thrown to the guest next, if any. */
  let announced: unknown;
  let isAnnounced = false;
  let calls = 0;
  let budget = Infinity;
  /** Host calls that one call from the host may make, the present one's number, and how many there had been when it began. */
  let callBudget = Infinity;
  let call = 0;
  let callsBefore = 0;

  const prepared = (error: unknown): void => {
    announced = error;
    isAnnounced = true;
  };

  const refuse = (message: string): never => {
    const error = new TypeErrorOf(message);
    prepared(error);
    throw error;
  };

  /** What the guest gets to see of an error that came up while the host was being called. */
  const presentable = (error: unknown): unknown => {
    if (isAnnounced && error === announced) {
      isAnnounced = false;
      announced = undefined;
      return error;
    }
    if (meter.isTermination(error)) return error;
    meter.charge(OVERFLOW_COST);
    return new RangeErrorOf("Maximum call stack size exceeded");
  };

  const countCall = (): void => {
    calls++;
    if (callBudget < Infinity) {
      if (meter.calls() !== call) {
        call = meter.calls();
        callsBefore = calls - 1;
      }
      if (calls - callsBefore > callBudget) {
        meter.interrupt("quota");
        alive();
      }
    }
    if (calls <= budget) return;
    meter.terminate("quota");
    alive();
  };

  /**
   * The guest's face of a host function. A method of a literal: not a constructor, so that `new` and `Reflect.construct` find nothing of
   * the host's to build on. Up to three arguments travel without an array.
   */
  const makeFunction = (original: unknown) =>
    ({
      wrapper(a: unknown, b: unknown, c: unknown): unknown {
        const depth = enter(CALL_WEIGHT);
        let result: unknown;
        try {
          countCall();
          switch (arguments.length) {
            case 0:
              result = port.call0(original);
              break;
            case 1:
              result = port.call1(original, passes(a) ? a : carry(a));
              break;
            case 2:
              result = port.call2(original, passes(a) ? a : carry(a), passes(b) ? b : carry(b));
              break;
            case 3:
              result = port.call3(original, passes(a) ? a : carry(a), passes(b) ? b : carry(b), passes(c) ? c : carry(c));
              break;
            default: {
              const list = port.sink.array(0);
              // eslint-disable-next-line prefer-rest-params -- a rest array would be made for every call
              for (let i = 0; i < arguments.length; i++) port.sink.element(list, i, carry(arguments[i]));
              result = port.callList(original, list);
            }
          }
        } catch (error) {
          leave(depth);
          throw presentable(error);
        }
        leave(depth);
        alive();
        return result;
      },
    }).wrapper;

  const step = (original: object, method: "next" | "return", value: unknown): unknown => {
    const depth = enter(CALL_WEIGHT);
    let result: unknown;
    try {
      countCall();
      result = port.step(original, method, carry(value));
    } catch (error) {
      leave(depth);
      throw presentable(error);
    }
    leave(depth);
    alive();
    return result;
  };

  /** Asks the supervisor. Not counted among the guest's calls to the host, but charged as one. */
  const ask: Ask = (kind, target, key, args, receiver, role) => {
    const depth = enter(CALL_WEIGHT);
    let answer: unknown;
    try {
      answer = port.mediate(kind, target, key, args, receiver, role);
    } catch (error) {
      leave(depth);
      throw presentable(error);
    }
    leave(depth);
    alive();
    return answer as ReturnType<Ask>;
  };

  const handles = new WeakMapOf<object, unknown>();
  const identify = (value: unknown): unknown => {
    if (passes(value)) return value;
    if (typeof value === "symbol") return isSharedSymbol(value) ? value : `Symbol(${symbolDescription(value) ?? ""})`;
    const known = weakMapGet(home, value as object) ?? weakMapGet(sent, value as object) ?? weakMapGet(handles, value as object);
    if (known !== undefined) return known;
    if (typeof value === "function") return carry(value);
    const handle = port.sink.handle(value as object);
    weakMapSet(handles, value as object, handle);
    return handle;
  };

  const sink = makeSink({
    home,
    makeFunction: makeFunction as never,
    frozen: true,
    makeHandle: () => freeze(create(null) as object),
    makeDate: kit.makeDate,
    makeRegExp: (source, flags) => kit.regExps.adopt(source, flags),
    step,
  });

  /** Runs in a later turn, called by the engine: must not throw, and shows the guest nothing. */
  const settle = (deferred: Deferred, ok: boolean, value: unknown): void => {
    const mark = meter.entry();
    try {
      if (ok) deferred.resolve(passes(value) ? value : carry(value));
      else deferred.reject(thrown(value));
    } catch (error) {
      try {
        deferred.reject(thrown(error));
      } catch {
        // no stack left even for that: the promise stays pending
      }
    }
    meter.exit(mark);
  };

  let carry: (value: unknown) => unknown = () => undefined;

  const connect = (given: Port, root: object): void => {
    port = given;
    hostRoot = root;
    carry = makeCarrier({
      sink: port.sink,
      home,
      sent,
      isProxy,
      charge: (units) => meter.charge(units),
      special: () => undefined,
      patterns: kit.regExps.prototype,
      stray(value) {
        const handle = port.sink.handle(value);
        weakMapSet(sent, value, handle);
        return handle;
      },
      refuse,
      hidden: isImplicit,
      lenient: false,
      stacks: true,
      settle,
    });
  };

  /** The host's error that says that cell or call are over, if they are. */
  const ending = (): object | undefined => {
    const reason = meter.reason();
    if (reason !== undefined) return port.terminated(reason, false);
    const interruption = meter.interruption();
    return interruption === undefined ? undefined : port.terminated(interruption, true);
  };

  /** The host's error for whatever came up while guest code ran. */
  const thrown = (error: unknown): unknown => {
    const over = ending() ?? (meter.isTermination(error) ? port.terminated(meter.terminationOf(error)!, true) : undefined);
    if (over !== undefined) return over;
    if (isHosts(error)) return port.announce(error);
    try {
      if (typeof error === "object" && error !== null && descendsFrom(error, errorPrototype, isProxy))
        return port.guestError(carry(error), error);
      return port.guestValue(carry(error), error, true);
    } catch {
      return port.guestValue(undefined, error, false);
    }
  };

  /** The host's own error, on its way to the host through our frames alone. */
  const isHosts = (error: unknown): boolean => typeof error === "object" && error !== null && rootOf(error, isProxy) === hostRoot;

  /** Begins an entry from the host, unless the cell is over. */
  const begin = (): number => {
    const reason = meter.reason();
    if (reason !== undefined) throw port.terminated(reason, false);
    try {
      return meter.entry();
    } catch (error) {
      throw thrown(error);
    }
  };

  /** What guest code answered, unless cell or call came to their end meanwhile: whatever the guest did with the termination, it is not over it. */
  const answer = (result: unknown): unknown => {
    const over = ending();
    if (over !== undefined) throw over;
    return passes(result) ? result : carry(result);
  };

  type Callable = (...args: unknown[]) => unknown;

  return {
    connect,
    sink,
    call0(target) {
      const mark = begin();
      try {
        const result = (target as Callable)();
        return answer(result);
      } catch (error) {
        throw thrown(error);
      } finally {
        meter.exit(mark);
      }
    },
    call1(target, a) {
      const mark = begin();
      try {
        const result = (target as Callable)(a);
        return answer(result);
      } catch (error) {
        throw thrown(error);
      } finally {
        meter.exit(mark);
      }
    },
    call2(target, a, b) {
      const mark = begin();
      try {
        const result = (target as Callable)(a, b);
        return answer(result);
      } catch (error) {
        throw thrown(error);
      } finally {
        meter.exit(mark);
      }
    },
    call3(target, a, b, c) {
      const mark = begin();
      try {
        const result = (target as Callable)(a, b, c);
        return answer(result);
      } catch (error) {
        throw thrown(error);
      } finally {
        meter.exit(mark);
      }
    },
    callList(target, list) {
      const mark = begin();
      try {
        return answer(apply(target as Callable, undefined, list as unknown[]));
      } catch (error) {
        throw thrown(error);
      } finally {
        meter.exit(mark);
      }
    },
    callInside(target, list) {
      const mark = begin();
      try {
        return apply(target as Callable, undefined, list as unknown[]);
      } catch (error) {
        throw thrown(error);
      } finally {
        meter.exit(mark);
      }
    },
    member: (value, name) => (passes(value) || typeof value === "symbol" || isProxy(value) ? undefined : ownData(value as object, name)),
    step(original, method, value) {
      const mark = begin();
      try {
        return answer(stepOf(original as StepTarget, method, value));
      } catch (error) {
        throw thrown(error);
      } finally {
        meter.exit(mark);
      }
    },
    mediate(kind) {
      kit.mediator.wanted[kind] = true;
      kit.mediator.ask = ask;
    },
    identify,
    take(value) {
      const mark = begin();
      try {
        return carry(value);
      } catch (error) {
        throw thrown(error);
      } finally {
        meter.exit(mark);
      }
    },
    takeThrown(value) {
      const mark = meter.entry();
      try {
        return thrown(value);
      } finally {
        meter.exit(mark);
      }
    },
    prepared,
    chargeOverflow: () => meter.charge(OVERFLOW_COST),
    finish(deferred, ok, value) {
      const mark = meter.entry();
      try {
        if (ok) deferred.resolve(value);
        else deferred.reject(value);
      } finally {
        meter.exit(mark);
      }
    },
    addHostCalls(count) {
      budget = budget === Infinity ? calls + count : budget + count;
    },
    limitHostCalls(count) {
      callBudget = count;
    },
    hostCalls: () => calls,
  };
}

interface StepTarget {
  next?(value: unknown): unknown;
  return?(value: unknown): unknown;
}

/**
 * One step of a guest's iterator, as `[done, value]`; for an asynchronous one a promise for it. Reading `next`, `done` and `value` may run guest code:
 * it is the guest's turn here, and the meter counts.
 */
function stepOf(original: StepTarget, method: "next" | "return", value: unknown): unknown {
  const f: unknown = original[method];
  if (typeof f !== "function") {
    const none: unknown[] = [true, undefined];
    return none;
  }
  const result = apply(f as (value: unknown) => unknown, original, [value]) as { done?: unknown; value?: unknown };
  if (descendsFrom(original, asyncIteratorPrototype, () => false)) return asyncPair(result);
  const pair: unknown[] = [result.done ? true : false, result.value];
  return pair;
}

async function asyncPair(pending: unknown): Promise<unknown[]> {
  const result = (await pending) as { done?: unknown; value?: unknown };
  return [result.done ? true : false, result.value];
}
