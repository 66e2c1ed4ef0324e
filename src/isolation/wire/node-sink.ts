import type { Sink } from "../../runtime/membrane/inside/wire.js";
import { CapabilityError } from "../../runtime/errors.js";
import { LONGEST_PATTERN, type Node, type RemoteNode } from "./nodes.js";

/** The builders that the membrane's carrier works with, when the other realm is at the end of a channel: they build nodes. */
export function makeNodeSink(): Sink {
  const parts = (node: object): unknown[] => (node as { parts: unknown[] }).parts;
  const object = (bare: boolean): Node => ({ kind: "object", bare, parts: [] });
  const define = (target: object, key: string, value: unknown): void => void parts(target).push(key, value, true);
  return {
    object,
    define: (target, key, value) => {
      const node = target as Node;
      if (node.kind === "error") define(target, key, value);
      else parts(target).push(key, value);
    },
    pair: (key1, value1, key2, value2) => ({ kind: "object", bare: false, parts: [key1, value1, key2, value2] }) satisfies Node,
    array: (length) => ({ kind: "array", length, parts: [] }) satisfies Node,
    element: (target, index, value) => void parts(target).push(index, value),
    map: () => ({ kind: "map", parts: [] }) satisfies Node,
    mapEntry: (map, key, value) => void parts(map).push(key, value),
    set: () => ({ kind: "set", parts: [] }) satisfies Node,
    setValue: (set, value) => void parts(set).push(value),
    date: (time) => ({ kind: "date", time }) satisfies Node,
    regExp: (source, flags, last) => {
      if (source.length > LONGEST_PATTERN) throw new CapabilityError("a regular expression that is too long to cross");
      return { kind: "regexp", source, flags, last } satisfies Node;
    },
    boxed: (value) => ({ kind: "boxed", value }) satisfies Node,
    buffer: (byteLength) => new ArrayBuffer(byteLength),
    view: (type, buffer, offset, length) => ({ kind: "view", type, buffer, offset, length }) satisfies Node,
    error: (name, message, stack) => ({ kind: "error", name, message, stack, parts: [] }) satisfies Node,
    hide: (target, key, value) => void parts(target).push(key, value, false),
    deferred: () => {
      let resolve!: (value: unknown) => void;
      let reject!: (reason: unknown) => void;
      const original = new Promise<unknown>((yes, no) => {
        resolve = yes;
        reject = no;
      });
      // whoever is at the other end may never ask
      original.catch(() => undefined);
      return { promise: remoteNode("promise", original), resolve, reject };
    },
    iterator: (original) => remoteNode("iterator", original),
    wrapper: (original, name, length) => remoteNode("function", original as object, name, length),
    handle: (original) => remoteNode("handle", original),
    facade: (original, name) => remoteNode("bastion", original, name),
    facadeMethod: (facade, name, method) => void parts(facade).push(name, method),
    facadeEnd: () => undefined,
  };
}

export const remoteNode = (what: RemoteNode["what"], original: object, name = "", length = 0): RemoteNode => ({
  kind: "remote",
  what,
  original,
  name,
  length,
  parts: [],
});
