import type * as t from "@babel/types";
import { VISITOR_KEYS } from "../babel.js";
import { RULES, RULES_OF_UNUSUAL_NAMES } from "./rules/index.js";
import { SYNTAX_POLICY, type Disposition } from "./syntax-policy.js";
import type { Rule } from "./rule.js";
import type { RuleContext } from "./rule-context.js";

type Handler = (node: t.Node, context: RuleContext) => void;

/** What the walk does at a node of one type. */
interface Plan {
  readonly handlers: readonly Handler[];
  /** Child fields; those for types and decorators are among them, since what stands there must be refused and not overlooked. */
  readonly children: readonly string[];
}

type Plans = Readonly<Record<string, Plan | undefined>>;

/** Made once, when the module is loaded: the walk looks nothing up by node but its plan. */
const ALL = makePlans(RULES);
/** For programs whose names are all of ASCII characters: nearly half of all nodes are names. */
const PLAIN = makePlans(RULES.filter((rule) => !RULES_OF_UNUSUAL_NAMES.includes(rule)));

/** Shows every node of the tree to the rules, parents first; refuses types that the syntax policy does not let pass. */
export function walk(node: t.Node, context: RuleContext): void {
  visit(node, context, context.hasUnusualNames ? ALL : PLAIN, 0);
}

function visit(node: t.Node, context: RuleContext, plans: Plans, depth: number): void {
  const plan = plans[node.type];
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
        if (item != null) visit(item, context, plans, depth + 1);
      }
    } else visit(child, context, plans, depth + 1);
  }
}

function makePlans(rules: readonly Rule[]): Plans {
  const plans = Object.create(null) as Record<string, Plan | undefined>;
  for (const [type, disposition] of Object.entries<Disposition>(SYNTAX_POLICY)) {
    if (disposition === "reject") continue;
    const handlers = rules.map((rule) => (rule.on as Readonly<Record<string, Handler | undefined>>)[type]).filter((h) => h !== undefined);
    plans[type] = { handlers, children: VISITOR_KEYS[type] ?? [] };
  }
  return plans;
}

const isList = (child: t.Node | readonly (t.Node | null)[]): child is readonly (t.Node | null)[] => Array.isArray(child);
