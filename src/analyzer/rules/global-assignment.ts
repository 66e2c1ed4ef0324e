import { isWrite } from "../classify-name.js";
import { defineNameRule } from "../rule.js";

/** Rejects assignments to granted globals and to `undefined`, `NaN`, `Infinity`: the prelude binds them once, as constants. */
export const globalAssignment = defineNameRule({
  code: "global-assignment",
  judge(name, reference, nameClass, context) {
    if ((nameClass !== "granted" && nameClass !== "constant") || !isWrite(reference)) return false;
    context.report("global-assignment", reference.node, { name });
    return true;
  },
});
