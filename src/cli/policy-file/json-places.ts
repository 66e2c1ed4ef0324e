import { parseExpressionAt, type AnyNode, type Property, type SpreadElement } from "acorn";

/** A stretch of a text. */
type Range = readonly [start: number, end: number];

/**
 * Where the value at a path (`globals.allow[1]`) stands in a text of JSON; of a key that is not wanted, where the key stands. The nearest that is there
 * answers for what is not, the beginning for a text that is no expression.
 */
export function placeOf(text: string, path: string, isKey: boolean): Range {
  let at: AnyNode;
  try {
    at = parseExpressionAt(text, 0, { ecmaVersion: "latest" });
  } catch {
    return [0, 0];
  }
  let key: AnyNode = at;
  for (let rest = path; rest !== "";) {
    const index = /^\[(\d+)\]/.exec(rest);
    if (index !== null && at.type === "ArrayExpression") {
      key = at.elements[Number(index[1])] ?? at;
      at = key;
      rest = rest.slice(index[0].length);
    } else if (at.type === "ObjectExpression") {
      rest = rest.replace(/^\./, "");
      const member: Property | SpreadElement | undefined = at.properties.find(
        (each) => each.type === "Property" && each.key.type === "Literal" && isHead(String(each.key.value), rest),
      );
      if (member?.type !== "Property" || member.key.type !== "Literal") break;
      rest = rest.slice(String(member.key.value).length);
      [key, at] = [member.key, member.value];
    } else break;
  }
  const node = isKey || at.type === "ObjectExpression" ? key : at;
  return [node.start, node.type === "ObjectExpression" ? node.start + 1 : node.end];
}

/** Where a text stops being JSON, from what the engine says of it, or from what a parser of expressions does. */
export function faultOf(text: string, message: string): Range {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return [Number(told), Number(told) + 1];
  if (/end of JSON/.test(message)) return [text.trimEnd().length, text.trimEnd().length + 1];
  try {
    const { end } = parseExpressionAt(text, 0, { ecmaVersion: "latest" });
    return [end, end + 1];
  } catch (error) {
    const { pos = 0 } = error as { pos?: number };
    return [pos, pos + 1];
  }
}

const isHead = (name: string, path: string): boolean => path.startsWith(name) && /^(?:$|[.[])/.test(path.slice(name.length));
