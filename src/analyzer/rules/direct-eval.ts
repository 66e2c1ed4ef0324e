import { defineNameRule } from "../rule.js";

/** Rejects `eval(…)`, the one call that would see and change the bindings round it, guards included. */
export const directEval = defineNameRule({
  code: "direct-eval",
  judge(name, { node, use }, nameClass, context) {
    if (name !== "eval" || use !== "call" || nameClass !== "rejected") return false;
    context.report("direct-eval", node, {});
    return true;
  },
});
