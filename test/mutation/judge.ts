/** What the mutants of the verifier are judged by: texts, each with what the verifier says of it. Bundled with the mutants by mutate-verifier.mjs. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { VerifyError, verify, type VerifyOptions } from "../../src/verifier/index.js";
import { forge, readForgery } from "../forged/forge.js";
import { FIELDS, HEADERS, POLICIES, PRELUDES, good } from "../verifier/header-cases.js";
import { PLACES } from "../verifier/places.js";

export interface Case {
  readonly name: string;
  readonly text: string;
  readonly options: VerifyOptions;
}

/** @param root of the repository; @param artifacts that a compiler has made, all accepted */
export function cases(root: URL, artifacts: readonly string[]): Case[] {
  const found: Case[] = [];
  const add = (name: string, text: string, options: VerifyOptions = {}): void => void found.push({ name, text, options });
  const forged = new URL("test/fixtures/forged/", root);
  for (const folder of readdirSync(forged))
    for (const name of readdirSync(new URL(`${folder}/`, forged))) {
      const file = new URL(`${folder}/${name}/input.js`, forged);
      if (!existsSync(file)) continue;
      const { text, said } = readForgery(readFileSync(file, "utf8"));
      add(`${folder}/${name}`, forge(text, said));
    }
  for (const [what, text] of [...HEADERS, ...PRELUDES]) add(what, text);
  for (const [what, said] of FIELDS) add(what, forge("1;", said));
  for (const [text, policy] of POLICIES) add("policy", text, { policy });
  for (const text of PLACES) add(text, forge(`let x = 1;\n${text}`));
  add("good", good);
  add("a long regular expression", forge(`/${"a".repeat(65_537)}/;`));
  add("one that is not too long", forge(`/${"a".repeat(65_536)}/;`));
  for (const [i, text] of artifacts.entries()) add(`artifact ${i}`, text);
  return found;
}

/** Codes and messages, in order; nothing for what is accepted. */
export function judge({ text, options }: Case): string {
  try {
    verify(text, options);
    return "";
  } catch (error) {
    if (error instanceof VerifyError) return error.diagnostics.map((d) => `${d.code} ${d.message} ${d.range.join("-")}`).join("\n");
    return `throws ${String(error)}`;
  }
}
