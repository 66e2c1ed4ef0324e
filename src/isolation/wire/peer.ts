import { RpcSession, RpcStub } from "capnweb";
import { bastion, bastionRecord } from "../../runtime/bastion.js";
import { CapabilityError } from "../../runtime/errors.js";
import { isStream, stepOf } from "../../runtime/membrane/host-iterators.js";
import { makeCarrier } from "../../runtime/membrane/inside/carry.js";
import { makeSink } from "../../runtime/membrane/inside/sink.js";
import type { Deferred, Sink } from "../../runtime/membrane/inside/wire.js";
import { GuestObject } from "../../runtime/membrane/host.js";
import { ChannelEnded } from "./channel-ended.js";
import { describeError, reviveError, type MakeDiagnosticsError } from "./describe-error.js";
import { Exported, Exports, type Packet } from "./exports.js";
import { makeNodeSink, remoteNode } from "./node-sink.js";
import type { HomeNode, RemoteNode } from "./nodes.js";
import type { QueueTransport } from "./queue-transport.js";
import { MalformedMessage, readMessage, type RemoteDescription } from "./read.js";
import { writeMessage } from "./write.js";

export interface PeerOptions {
  readonly transport: QueueTransport;
  /** What the other end may ask for by name. May throw, may promise. */
  serve(method: string, args: readonly unknown[]): unknown;
  readonly makeDiagnosticsError: MakeDiagnosticsError;
  /** Whether stacks of errors go along: out of a cell they are the guest's, out of the supervisor they are nobody's business. */
  readonly stacks: boolean;
  /** Told when a message came that our own code at the other end does not send. */
  onMalformed(error: unknown): void;
  /** Stands round every call to the other end, with its result read: deadlines, and what errors become. */
  guard?<T>(call: () => Promise<T>, patience: Patience): Promise<T>;
  /** Told once when the channel has ended, whoever ended it. */
  onEnded?(): void;
}

/**
 * How long a call may take: `brief` within the deadline, `pulse` a little longer, `long` as long as it likes, `idle` the same and without keeping
 * the process alive meanwhile (a promise that may never be settled).
 */
export type Patience = "brief" | "long" | "idle" | "pulse";

/** A stub as we use it: one method, and a way to let go. */
interface Stub extends Disposable {
  call(text: string, ...stubs: unknown[]): Promise<Packet>;
  dup(): Stub;
  onRpcBroken(callback: (error: unknown) => void): void;
}

type HostFunction = (...args: unknown[]) => unknown;

/**
 * One end of a channel between a supervisor and a cell that runs elsewhere: values cross as through the membrane (taken apart by the same code),
 * functions, promises, iterators and bastions stay where they are and are called over `capnweb`.
 *
 * What comes home is itself again; what crosses twice is the same thing both times, as long as somebody holds it. Once the garbage collector
 * has taken the likeness, the original is let go of.
 */
