import { CONSTANT_GLOBALS, GLOBAL_OBJECT_NAMES, LANGUAGE_GLOBALS, OPTIONAL_GLOBALS, RECENT_GLOBALS, usesNames } from "../contract/index.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { isReserved } from "./reserved.js";
import type { AnalyzeOptions, NameClass } from "./analysis.js";
import type { FreeReference } from "./facts/facts.js";

const LANGUAGE: ReadonlySet<string> = new Set(LANGUAGE_GLOBALS);
const RECENT: ReadonlySet<string> = new Set(RECENT_GLOBALS);
/** Granted by being listed, never by `"*"`. */
const OPTIONAL: ReadonlySet<string> = new Set(OPTIONAL_GLOBALS);
const CONSTANTS: ReadonlySet<string> = new Set(CONSTANT_GLOBALS);
const GLOBAL_OBJECT: ReadonlySet<string> = new Set(GLOBAL_OBJECT_NAMES);
/** Strict code cannot bind these with `const`, so they are never granted. */
const UNBINDABLE: ReadonlySet<string> = new Set(["arguments", "await", "eval"]);

/** Decides what free names become. One instance per program; analyzer and transform both go by its answers. */
export class NameClassifier {
  readonly #globalObject: boolean;
  readonly #looksUp: boolean;
  /** Anything goes as a requirement: `"*"` where no cell says what there is. */
  readonly #open: boolean;
  readonly #granted: ReadonlySet<string>;
  /** Names that are not granted are only told of. */
  readonly #reports: boolean;

  constructor({ goal, policy, supplied }: AnalyzeOptions) {
    const { allow, optional } = policy.globals;
    this.#globalObject = policy.language.globalObject;
    this.#looksUp = usesNames({ goal, features: this.#globalObject ? ["globalObject"] : [] });
    this.#reports = policy.enforce === "report";
    this.#open = allow === "*" && supplied === undefined;
    const listed =
      typeof allow === "string" ? (supplied ?? []) : supplied === undefined ? allow : allow.filter((name) => supplied.includes(name));
    this.#granted = new Set([...listed, ...optional]);
  }

  /**
   * A name under `globalObject` that the program assigns is looked up everywhere, since a binding made once would miss the new value.
   * Under an open policy, a name that is only tested with `typeof` is no requirement.
   */
  classify(name: string, references: readonly FreeReference[]): NameClass {
    const writable = this.#globalObject && references.some(isWrite);
    if (GLOBAL_OBJECT.has(name)) return !this.#globalObject ? "rejected" : writable || UNBINDABLE.has(name) ? "runtime" : "granted";
    if (CONSTANTS.has(name)) return writable ? "runtime" : "constant";
    if (RECENT.has(name) && this.#globalObject) return "runtime";
    if (this.grants(name)) return writable ? "runtime" : "granted";
    if (this.#looksUp) return "runtime";
    const isTaken = (this.#open && !OPTIONAL.has(name)) || (this.#reports && !isReserved(name));
    return isTaken && !UNBINDABLE.has(name) && references.some((r) => r.use !== "typeof") ? "granted" : "rejected";
  }

  /** How a use of the name is to be called when it is not granted: an error, or a warning where it passes all the same. */
  severityOf(name: string, nameClass: NameClass): Diagnostic["severity"] | undefined {
    if (nameClass === "rejected") return "error";
    const isPassing = nameClass === "granted" && this.#reports && !this.#open && !GLOBAL_OBJECT.has(name) && !this.grants(name);
    return isPassing ? "warning" : undefined;
  }

  /** Whether the policy grants the name, wherever it is used. */
  grants(name: string): boolean {
    return LANGUAGE.has(name) || (this.#granted.has(name) && !UNBINDABLE.has(name) && !GLOBAL_OBJECT.has(name));
  }

  /** Granted names and constants, for suggestions. */
  get known(): readonly string[] {
    return [...LANGUAGE, ...CONSTANTS, ...this.#granted];
  }
}

export const isWrite = ({ use }: FreeReference): boolean => use === "write" || use === "update";
