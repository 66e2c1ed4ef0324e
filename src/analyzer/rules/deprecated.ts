import type { Suggestion } from "../../diagnostics/diagnostic.js";
import { defineNameRule, defineRule } from "../rule.js";

/** Warns of methods that the standard keeps for old code alone (ECMA-262, annex B): their replacements do the same, or what was meant. */
export const deprecatedMember = defineRule({
  code: "deprecated",
  on: {
    MemberExpression(node, context) {
      if (node.computed || node.property.type !== "Identifier") return;
      const { property, object } = node;
      const instead = MEMBERS.get(property.name);
      if (instead === undefined) return;
      const isStatic = property.name.startsWith("$") || property.name.startsWith("last") || property.name.startsWith("right");
      if (isStatic && (object.type !== "Identifier" || object.name !== "RegExp" || context.facts.bindings.has(object))) return;
      const parent = context.parent();
      if (!isStatic && !(parent?.type === "CallExpression" && parent.callee === node)) return;
      const renamed = RENAMED.get(property.name);
      const range = [property.start ?? 0, property.end ?? 0] as const;
      const suggestion: Suggestion | undefined = renamed === undefined ? undefined : { edits: [{ range, text: renamed }], kind: "safe" };
      context.report("deprecated", property, { name: property.name, instead }, "warning", suggestion);
    },
  },
});

/** The same of functions. */
export const deprecatedGlobal = defineNameRule({
  code: "deprecated",
  judge(name, { node, use }, _nameClass, context) {
    const instead = GLOBALS.get(name);
    if (instead !== undefined && use !== "typeof") context.report("deprecated", node, { name, instead }, "warning");
    return false; // whether the name is granted is another matter
  },
});

const GLOBALS: ReadonlyMap<string, string> = new Map([
  ["escape", "encodeURIComponent"],
  ["unescape", "decodeURIComponent"],
]);

/** Other names for the same function. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["trimLeft", "trimStart"],
  ["trimRight", "trimEnd"],
  ["toGMTString", "toUTCString"],
]);

const MEMBERS: ReadonlyMap<string, string> = new Map([
  ...RENAMED,
  ["substr", "slice"],
  ["getYear", "getFullYear"],
  ["setYear", "setFullYear"],
  // statics of RegExp, which answer nothing in a cell
  ...["$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "lastMatch", "lastParen", "rightContext"].map(
    (name) => [name, "what `exec` or `match` returns"] as const,
  ),
]);
