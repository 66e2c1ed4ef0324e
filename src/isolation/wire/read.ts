import { LONGEST_PATTERN } from "./nodes.js";
import type { Sink } from "../../runtime/membrane/inside/wire.js";

/** Something at the other end, as the message describes it. */
export interface RemoteDescription {
  readonly what: "function" | "promise" | "iterator" | "handle" | "bastion";
  readonly id: number;
  readonly name: string;
  readonly length: number;
  /** Of a bastion: functions by name. */
  readonly methods: ReadonlyMap<string, unknown>;
}

export interface MessageReader<Stub> {
  readonly sink: Sink;
  /** The next of the stubs that came with the message: one for each thing at the other end, in the order of nodes. */
  stub(): Stub;
  /** Our value for something at the other end. */
  remote(description: RemoteDescription, stub: Stub): object;
  /** Something of ours that comes home; throws if there is no such thing. */
  home(id: number): object;
}

/** Not what `writeMessage` writes: whoever sent it is not, or no longer, our own code. */
export class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

/**
 * Builds the values of a message.
 *
 * Attack: a guest that has broken its process sends what it likes. Each part is checked for its type before it is used, everything built is plain
 * data of ours, made by the same builders as in the membrane, and nothing recursive runs on the depth of what was sent.
 *
 * @throws MalformedMessage, or whatever a builder says to bad parts (a regular expression, a view): the same thing
 */
export function readMessage<Stub>(text: string, reader: MessageReader<Stub>): unknown {
  const { root, nodes } = record(JSON.parse(text));
  const written = list(nodes);
  const built: object[] = [];
  const { sink } = reader;

  const value = (given: unknown): unknown => {
    if (!Array.isArray(given)) {
      if (typeof given === "object" && given !== null) throw new MalformedMessage("an object where a value should be");
      return given;
    }
    if (given.length === 1) return refer(given[0]);
    const [tag, content] = given as unknown[];
    const content_ = string(content);
    switch (tag) {
      case "u":
        return undefined;
      case "n":
        return Number(content_);
      case "b":
        return bigInt(content_);
      case "k":
        return Symbol.for(content_);
      case "w":
        return wellKnown(content_);
      default:
        throw new MalformedMessage("an unknown kind of value");
    }
  };

  const refer = (index: unknown): object => {
    const found = typeof index === "number" ? built[index] : undefined;
    if (found === undefined) throw new MalformedMessage("a reference to nothing");
    return found;
  };

  // views, then bastions, need what they are made of first; all else is made empty and filled afterwards
  const later: (() => void)[] = [];
  const fillers: (() => void)[] = [];
  const make = (index: number, node: unknown[]): void => {
    const set = (object: object): object => (built[index] = object);
    switch (node[0]) {
      case "o":
      case "O": {
        const made = set(sink.object(node[0] === "O"));
        fillers.push(() => eachPair(list(node[1]), (key, part) => define(made, string(key), value(part))));
        return;
      }
      case "a": {
        const made = set(sink.array(count(node[1])));
        fillers.push(() => eachPair(list(node[2]), (at, part) => sink.element(made, count(at), value(part))));
        return;
      }
      case "m": {
        const made = set(sink.map());
        fillers.push(() => eachPair(list(node[1]), (key, part) => sink.mapEntry(made, value(key), value(part))));
        return;
      }
      case "s": {
        const made = set(sink.set());
        fillers.push(() => {
          for (const part of list(node[1])) sink.setValue(made, value(part));
        });
        return;
      }
      case "d":
        set(sink.date(number(value(node[1]))));
        return;
      case "r":
        set(sink.regExp(pattern(string(node[1])), string(node[2]), number(node[3])));
        return;
      case "x":
        set(sink.boxed(value(node[1]) as string));
        return;
      case "B":
        set(bufferOf(string(node[1]), sink));
        return;
      case "v":
        later.push(() => {
          const buffer = value(node[2]);
          if (!(buffer instanceof ArrayBuffer)) throw new MalformedMessage("a view of no buffer");
          set(sink.view(string(node[1]), buffer, count(node[3]), count(node[4])));
        });
        return;
      case "e": {
        const stack = value(node[3]);
        const made = set(sink.error(string(node[1]), string(node[2]), typeof stack === "string" ? stack : undefined));
        fillers.push(() => errorParts(made, list(node[4])));
        return;
      }
      case "R": {
        const description = { what: remoteKind(node[1]), id: number(node[2]), name: string(node[3]), length: number(value(node[4])) };
        const parts = list(node[5]);
        const stub = reader.stub();
        const finish = (): void => {
          const methods = new Map<string, unknown>();
          eachPair(parts, (name, method) => methods.set(string(name), value(method)));
          set(reader.remote({ ...description, methods }, stub));
        };
        if (description.what === "bastion") later.push(finish);
        else finish();
        return;
      }
      case "h":
        set(reader.home(number(node[1])));
        return;
      default:
        throw new MalformedMessage("an unknown kind of node");
    }
  };

  /** A callable `then` would be called by whoever awaits the object. Our own code leaves those behind. */
  const define = (made: object, key: string, part: unknown): void => {
    if (key === "then" && typeof part === "function") throw new MalformedMessage("a thenable");
    sink.define(made, key, part);
  };

  const errorParts = (made: object, parts: readonly unknown[]): void => {
    for (let i = 0; i + 2 < parts.length; i += 3) {
      const key = string(parts[i]);
      if (parts[i + 2] === true) define(made, key, value(parts[i + 1]));
      else sink.hide(made, key, value(parts[i + 1]));
    }
  };

  written.forEach((node, index) => make(index, list(node)));
  for (const finish of later) finish();
  for (const fill of fillers) fill();
  return value(root);
}

