import { beforeAll, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";
import { attackNames, parseHeader, readAttack } from "./attack-files.mjs";
import { isForRaw, RAW, RAW_ENTRY, RAW_LOOPS } from "./presets.mjs";
import { runCorpus, type AttackRow } from "./run-corpus.mjs";

/**
 * Attacks on membrane, bastions and errors, with the compiler's and the verifier's refusals and all guards out of the way: the text as it is, in a realm
 * behind a membrane. What those two layers promise they must hold alone.
 */
const names = attackNames().filter((name) => isForRaw(parseHeader(readAttack(name))) && !(name in RAW_LOOPS));
const rows = new Map<string, AttackRow>();
beforeAll(async () => {
  await runCorpus({
    preset: RAW,
    bundle: await bundleForTests("escapes-raw", RAW_ENTRY),
    names,
    onResult: (row) => rows.set(row.name, row),
  });
}, 280_000);

test.each(names)("escape/%s reaches nothing", (name) => {
  expect(rows.get(name)).toMatchObject({ verdict: "blocked", codegen: false, detail: expect.not.stringContaining("harness") as string });
});

test("they ran: most of them come to their end", () => {
  expect([...rows.values()].filter(({ by }) => by === "completed").length).toBeGreaterThan(names.length * 0.9);
});
