import type * as t from "@babel/types";

const COMMENT_LIKE = /<!--|-->/;

/** Escapes what HTML-like comments are made of, in string literals: the output must not hold their text. */
export function plainString(node: t.StringLiteral): t.StringLiteral {
  if (!COMMENT_LIKE.test(node.value)) return node;
  const raw = JSON.stringify(node.value).replaceAll("<!--", "\\x3c!--").replaceAll("-->", "--\\x3e");
  node.extra = { rawValue: node.value, raw };
  return node;
}

/** The same in untagged templates. Tagged ones show their raw text to the tag, so they stay as they are. */
export function plainTemplate(node: t.TemplateLiteral): void {
  for (const { value } of node.quasis) {
    if (!COMMENT_LIKE.test(value.cooked ?? "")) continue;
    value.raw = (value.cooked ?? "")
      .replace(/[\\`]|\$\{/g, "\\$&")
      .replaceAll("\r", "\\r")
      .replaceAll("<!--", "\\x3c!--")
      .replaceAll("-->", "--\\x3e");
  }
}
