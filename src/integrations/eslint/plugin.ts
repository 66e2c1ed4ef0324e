import type { ESLint } from "eslint";
import { FAMILIES, type Family } from "../../diagnostics/families.js";
import { familyRule } from "./family-rule.js";

/** Families that no source text has findings in: a rule for one would never report. */
const ELSEWHERE: readonly string[] = ["policies"] satisfies Family[];

/** The plugin as ESLint knows it; `guest` makes a configuration with it. */
const plugin = {
  meta: { name: "cloister", namespace: "cloister" },
  rules: Object.fromEntries(
    Object.keys(FAMILIES)
      .filter((family) => !ELSEWHERE.includes(family))
      .map((family) => [family, familyRule(family as Family)]),
  ),
} satisfies ESLint.Plugin;

export default plugin;
