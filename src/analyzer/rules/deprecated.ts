import type { Suggestion } from "../../diagnostics/diagnostic.js";
import { defineNameRule, defineRule } from "../rule.js";

/** Statics of RegExp, which answer nothing in a cell. */
const STATICS = ["$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "lastMatch", "lastParen", "leftContext", "rightContext"];

/** Warns of methods that the standard keeps for old code alone (ECMA-262, annex B): their replacements do the same, or what was meant. */
export const deprecatedMember = defineRule({
  code: "deprecated",
  on: {
    call({ callee }, context) {
      if (callee.type !== "MemberExpression" || callee.computed || callee.property.type !== "Identifier") return;
      const { property } = callee;
      const instead = METHODS.get(property.name);
      if (instead === undefined) return;
      const renamed = RENAMED.get(property.name);
      const range = [property.start ?? 0, property.end ?? 0] as const;
      // an object of somebody else's may have the old name alone, as many a library does
      const kind = callee.object.type === "StringLiteral" || callee.object.type === "TemplateLiteral" ? "safe" : "guess";
      const suggestion: Suggestion | undefined = renamed === undefined ? undefined : { edits: [{ range, text: renamed }], kind };
      context.report("deprecated", property, { name: property.name, instead }, "warning", suggestion);
    },
    key: {
      names: STATICS,
      judge(name, key, owner, context) {
        if (owner.type !== "MemberExpression" || owner.object.type !== "Identifier" || owner.object.name !== "RegExp") return;
        const { object } = owner;
        context.later((names) => {
          if (names.bindingOf(object) === undefined)
            context.report("deprecated", key, { name, instead: "what `exec` or `match` returns" }, "warning");
        });
      },
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

const METHODS: ReadonlyMap<string, string> = new Map([
  ...RENAMED,
  ["substr", "slice"],
  ["getYear", "getFullYear"],
  ["setYear", "setFullYear"],
]);
