import type * as t from "@babel/types";
import { FORBIDDEN_KEYS } from "../../contract/index.js";
import type { NameClass } from "../analysis.js";
import type { RuleContext } from "../rule-context.js";

/**
 * Rejects forbidden keys as names of a script's variables, and as names that are looked up when it runs: in the artifact those are members.
 *
 *   var constructor = 1; __proto__ = 2      rejected in scripts
 *   let constructor = 1; { var f; }         allowed: a lexical binding is no member
 *
 * Upholds invariant I5.
 */
export function judgeMemberNames(context: RuleContext, names: ReadonlyMap<string, NameClass>): void {
  const { names: known, options } = context;
  for (const name of FORBIDDEN_KEYS.keys()) {
    const binding = options.goal === "script" ? known.root.bindings.get(name) : undefined;
    if (binding?.kind === "var" || binding?.kind === "function") judge(name, binding.declarations[0]!, context);
    if (names.get(name) !== "runtime") continue;
    for (const { node, use } of known.free.get(name) ?? []) if (use !== "typeof") judge(name, node, context);
  }
}

function judge(name: string, node: t.Node, context: RuleContext): void {
  const feature = FORBIDDEN_KEYS.get(name)!;
  context.needsFeature(feature, node);
  if (context.options.policy.language[feature]) return;
  if (feature === "constructor") context.report("forbidden-constructor", node, {});
  else context.report("forbidden-key", node, { key: name });
}
