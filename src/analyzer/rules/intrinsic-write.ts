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
  on: { target: judge },
});

function judge(target: t.MemberExpression, context: RuleContext): void {
  let { object } = target;
  if (
    object.type === "MemberExpression" &&
    !object.computed &&
    object.property.type === "Identifier" &&
    object.property.name === "prototype"
  )
    object = object.object;
  if (object.type !== "Identifier" || !INTRINSICS.has(object.name)) return;
  const isTolerated = context.options.policy.language.globalObject;
  // Accepted and ignored there: setting it is how libraries save the cost of stacks.
  if (isTolerated && object.name === "Error" && staticKey(target.property, target.computed) === "stackTraceLimit") return;
  const name = object;
  context.later((names) => {
    if (names.bindingOf(name) === undefined)
      context.report("intrinsic-write", target, { target: context.textOf(target) }, isTolerated ? "warning" : "error");
  });
}

const INTRINSICS: ReadonlySet<string> = new Set(LANGUAGE_GLOBALS);