function bigInt(text: string): bigint {
  if (!/^-?0x[0-9a-f]+$/.test(text)) throw new MalformedMessage("no big integer where one should be");
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}

/** Engines take microseconds for a character of a pattern, and abort for want of memory. */
function pattern(source: string): string {
  if (source.length > LONGEST_PATTERN) throw new MalformedMessage("a pattern that is too long");
  return source;
}

const WELL_KNOWN = new Map<string, symbol>(
  Object.getOwnPropertyNames(Symbol).flatMap((name) => {
    const symbol: unknown = Object.getOwnPropertyDescriptor(Symbol, name)?.value;
    return typeof symbol === "symbol" ? [[name, symbol] as const] : [];
  }),
);

function wellKnown(name: string): symbol {
  const symbol = WELL_KNOWN.get(name);
  if (symbol === undefined) throw new MalformedMessage("an unknown symbol");
  return symbol;
}

const KINDS: readonly RemoteDescription["what"][] = ["function", "promise", "iterator", "handle", "bastion"];

function remoteKind(given: unknown): RemoteDescription["what"] {
  const kind = KINDS.find((known) => known === given);
  if (kind === undefined) throw new MalformedMessage("an unknown kind of remote object");
  return kind;
}

function bufferOf(text: string, sink: Sink): ArrayBuffer {
  const bytes = Buffer.from(text, "base64");
  const buffer = sink.buffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function eachPair(parts: readonly unknown[], each: (first: unknown, second: unknown) => void): void {
  for (let i = 0; i + 1 < parts.length; i += 2) each(parts[i], parts[i + 1]);
}

function record(given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null) throw new MalformedMessage("no message");
  return given as Readonly<Record<string, unknown>>;
}

function list(given: unknown): unknown[] {
  if (!Array.isArray(given)) throw new MalformedMessage("no list where one should be");
  return given;
}

function string(given: unknown): string {
  if (typeof given !== "string") throw new MalformedMessage("no text where some should be");
  return given;
}

function number(given: unknown): number {
  if (typeof given !== "number") throw new MalformedMessage("no number where one should be");
  return given;
}

/** A whole number that can be an index or a length. */
function count(given: unknown): number {
  const n = number(given);
  if (!Number.isInteger(n) || n < 0 || n > 4_294_967_295) throw new MalformedMessage("no index where one should be");
  return n;
}
