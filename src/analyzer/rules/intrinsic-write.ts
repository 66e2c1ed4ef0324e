import type * as t from "@babel/types";
import { LANGUAGE_GLOBALS } from "../../contract/index.js";
import { defineRule } from "../rule.js";
import { staticKey } from "../static-key.js";
import type { RuleContext } from "../rule-context.js";

/**
 * Rejects writes to the language's own objects and their prototypes that can be seen in the text.
 *
 *   Array.prototype.last = f, delete Math.max, [Object.prototype.x] = y     rejected
 *   A.prototype.x = 1 with a guest's A, o.prototype.x = 1                   allowed
 *
 * Only a convenience: at run time such a write throws, however it is spelled. Where bundles must run (feature `globalObject`) they may
 * contain it, behind a test that never holds, so there it is a warning.
 */
export const intrinsicWrite = defineRule({
  code: "intrinsic-write",
  on: {
    AssignmentExpression: (node, context) => judge(node.left, context),
    UpdateExpression: (node, context) => judge(node.argument, context),
    UnaryExpression: (node, context) => {
      if (node.operator === "delete") judge(node.argument, context);
    },
    ForInStatement: (node, context) => judge(node.left, context),
    ForOfStatement: (node, context) => judge(node.left, context),
    AssignmentPattern: (node, context) => judge(node.left, context),
    RestElement: (node, context) => judge(node.argument, context),
    ArrayPattern: (node, context) => {
      for (const element of node.elements) if (element !== null) judge(element, context);
    },
    ObjectPattern: (node, context) => {
      for (const property of node.properties) if (property.type === "ObjectProperty") judge(property.value, context);
    },
  },
});

function judge(target: t.Node, context: RuleContext): void {
  if (target.type !== "MemberExpression") return;
  let { object } = target;
  if (
    object.type === "MemberExpression" &&
    !object.computed &&
    object.property.type === "Identifier" &&
    object.property.name === "prototype"
  )
    object = object.object;
  if (object.type !== "Identifier" || !INTRINSICS.has(object.name) || context.facts.bindings.has(object)) return;
  const isTolerated = context.options.policy.language.globalObject;
  // Accepted and ignored there: setting it is how libraries save the cost of stacks.
  if (isTolerated && object.name === "Error" && staticKey(target.property, target.computed) === "stackTraceLimit") return;
  context.report("intrinsic-write", target, { target: context.textOf(target) }, isTolerated ? "warning" : "error");
}

const INTRINSICS: ReadonlySet<string> = new Set(LANGUAGE_GLOBALS);