export class Peer {
  readonly #options: PeerOptions;
  readonly #exports = new Exports();
  readonly #likenesses = new Map<number, WeakRef<object>>();
  readonly #main: Stub;
  readonly #carry: (value: unknown) => unknown;
  readonly #sink: Sink;
  /** Likenesses → what brings them home. */
  readonly #home = new WeakMap<object, unknown>();
  readonly #sent = new WeakMap<object, unknown>();
  readonly #collected = new FinalizationRegistry<{ readonly id: number; readonly stub: Stub }>(({ id, stub }) => {
    if (this.#likenesses.get(id)?.deref() === undefined) this.#likenesses.delete(id);
    dispose(stub);
  });

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#carry = makeCarrier({
      sink: makeNodeSink(),
      home: this.#home,
      sent: this.#sent,
      isProxy: () => false,
      charge: () => undefined,
      special: (value) => this.#special(value),
      patterns: RegExp.prototype,
      stray: (value) => {
        if (isStream(value)) {
          const node = remoteNode("iterator", value);
          this.#sent.set(value, node);
          return node;
        }
        throw new CapabilityError("an instance of a class cannot enter a cell as it is: hand in a bastion of it, or plain data");
      },
      refuse: (message) => {
        throw new CapabilityError(message);
      },
      hidden: (key) => key === "then",
      lenient: true,
      stacks: options.stacks,
      settle: (deferred: Deferred, ok, value) => (ok ? deferred.resolve(value) : deferred.reject(value)),
    });
    this.#sink = makeSink({
      home: new WeakMap(),
      makeFunction: (stub) => this.#remoteFunction(stub as Stub),
      frozen: false,
      makeHandle: () => Object.freeze(new GuestObject()),
      makeDate: (time) => new Date(time),
      makeRegExp: (source, flags) => new RegExp(source, flags),
      step: (stub, method, value) => this.#callRemote(stub as Stub, [method, value]),
    });
    const main = new Exported(0, this, "main", this.#answer, () => undefined);
    const session = new RpcSession(options.transport, main);
    this.#main = session.getRemoteMain() as unknown as Stub;
    this.#main.onRpcBroken(() => options.onEnded?.());
  }

  /**
   * Asks the other end.
   * @throws what it answers, or ChannelEnded
   */
  call(method: string, argument?: unknown, patience: Patience = "brief"): Promise<unknown> {
    return this.#callRemote(this.#main, [method, argument], patience);
  }

  /** Things of ours that the other end holds. */
  get exported(): number {
    return this.#exports.size;
  }

  #callRemote(stub: Stub, args: readonly unknown[], patience: Patience = "brief"): Promise<unknown> {
    const call = (): Promise<unknown> => this.#exchange(stub, args);
    return this.#options.guard === undefined ? call() : this.#options.guard(call, patience);
  }

  async #exchange(stub: Stub, args: readonly unknown[]): Promise<unknown> {
    const { text, stubs } = this.#write(args);
    let answered: Packet;
    try {
      answered = await stub.call(text, ...stubs);
    } catch {
      // our own code answers failures like results: this is the channel's
      throw new ChannelEnded();
    }
    const [ok, result] = this.#read(answered) as readonly [ok: boolean, result: unknown];
    if (ok) return result;
    throw reviveError(result, this.#options.makeDiagnosticsError, (error, origin) => this.#home.set(error, this.#home.get(origin)));
  }

  /** Answers a call from the other end. */
  readonly #answer = async (exported: Exported, text: string, stubs: readonly unknown[]): Promise<Packet> => {
    let args: readonly unknown[];
    try {
      // stubs in arguments are let go of when the call ends, unless they are duplicated
      const kept = stubs.map((stub) => asStub(stub).dup());
      args = this.#read({ text, stubs: kept }) as readonly unknown[];
      if (!Array.isArray(args)) throw new MalformedMessage("no arguments");
    } catch (error) {
      this.#options.onMalformed(error);
      return this.#write([false, { type: "cell", code: "integrity", message: "malformed message" }]);
    }
    try {
      return this.#write([true, await this.#perform(exported, args)]);
    } catch (error) {
      return this.#describe(error);
    }
  };

  #describe(error: unknown): Packet {
    const origin = (guestError: object): object => {
      this.#sent.set(guestError, remoteNode("handle", guestError));
      return guestError;
    };
    try {
      return this.#write([false, describeError(error, origin, (own) => this.#home.has(own))]);
    } catch {
      return this.#write([false, { type: "other", error: new Error("an error that cannot cross") }]);
    }
  }

  #perform(exported: Exported, args: readonly unknown[]): unknown {
    const { original, what } = Exported.partsOf(exported);
    switch (what) {
      case "main":
        return this.#options.serve(String(args[0]), args.slice(1));
      case "function":
        return Reflect.apply(original as HostFunction, undefined, args);
      case "promise":
        return original;
      case "iterator":
        return stepPair(original as object, args[0] === "return" ? "return" : "next", args[1]);
      default:
        throw new CapabilityError("this cannot be called");
    }
  }

  #write(value: unknown): { readonly text: string; readonly stubs: readonly Exported[] } {
    const stubs: Exported[] = [];
    const text = writeMessage(this.#carry(value), (node: RemoteNode) => {
      const exported = this.#exports.lease(node.original, node.what, this.#answer);
      stubs.push(exported);
      return Exported.partsOf(exported).id;
    });
    return { text, stubs };
  }

  #read({ text, stubs }: Packet): unknown {
    let next = 0;
    try {
      return readMessage(String(text), {
        sink: this.#sink,
        stub: () => asStub(stubs[next++]),
        remote: (description, stub) => this.#likeness(description, stub),
        home: (id) => {
          const original = this.#exports.original(id);
          if (original === undefined) throw new MalformedMessage("nothing of that number is ours");
          return original;
        },
      });
    } catch (error) {
      this.#options.onMalformed(error);
      throw error;
    }
  }

  #likeness(description: RemoteDescription, stub: Stub): object {
    const { id, what, name, length, methods } = description;
    const known = this.#likenesses.get(id)?.deref();
    if (known !== undefined) {
      dispose(stub);
      return known;
    }
    const made = this.#make({ what, name, length, methods }, stub);
    this.#home.set(made, { kind: "home", id } satisfies HomeNode);
    this.#likenesses.set(id, new WeakRef(made));
    this.#collected.register(made, { id, stub });
    return made;
  }

  #make({ what, name, length, methods }: Omit<RemoteDescription, "id">, stub: Stub): object {
    switch (what) {
      case "function":
        return this.#sink.wrapper(stub, name, length);
      case "handle":
        return this.#sink.handle({});
      case "promise": {
        const promise = this.#callRemote(stub, [], "idle");
        // as in the membrane: a rejection that nobody here waits for must not end the process
        promise.catch(() => undefined);
        return promise;
      }
      case "iterator":
        return this.#sink.iterator(stub, true);
      case "bastion": {
        const target: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
        for (const [method, call] of methods) {
          if (typeof call !== "function") throw new MalformedMessage("a method that is no function");
          Object.defineProperty(target, method, { value: call, enumerable: true });
        }
        // the prototype makes it an object whose methods are found; the names were filtered where the target lives
        return bastion(Object.setPrototypeOf(target, {}) as object, { methods: [...methods.keys()] as never[], name });
      }
    }
  }

  /** The likeness of a function at the other end: its answers come as promises. */
  #remoteFunction(stub: Stub): (...args: never[]) => unknown {
    return (...args: unknown[]): Promise<unknown> => {
      const answer = this.#callRemote(stub, args);
      answer.catch(() => undefined);
      return answer;
    };
  }

  /** What is not what it looks like: handles of guests' objects, and bastions. */
  #special(value: object): unknown {
    if (value instanceof GuestObject) return remoteNode("handle", value);
    const record = bastionRecord(value);
    if (record === undefined) return undefined;
    const node = remoteNode("bastion", value, record.name);
    this.#sent.set(value, node);
    for (const [name, method] of record.methods) node.parts.push(name, this.#carry(method));
    return node;
  }
}

/** A step, as the other end wants it. */
async function stepPair(original: object, method: "next" | "return", value: unknown): Promise<unknown> {
  const { done, value: answer } = await stepOf(original, method, value);
  return [done === true, answer];
}

/** Only real stubs: a peer that has gone astray may send anything in their place. */
function asStub(given: unknown): Stub {
  if (!(given instanceof RpcStub)) throw new MalformedMessage("no stub where one should be");
  return given as unknown as Stub;
}

function dispose(stub: Stub): void {
  stub[Symbol.dispose]();
}
