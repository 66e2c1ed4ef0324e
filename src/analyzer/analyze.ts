import type * as t from "@babel/types";
import { GLOBAL_OBJECT_NAMES, type Feature } from "../contract/index.js";
import type { SourceText } from "../diagnostics/source-text.js";
import { NameClassifier } from "./classify-name.js";
import { COMMONJS_PARAMETERS } from "./commonjs-parameters.js";
import { analyzeScopes } from "./facts/analyze-scopes.js";
import { RuleContext } from "./rule-context.js";
import { literalArgument } from "./literal-argument.js";
import { NAME_RULES } from "./rules/index.js";
import { judgePatterns } from "./rules/invalid-regexp.js";
import { judgeMemberNames } from "./rules/member-name.js";
import { judgeProgram, watch } from "./watch.js";
import type { Analysis, AnalyzeOptions, NameClass, RequiredGlobal, Requirements } from "./analysis.js";
import type { FreeReference } from "./facts/facts.js";

/**
 * Judges a program by the policy: one walk over the tree, for scopes and rules alike. Changes nothing in it.
 *
 * @throws RangeError when the tree is too deep for the stack; `examine` makes a refusal of it
 */
export function analyze(ast: t.File, source: SourceText, options: AnalyzeOptions): Analysis {
  const classifier = new NameClassifier(options);
  const context = new RuleContext(source, ast.program, options, classifier);
  const resolution = analyzeScopes(ast, options.goal === "commonjs" ? { parameters: COMMONJS_PARAMETERS } : {}, watch(context));
  context.resolve(resolution);
  judgeProgram(context);
  judgePatterns(context);
  const names = judgeNames(context, classifier);
  judgeMemberNames(context, names);
  const diagnostics = context.diagnostics.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  return Object.freeze({
    diagnostics: Object.freeze(diagnostics),
    get facts() {
      return resolution.facts;
    },
    names,
    patterns: context.patterns,
    requirements: requirementsOf(names, context, classifier),
  });
}

function judgeNames(context: RuleContext, classifier: NameClassifier): ReadonlyMap<string, NameClass> {
  const names = new Map<string, NameClass>();
  for (const [name, references] of context.names.free) {
    const nameClass = classifier.classify(name, references);
    names.set(name, nameClass);
    if (GLOBAL_OBJECT_NAMES.includes(name) && nameClass !== "rejected") context.needsFeature("globalObject", references[0]!.node);
    if (nameClass === "runtime") continue;
    for (const reference of references) NAME_RULES.some((rule) => rule.judge(name, reference, nameClass, context));
  }
  return names;
}

function requirementsOf(names: ReadonlyMap<string, NameClass>, context: RuleContext, classifier: NameClassifier): Requirements {
  const globals: RequiredGlobal[] = [];
  const runtime: string[] = [];
  const features = new Set<Feature>(context.features.keys());
  if (context.patterns.length > 0 && context.options.policy.regexp !== "native") features.add("regexp");
  for (const [name, nameClass] of names) {
    const references = context.names.free.get(name) ?? [];
    if (nameClass === "rejected" && references.every(({ use }) => use === "typeof")) continue;
    const isGlobalObject = GLOBAL_OBJECT_NAMES.includes(name);
    if (nameClass === "runtime") runtime.push(name);
    else if (nameClass === "granted" || (nameClass === "rejected" && !isGlobalObject))
      globals.push({ name, members: membersOf(references), ...targetsOf(references) });
    // A script looks names up under any policy, but not those that only the feature gives.
    const needsFeature = nameClass === "runtime" && (context.options.goal !== "script" || classifier.grants(name));
    if (needsFeature || isGlobalObject) features.add("globalObject");
  }
  return Object.freeze({
    globals: Object.freeze(globals.sort((a, b) => (a.name < b.name ? -1 : 1))),
    names: Object.freeze(runtime.sort()),
    dynamicImports: Object.freeze([...context.dynamicImports].sort()),
    features: Object.freeze([...features].sort()),
  });
}

function membersOf(references: readonly FreeReference[]): readonly string[] {
  return [...new Set(references.map(({ member }) => member).filter((member) => member !== undefined))].sort();
}

/** Calls that are looked at for one name. */
const MOST_CALLS = 100;

function targetsOf(references: readonly FreeReference[]): { readonly targets?: readonly string[] } {
  const calls = references.filter(({ use }) => use === "call").slice(0, MOST_CALLS);
  return calls.length === 0 ? {} : { targets: [...new Set(calls.map(({ argument }) => literalArgument(argument)))].sort() };
}
