/** What the mutants of the verifier are judged by: texts, each with what the verifier says of it. Bundled with the mutants by mutate-verifier.mjs. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { ARTIFACT_LIMITS } from "../../src/contract/index.js";
import { definePolicy } from "../../src/policy/index.js";
import {
  VerifyError,
  isVerified,
  verify,
  verifyRecalling,
  type Artifact,
  type VerifiedProgram,
  type VerifyOptions,
} from "../../src/verifier/index.js";
import { forge, readForgery } from "../forged/forge.js";
import { FIELDS, HEADERS, POLICIES, PRELUDES, good } from "../verifier/header-cases.js";
import { PLACES } from "../verifier/places.js";

export interface Case {
  readonly name: string;
  readonly artifact: Artifact | string;
  readonly options: VerifyOptions;
  /** What a recollection says of it, if there is one. */
  readonly known?: boolean;
  /** Judged where the caller has left too little of the native stack. */
  readonly deep?: boolean;
}

/** @param root of the repository; @param artifacts that a compiler has made, all accepted */
export function cases(root: URL, artifacts: readonly string[]): Case[] {
  const found: Case[] = [];
  const add = (name: string, artifact: Artifact | string, options: VerifyOptions = {}, known?: boolean): void =>
    void found.push({ name, artifact, options, ...(known !== undefined && { known }) });
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
  add("with a map", { text: good, map: { version: 3 } } as never);
  add("without one", { text: good } as never);
  add("no text", { text: 1 } as never);
  add("no policy", good, { policy: {} as never });
  const unsound = forge("evil;");
  for (const known of [true, false]) add("recalled", unsound, {}, known);
  add("recalled under a policy that judges more", unsound, { policy: definePolicy({ regexp: "safe" }) }, true);
  add("the largest", "x".repeat(ARTIFACT_LIMITS.size));
  add("too large", "x".repeat(ARTIFACT_LIMITS.size + 1));
  found.push({ name: "little stack", artifact: forge(`${"(".repeat(200)}1${")".repeat(200)};`), options: {}, deep: true });
  for (const [i, text] of artifacts.entries()) add(`artifact ${i}`, text);
  return found;
}

/** The findings, in order, or what is accepted, and whether it can be changed. */
export function judge({ artifact, options, known, deep = false }: Case): string {
  const learned: string[] = [];
  const recollection = { knows: () => known === true, learned: (digest: string) => void learned.push(digest) };
  const work = (): VerifiedProgram => (known === undefined ? verify(artifact, options) : verifyRecalling(artifact, options, recollection));
  try {
    const program = deep ? deeper(work) : work();
    return [program.digest, program.regexp, isFixed(program), "map" in program, isVerified(program), isVerified({}), learned].join();
  } catch (error) {
    if (!(error instanceof VerifyError)) return `throws ${String(error)}`;
    // where the stack ends is another place each time, so that a verdict with the place would kill any mutant
    return deep ? error.diagnostics.map(({ code, message }) => `${code} ${message}`).join() : JSON.stringify(error.diagnostics);
  }
}

const isFixed = (value: unknown): boolean =>
  typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFixed));

/** The same with less and less of the native stack left, until it is refused. */
function deeper(work: () => VerifiedProgram): never {
  work();
  return spend(500, () => deeper(work));
}

function spend(frames: number, work: () => never): never {
  return frames === 0 ? work() : spend(frames - 1, work);
}
