import { FORBIDDEN_KEYS } from "../../contract/index.js";
import { defineRule } from "../rule.js";
import { rewriteOf } from "../suggest/prototype-access.js";

/**
 * Rejects static mentions of `__proto__`, `__defineGetter__` and their kin as keys, in any position.
 *
 *   o.__proto__, { "__proto__": p }, ({ __proto__: p } = o), o["\x5f_proto__"]     rejected
 *   "__proto__", counts[word], `/__proto__/`                                       allowed: data; the key guard judges what it would reach
 *
 * Upholds invariant I5. Keys that are put together at run time are the key guard's business.
 */
export const forbiddenKey = defineRule({
  code: "forbidden-key",
  on: {
    key: {
      names: [...FORBIDDEN_KEYS].filter(([, kind]) => kind === "proto").map(([name]) => name),
      judge(name, key, owner, context) {
        context.needsFeature("proto", key);
        if (context.options.policy.language.proto) return;
        context.later(() => context.report("forbidden-key", key, { key: name }, "error", rewriteOf(name, key, owner, context)));
      },
    },
  },
});
