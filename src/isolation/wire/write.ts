import { isNode, type Node, type RemoteNode } from "./nodes.js";

/**
 * A message as text: `{ root, nodes }` in JSON. A value is written as itself (string, boolean, null, ordinary number), as `[index]` of a node, or as
 * `[tag, text]`; nodes are written flat, so that no nesting of data nests the text and cycles are nothing special.
 *
 * @param id names something that stays here, for the other side to call; asked once per message for each
 */
export function writeMessage(root: unknown, id: (node: RemoteNode) => number): string {
  const indices = new Map<object, number>();
  const order: (Node | ArrayBuffer)[] = [];

  const value = (given: unknown): unknown => {
    switch (typeof given) {
      case "string":
      case "boolean":
        return given;
      case "number":
        return Number.isFinite(given) && !Object.is(given, -0) ? given : ["n", Object.is(given, -0) ? "-0" : String(given)];
      case "undefined":
        return ["u", ""];
      case "bigint":
        return ["b", writeBigInt(given)];
      case "symbol":
        return writeSymbol(given);
      default:
        return isNode(given) ? [indexOf(given)] : null;
    }
  };

  const indexOf = (node: Node | ArrayBuffer): number => {
    let index = indices.get(node);
    if (index === undefined) {
      index = order.push(node) - 1;
      indices.set(node, index);
    }
    return index;
  };

  const writeNode = (node: Node | ArrayBuffer): unknown => {
    if (node instanceof ArrayBuffer) return ["B", Buffer.from(node).toString("base64")];
    switch (node.kind) {
      case "object":
        return [node.bare ? "O" : "o", node.parts.map(value)];
      case "array":
        return ["a", node.length, node.parts.map(value)];
      case "map":
        return ["m", node.parts.map(value)];
      case "set":
        return ["s", node.parts.map(value)];
      case "date":
        return ["d", value(node.time)];
      case "regexp":
        return ["r", node.source, node.flags, node.last];
      case "boxed":
        return ["x", value(node.value)];
      case "view":
        return ["v", node.type, value(node.buffer), node.offset, node.length];
      case "error":
        return ["e", node.name, node.message, value(node.stack), node.parts.map(value)];
      case "remote":
        return ["R", node.what, id(node), node.name, value(node.length), node.parts.map(value)];
      case "home":
        return ["h", node.id];
    }
  };

  const written = value(root);
  const nodes: unknown[] = [];
  // grows while it is walked
  for (const node of order) nodes.push(writeNode(node));
  return JSON.stringify({ root: written, nodes });
}

/** In base 16, whose reading takes no longer than its length: of base 10 a million digits take a second. */
const writeBigInt = (big: bigint): string => (big < 0n ? `-0x${(-big).toString(16)}` : `0x${big.toString(16)}`);

/** Registered symbols go by key, well-known ones by name; no others come this far. */
function writeSymbol(symbol: symbol): unknown {
  const key = Symbol.keyFor(symbol);
  return key === undefined ? ["w", (symbol.description ?? "").replace("Symbol.", "")] : ["k", key];
}
