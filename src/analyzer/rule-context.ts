import type * as t from "@babel/types";
import { SCOPE_PARAM, type Grant } from "../contract/index.js";
import type { Code, ParametersOf } from "../diagnostics/catalogue.js";
import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import type { Diagnostic, Suggestion } from "../diagnostics/diagnostic.js";
import type { SourceText } from "../diagnostics/source-text.js";
import { nodesAround } from "../parse/nodes-around.js";
import type { AnalyzeOptions, NameClass } from "./analysis.js";
import type { NameClassifier } from "./classify-name.js";
import { nearName } from "../diagnostics/near-name.js";
import type { Resolution } from "./facts/resolution.js";

/** What the rules of one analysis share. Lives as long as the walk. */
export class RuleContext {
  readonly source: SourceText;
  readonly program: t.Program;
  readonly options: AnalyzeOptions;
  readonly diagnostics: Diagnostic[] = [];
  /** Features that the text makes use of, granted or not, each with the first place that does. */
  readonly features = new Map<Grant, t.Node>();
  /** Names whose tests (`typeof`) were told of. */
  readonly tested = new Set<string>();
  readonly dynamicImports = new Set<string>();
  /** Judged after the walk: compiling a pattern at the edge of the stack aborts Node 20. */
  readonly patterns: t.RegExpLiteral[] = [];
  readonly #later: ((names: Resolution) => void)[] = [];
  #names: Resolution | undefined;
  /** Whether names may hold other characters than those of ASCII, plain or written as escapes, or our prefix. Most programs have none, and are spared the checks. */
  readonly hasUnusualNames: boolean;
  readonly #classifier: NameClassifier;
  readonly #globalEverywhere = new Map<string, boolean>();
  #candidates: readonly string[] | undefined;
  #suggestions = 0;
  #errors = 0;
  #warnings = 0;

  constructor(source: SourceText, program: t.Program, options: AnalyzeOptions, classifier: NameClassifier) {
    this.source = source;
    this.program = program;
    this.options = options;
    this.#classifier = classifier;
    this.hasUnusualNames = UNUSUAL.test(source.text);
  }

  /** Adds a finding, unless there are more than anybody reads: a text of millions of them must not exhaust the host. */
  report<C extends Code>(
    code: C,
    node: t.Node,
    parameters: ParametersOf<C>,
    severity?: Diagnostic["severity"],
    suggestion?: Suggestion,
  ): void {
    if (severity === "warning" ? this.#warnings++ >= MOST_FINDINGS : this.#errors++ > MOST_FINDINGS) return;
    this.diagnostics.push(createDiagnostic(code, parameters, [node.start ?? 0, node.end ?? 0], this.source, severity, suggestion));
  }

  /** How a use of a free name is to be called when it is not granted; undefined when it is. */
  severityOf(name: string, nameClass: NameClass): Diagnostic["severity"] | undefined {
    return this.#classifier.severityOf(name, nameClass);
  }

  /** Whether no more errors are taken. */
  get isFull(): boolean {
    return this.#errors > MOST_FINDINGS;
  }

  /** The nodes round a node, outermost first; none where a dialect has left nodes without places. */
  around(node: t.Node): readonly t.Node[] {
    const nodes = nodesAround(this.program, node.start ?? 0, node.end ?? 0);
    return nodes.slice(0, Math.max(0, nodes.indexOf(node)));
  }

  /** Has a look when all names are resolved: while the walk goes on, a declaration may still follow. */
  later(look: (names: Resolution) => void): void {
    this.#later.push(look);
  }

  /** Ends the walk, and has the looks that were put off. */
  resolve(names: Resolution): void {
    this.#names = names;
    for (const look of this.#later) look(names);
  }

  /** What the names of the program mean. */
  get names(): Resolution {
    if (this.#names === undefined) throw new Error("names are resolved when the walk is over");
    return this.#names;
  }

  /** Whether a name means the language's or the supervisor's value wherever it stands in this program: it is granted, and declared nowhere. */
  isGlobalEverywhere(name: string): boolean {
    let known = this.#globalEverywhere.get(name);
    if (known === undefined) {
      known = this.#classifier.grants(name) && !this.names.declared.has(name);
      this.#globalEverywhere.set(name, known);
    }
    return known;
  }

  /** Notes that the text makes use of a feature; where it is granted, says so once, since the program is bound to such policies. */
  needsFeature(feature: Grant, node: t.Node): void {
    if (this.features.has(feature)) return;
    this.features.set(feature, node);
    if (this.options.policy.language[feature]) this.report("needs-feature", node, { feature }, "warning");
  }

  /** Source text of a node, on one line and not too long. */
  textOf(node: t.Node): string {
    const text = this.source.text.slice(node.start ?? 0, node.end ?? 0).replace(/\s+/g, " ");
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  }

  /** A known name that is near to an unknown one. Comparing costs time, so a text full of unknown names gets no more suggestions. */
  suggest(name: string): string | undefined {
    if (name.length > LONGEST_COMPARED || this.#suggestions++ > MOST_SUGGESTIONS) return undefined;
    this.#candidates ??= this.#knownNames();
    return nearName(name, this.#candidates);
  }

  #knownNames(): readonly string[] {
    const names = new Set(this.#classifier.known);
    for (const name of this.names.declared) {
      if (name.length <= LONGEST_COMPARED) names.add(name);
      if (names.size > MOST_CANDIDATES) break;
    }
    return [...names];
  }
}

const UNUSUAL = new RegExp(`\\\\u|[^\\0-\\x7f]|${SCOPE_PARAM}`);
/** Errors that are listed for one program, and warnings; more warnings than that are dropped, more errors are an error of their own. */
export const MOST_FINDINGS = 1_000;
const LONGEST_COMPARED = 40;
const MOST_SUGGESTIONS = 100;
const MOST_CANDIDATES = 1_000;
