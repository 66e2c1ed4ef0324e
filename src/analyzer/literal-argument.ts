import type * as t from "@babel/types";

/** Characters of an argument that are told. */
const LONGEST = 80;

/**
 * What the text says of an argument: `"https://a/b"` ⟶ `https://a/b`, `` `notes/${name}` `` and `"notes/" + name` ⟶ `notes/…`, and `…` where it does not
 * say. For a list of permissions that people read.
 *
 * Attack: `fetch("https://good/" + 0 && "https://evil/")`. Only an argument that is such an expression as a whole is told.
 */
export function literalArgument(node: t.Node | undefined): string {
  const said = beginningOf(node);
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
}

function beginningOf(node: t.Node | undefined): string {
  switch (node?.type) {
    case "StringLiteral":
      return node.value;
    case "TemplateLiteral":
      return (node.quasis[0]?.value.cooked ?? "") + (node.expressions.length === 0 ? "" : "…");
    case "BinaryExpression": {
      if (node.operator !== "+") return "…";
      const said = beginningOf(node.left);
      return said.endsWith("…") ? said : `${said}…`;
    }
    default:
      return "…";
  }
}
