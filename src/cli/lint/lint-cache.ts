import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeAtomically } from "../write-atomically.js";
import type { LintJob, LintResult, LintSettings } from "./lint-job.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

/** What a cache file holds. Texts of the catalogue are kept once, since most findings share them. */
interface CacheFile {
  /** Of the program, the policy and the options: results of others do not count. */
  readonly key: string;
  readonly results: Readonly<Record<string, Entry>>;
}

interface Entry {
  /** Of the text. */
  readonly hash: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly uses: readonly string[];
}

/** Results of the last time, by file and content. A file that is damaged, or of another version or policy, counts as empty. */
export class LintCache {
  readonly #path: string;
  readonly #key: string;
  readonly #before: Readonly<Record<string, Entry>>;
  readonly #now: Record<string, Entry> = Object.create(null) as Record<string, Entry>;
  #isChanged = false;

  constructor(path: string, version: string, settings: LintSettings) {
    this.#path = path;
    this.#key = hashOf(JSON.stringify([version, settings]));
    this.#before = this.#read();
  }

  get({ name, text }: LintJob): LintResult | undefined {
    const known = Object.hasOwn(this.#before, name) ? this.#before[name] : undefined;
    if (known?.hash !== hashOf(text)) return undefined;
    this.#now[name] = known;
    return known;
  }

  set({ name, text }: LintJob, { diagnostics, uses }: LintResult): void {
    this.#now[name] = { hash: hashOf(text), diagnostics, uses };
    this.#isChanged = true;
  }

  /** Keeps what was asked for this time, and of the rest what is still there. @throws CliError `cannot-write` */
  save(): void {
    if (!this.#isChanged) return;
    writeAtomically(this.#path, JSON.stringify({ key: this.#key, results: { ...this.#before, ...this.#now } } satisfies CacheFile));
  }

  #read(): Readonly<Record<string, Entry>> {
    try {
      const { key, results } = JSON.parse(readFileSync(this.#path, "utf8")) as CacheFile;
      return key === this.#key && typeof results === "object" && results !== null ? results : {};
    } catch {
      return {};
    }
  }
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");
