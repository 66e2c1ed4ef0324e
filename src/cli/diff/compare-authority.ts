import type { Manifest } from "../../contract/index.js";
import { ANYTHING, type Authority } from "./authority.js";

/** Names that came and went under one heading. */
export interface AuthorityChange {
  readonly what: keyof Authority | "metered" | "goal";
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface AuthorityDiff {
  /** Whether the second asks for something that the first did not (`widened`, whatever it gave up), for less, or for the same. */
  readonly authority: "widened" | "narrowed" | "same";
  /** Why: what it asks for. */
  readonly changes: readonly AuthorityChange[];
  /** What it offers: `exports`, and `goal` where it is another kind of program. */
  readonly offers: readonly AuthorityChange[];
  /**
   * What the numbers of a version should say at least. `major`: who uses it has to do something, since it asks for what was not granted, or something
   * it offered is gone. `minor`: it offers more. `patch`: other code. `none`: the very same program.
   */
  readonly semver: "major" | "minor" | "patch" | "none";
}

interface Side {
  readonly manifest: Manifest;
  readonly authority: Authority;
}

/** What changes for who runs a program when it is replaced by another. */
export function compareAuthority(from: Side, to: Side): AuthorityDiff {
  const changes = ASKED.map((what) => change(what, from.authority[what], to.authority[what])).filter(isAny);
  const { metered } = to.manifest;
  // a program that is not metered needs a cell that lets it run for ever
  if (from.manifest.metered !== metered)
    changes.push({ what: "metered", added: metered ? [] : ["unmetered"], removed: metered ? ["unmetered"] : [] });
  const offers = [
    change("goal", new Set([from.manifest.goal]), new Set([to.manifest.goal])),
    change("exports", from.authority.exports, to.authority.exports),
  ].filter(isAny);
  const widened = changes.some(({ added }) => added.length > 0);
  const authority = widened ? "widened" : changes.length > 0 ? "narrowed" : "same";
  return { authority, changes, offers, semver: semverOf(widened, offers, from.manifest.body === to.manifest.body) };
}

const ASKED = ["features", "globals", "members", "names", "imports", "importedNames", "dynamicImports"] as const;

function semverOf(widened: boolean, offers: readonly AuthorityChange[], isSame: boolean): AuthorityDiff["semver"] {
  if (widened || offers.some(({ removed }) => removed.length > 0)) return "major";
  if (offers.length > 0) return "minor";
  return isSame ? "none" : "patch";
}

/** A name that `*` stood for before is no news, nor is one that it stands for now a loss. */
function change(what: AuthorityChange["what"], from: ReadonlySet<string>, to: ReadonlySet<string>): AuthorityChange {
  const beyond = (names: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
    [...names].filter((name) => !others.has(name) && (what === "exports" || !others.has(wholeOf(name)))).sort();
  return { what, added: beyond(to, from), removed: beyond(from, to) };
}

/** `console.log` ⟶ `console.*`, `"lib"` ⟶ `*` */
function wholeOf(name: string): string {
  const dot = name.startsWith('"') ? name.lastIndexOf('".') + 1 : name.indexOf(".");
  return dot > 0 ? `${name.slice(0, dot)}.${ANYTHING}` : ANYTHING;
}

const isAny = ({ added, removed }: AuthorityChange): boolean => added.length + removed.length > 0;
