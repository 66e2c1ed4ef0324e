import type * as t from "@babel/types";
import type { Code } from "../diagnostics/catalogue.js";
import type { NameClass } from "./analysis.js";
import type { FreeReference } from "./facts/facts.js";
import type { RuleContext } from "./rule-context.js";
import type { KeyOwner } from "./static-key.js";

/** What a rule may look at while the walk goes on (`facts/watcher.ts`), and when it is over. */
export interface Handlers {
  readonly name?: (node: t.Identifier, context: RuleContext) => void;
  readonly target?: (node: t.MemberExpression, context: RuleContext) => void;
  readonly call?: (node: t.CallExpression, context: RuleContext) => void;
  readonly specifier?: (node: t.Node, isDynamic: boolean, context: RuleContext) => void;
  readonly pattern?: (node: t.RegExpLiteral, context: RuleContext) => void;
  /** Keys of these names alone. */
  readonly key?: {
    readonly names: readonly string[];
    readonly judge: (name: string, key: t.Node, owner: KeyOwner, context: RuleContext) => void;
  };
  /** Once, when all names are resolved. */
  readonly program?: (context: RuleContext) => void;
}

/** A rule over the tree. What a name means is not known before the walk is over: `context.later` waits for it. */
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
