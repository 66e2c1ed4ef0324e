import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test, beforeAll } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";
import { attackNames, outcomePath } from "./attack-files.mjs";
import { runCorpus, type AttackRow } from "./run-corpus.mjs";

/** How an attack ends: what it achieved (`blocked`: nothing), what it ran into, and the code of the refusal. */
interface Outcome {
  readonly verdict: string;
  readonly by?: string;
  readonly code?: string;
  /** For an attack that is not stopped yet: what would. It is not run here (`npm run escapes` does), since it takes its time. */
  readonly needs?: string;
}
type Outcomes = Record<string, Outcome>;

const update = process.env["UPDATE_FIXTURES"] === "1";
const filter = new RegExp(process.env["ATTACKS"] ?? ".");
const names = attackNames().filter((name) => filter.test(name));
const expected = (name: string): Outcomes =>
  existsSync(outcomePath(name)) ? (JSON.parse(readFileSync(outcomePath(name), "utf8")) as Outcomes) : {};

// Both presets at once: a child spends much of its time waiting for what an attack left behind.
describe.concurrent.each(["strict", "compat"])("under %s", (preset) => {
  const rows = new Map<string, AttackRow>();
  const open = names.filter((name) => expected(name)[preset]?.needs !== undefined);
  const closed = names.filter((name) => !open.includes(name));
  beforeAll(async () => {
    await runCorpus({
      preset,
      bundle: await bundleForTests(`escapes-${preset}`),
      names: closed,
      onResult: (row) => rows.set(row.name, row),
    });
  }, 280_000);

  test.each(closed)("escape/%s", (name) => {
    const row = rows.get(name)!;
    const outcome: Outcome = {
      verdict: row.verdict,
      ...(row.by !== undefined && { by: row.by }),
      // which limit is met first is no matter
      ...(row.code !== undefined && row.by !== "stopped" && { code: row.code }),
    };
    const before = expected(name);
    // what an attack runs into may change with the code; that it achieves nothing may not, whatever the file says
    if (update && outcome.verdict === "blocked" && (before[preset]?.verdict ?? "blocked") === "blocked") {
      writeFileSync(outcomePath(name), JSON.stringify({ ...expected(name), [preset]: outcome }, null, 2) + "\n");
    }
    expect({ ...outcome, codegen: row.codegen, detail: row.detail }).toMatchObject({ ...expected(name)[preset], codegen: false });
  });

  for (const name of open) test.skip(`escape/${name} needs ${expected(name)[preset]!.needs!}`, () => undefined);
});
