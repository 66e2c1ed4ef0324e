/** Artifacts of the fixtures, of all goals, metered and not, strict and not: what the mutants must go on accepting. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { cleanse, type CompileOptions } from "../../src/compiler.js";
import type { Goal } from "../../src/contract/index.js";
import { definePolicy } from "../../src/policy/index.js";

export function artifacts(root: URL): string[] {
  const same = new URL("test/fixtures/same/", root);
  const strict = definePolicy({ globals: { allow: ["log"] } });
  const compat = definePolicy({ extends: "compat", globals: { allow: "*" } });
  const options: CompileOptions[] = (["module", "script", "commonjs", "expression"] as Goal[]).flatMap((goal) =>
    [true, false].flatMap((metered) => [strict, compat].map((policy) => ({ goal, metered, policy }))),
  );
  // every access mediated, and regular expressions that the cell makes
  const mediated = definePolicy({ extends: "compat", globals: { allow: "*" }, mediation: "full" });
  const linear = definePolicy({ extends: "compat", globals: { allow: "*" }, regexp: "linear" });
  for (const metered of [true, false]) for (const policy of [mediated, linear]) options.push({ goal: "script", metered, policy });
  options.push({ goal: "module", metered: true, policy: mediated }, { goal: "commonjs", metered: true, policy: mediated });
  let turn = 0;
  const found: string[] = [];
  for (const topic of readdirSync(same))
    for (const name of readdirSync(new URL(`${topic}/`, same))) {
      const file = new URL(`${topic}/${name}/input.js`, same);
      if (!existsSync(file)) continue; // several modules
      try {
        found.push(cleanse(readFileSync(file, "utf8"), options[turn++ % options.length]!).text);
      } catch {
        // not a program of that goal or policy
      }
    }
  return found;
}
