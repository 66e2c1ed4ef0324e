import type * as t from "@babel/types";
import { defineRule } from "../rule.js";
import { onStaticKeys, type KeyOwner } from "../static-key.js";
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
    ...onStaticKeys((name, key, owner, context) => {
      if (name !== "constructor") return;
      context.needsFeature("constructor", key);
      if (context.options.policy.language.constructor) return;
      const className = owner.type === "MemberExpression" ? ownClass(owner, context) : undefined;
      const edits = [{ range: [owner.start ?? 0, owner.end ?? 0], text: className ?? "" }] as const;
      const suggestion = className === undefined ? undefined : { edits, kind: "guess" as const };
      context.report("forbidden-constructor", key, { replacement: replacement(owner, context) }, "error", suggestion);
    }),
    ClassDeclaration: (node, context) => void context.classes.push(node),
    ClassExpression: (node, context) => void context.classes.push(node),
  },
});

/** What usually stands behind `this.constructor`: the class round it, or the one being constructed. */
function replacement(owner: KeyOwner, context: RuleContext): string | undefined {
  if (owner.type !== "MemberExpression" || owner.object.type !== "ThisExpression") return undefined;
  const name = ownClass(owner, context);
  const isName = context.source.text.startsWith(".name", owner.end ?? 0);
  return isName ? (name === undefined ? "new.target.name" : `new.target.name\` (in the constructor) or \`${name}.name`) : name;
}

/** Name of the class whose instance `this` probably is, in `this.constructor`. */
function ownClass(member: t.MemberExpression, context: RuleContext): string | undefined {
  return member.object.type === "ThisExpression" ? enclosingClass(member, context)?.id?.name : undefined;
}

function enclosingClass(node: t.Node, { classes }: RuleContext): t.Class | undefined {
  while (classes.length > 0 && (classes.at(-1)?.end ?? 0) <= (node.start ?? 0)) classes.pop();
  return classes.at(-1);
}
