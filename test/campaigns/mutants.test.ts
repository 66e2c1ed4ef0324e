import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { cleanse, type CompileOptions } from "../../src/compiler.js";
import { headerText, type Goal } from "../../src/contract/index.js";
import { definePolicy } from "../../src/policy/index.js";
import { VerifyError, verify } from "../../src/verifier/index.js";
import { digest } from "../forged/forge.js";
import { mutate, random } from "./mutate.js";
import { objections } from "./oracle.js";

/** `MUTANTS=1000000 MUTANT_SEED=1 npx vitest run test/campaigns` for a campaign. */
const COUNT = Number(process.env["MUTANTS"] ?? 1_000);
const SEED = Number(process.env["MUTANT_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const root = new URL("../fixtures/same/", import.meta.url);
const strict = definePolicy({ globals: { allow: ["log"] } });
const compat = definePolicy({ extends: "compat", globals: { allow: "*" } });

/** Artifacts of the fixtures, of all goals, metered and not, strict and not. */
function artifacts() {
  const options: CompileOptions[] = (["module", "script", "commonjs"] as Goal[]).flatMap((goal) =>
    [true, false].flatMap((metered) => [strict, compat].map((policy) => ({ goal, metered, policy }))),
  );
  const found: ReturnType<typeof cleanse>[] = [];
  for (const topic of readdirSync(fileURLToPath(root)))
    for (const name of readdirSync(fileURLToPath(new URL(`${topic}/`, root)))) {
      const file = new URL(`${topic}/${name}/input.js`, root);
      if (!existsSync(file)) continue; // several modules
      const source = readFileSync(file, "utf8");
      for (const option of options) {
        try {
          found.push(cleanse(source, option));
        } catch {
          // not a program of that goal or policy
        }
      }
    }
  return found;
}

test(
  `mutants of artifacts are refused, or still in the cell language (seed ${SEED})`,
  () => {
    const next = random(SEED);
    const all = artifacts();
    expect(all.length).toBeGreaterThan(100);
    let accepted = 0;
    for (let i = 0; i < COUNT; i++) {
      const { text, manifest } = all[Math.floor(next() * all.length)]!;
      const at = text.indexOf("(function (__cc)");
      const body = text.slice(at);
      const from = body.indexOf("run(");
      const mutant = mutate(body, body.indexOf("\n", from) + 1, body.length - "\n} }; })\n".length, next);
      if (mutant === body) continue;
      try {
        verify(headerText({ ...manifest, body: digest(mutant) }) + mutant);
      } catch (error) {
        if (!(error instanceof VerifyError)) throw error;
        continue;
      }
      accepted++;
      const found = objections(mutant, manifest.features);
      if (found.length > 0) expect.fail(`mutant ${i} of seed ${SEED} is accepted: ${found.join("; ")}\n${mutant}`);
    }
    expect(accepted).toBeGreaterThan(0);
    if (COUNT > 1_000) console.log(`${COUNT} mutants, ${accepted} accepted and without objection`);
  },
  Math.max(60_000, COUNT * 20),
);
