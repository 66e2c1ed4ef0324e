import type * as t from "@babel/types";
import { VISITOR_KEYS } from "../babel.js";
import { RULES } from "./rules/index.js";
import { SYNTAX_POLICY, type Disposition } from "./syntax-policy.js";
import type { RuleContext } from "./rule-context.js";

type Handler = (node: t.Node, context: RuleContext) => void;

/** What the walk does at a node of one type. */
interface Plan {
  readonly handlers: readonly Handler[];
  /** Child fields; those for types and decorators are among them, since what stands there must be refused and not overlooked. */
  readonly children: readonly string[];
}

/** Made once, when the module is loaded: the walk looks nothing up by node but its plan. */
const PLANS: Readonly<Record<string, Plan | undefined>> = makePlans();

/** Shows every node of the tree to the rules, parents first; refuses types that the syntax policy does not let pass. */
export function walk(node: t.Node, context: RuleContext, depth = 0): void {
  const plan = PLANS[node.type];
  if (plan === undefined) {
    context.report("unsupported-syntax", node, { type: node.type });
    return;
  }
  const { handlers, children } = plan;
  context.path[depth] = node;
  context.depth = depth;
  for (let i = 0; i < handlers.length; i++) handlers[i]!(node, context);
  for (let i = 0; i < children.length; i++) {
    const child = (node as unknown as Record<string, t.Node | readonly (t.Node | null)[] | null | undefined>)[children[i]!];
    if (child == null) continue;
    if (isList(child)) {
      for (let j = 0; j < child.length; j++) {
        const item = child[j];
        if (item != null) walk(item, context, depth + 1);
      }
    } else walk(child, context, depth + 1);
  }
}

function makePlans(): Record<string, Plan | undefined> {
  const plans = Object.create(null) as Record<string, Plan | undefined>;
  for (const [type, disposition] of Object.entries<Disposition>(SYNTAX_POLICY)) {
    if (disposition === "reject") continue;
    const handlers = RULES.map((rule) => (rule.on as Readonly<Record<string, Handler | undefined>>)[type]).filter((h) => h !== undefined);
    plans[type] = { handlers, children: VISITOR_KEYS[type] ?? [] };
  }
  return plans;
}

const isList = (child: t.Node | readonly (t.Node | null)[]): child is readonly (t.Node | null)[] => Array.isArray(child);
