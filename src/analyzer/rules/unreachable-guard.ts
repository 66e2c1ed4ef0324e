import { defineNameRule } from "../rule.js";

/** Warns, once a name, of tests for what the program is not granted: `typeof fetch` is always "undefined" here, and what it guards never runs. */
export const unreachableGuard = defineNameRule({
  code: "unreachable-guard",
  judge(name, { node, use }, nameClass, context) {
    if (nameClass !== "rejected" || use !== "typeof" || context.tested.has(name)) return false;
    context.tested.add(name);
    context.report("unreachable-guard", node, { name }, "warning");
    return true;
  },
});
