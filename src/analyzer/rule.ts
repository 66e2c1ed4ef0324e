import type * as t from "@babel/types";
import type { Code } from "../diagnostics/catalogue.js";
import type { NameClass } from "./analysis.js";
import type { FreeReference } from "./facts/facts.js";
import type { RuleContext } from "./rule-context.js";

export type Handlers = {
  readonly [K in t.Standardized["type"]]?: (node: Extract<t.Standardized, { type: K }>, context: RuleContext) => void;
};

/** A rule over the tree: its handlers see each node of their types once, parents first, in source order. */
export interface Rule {
  /** What the rule reports; also the name of its file, unless it only adds cases to a code. */
  readonly code: Code;
  readonly on: Handlers;
}

/** A rule over free names: sees each use of each. The first rule that answers true has dealt with it. */
export interface NameRule {
  readonly code: Code;
  readonly judge: (name: string, reference: FreeReference, nameClass: NameClass, context: RuleContext) => boolean;
}

export const defineRule = (rule: Rule): Rule => rule;
export const defineNameRule = (rule: NameRule): NameRule => rule;
