import type * as t from "@babel/types";
import { defineRule } from "../rule.js";
import type { KeyOwner } from "../static-key.js";
import type { RuleContext } from "../rule-context.js";

/**
 * Rejects `constructor` as a static key.
 *
 *   x.constructor, { constructor: C }, ({ constructor: C } = x), static constructor() {}     rejected
 *   class A { constructor() {} }                                                              allowed: not a key that anybody reads
 *
 * Attack: `(async () => {}).constructor("…")()`. The realm's function constructors are inert as well; the text is refused so that
 * what a reviewer reads holds no such thing. Upholds invariant I5.
 */
export const forbiddenConstructor = defineRule({
  code: "forbidden-constructor",
  on: {
    key: {
      names: ["constructor"],
      judge(_name, key, owner, context) {
        context.needsFeature("constructor", key);
        if (context.options.policy.language.constructor) return;
        const className = ownClass(owner, context);
        const edits = [{ range: [owner.start ?? 0, owner.end ?? 0], text: className ?? "" }] as const;
        const suggestion = className === undefined ? undefined : { edits, kind: "guess" as const };
        context.report("forbidden-constructor", key, { replacement: replacement(owner, className, context) }, "error", suggestion);
      },
    },
  },
});

/** What usually stands behind `this.constructor`: the class round it, or the one being constructed. */
function replacement(owner: KeyOwner, className: string | undefined, { source }: RuleContext): string | undefined {
  if (!isOfThis(owner)) return undefined;
  const isName = source.text.startsWith(".name", owner.end ?? 0);
  return isName
    ? className === undefined
      ? "new.target.name"
      : `new.target.name\` (in the constructor) or \`${className}.name`
    : className;
}

/** Name of the class whose instance `this` probably is, in `this.constructor`: the innermost that holds the text. */
function ownClass(owner: KeyOwner, context: RuleContext): string | undefined {
  if (!isOfThis(owner) || context.isFull) return undefined;
  const around = context.around(owner).findLast((node) => node.type === "ClassDeclaration" || node.type === "ClassExpression");
  return (around as t.Class | undefined)?.id?.name;
}

const isOfThis = (owner: KeyOwner): boolean => owner.type === "MemberExpression" && owner.object.type === "ThisExpression";
