// Linear in the manifest, too: its lists may be as long as the text, and a search of one for each use took minutes.
import { expect, test } from "vitest";
import { forge, type Forgery } from "../forged/forge.js";
import { verify } from "../../src/verifier/index.js";

const SMALL = 4_000;

const names = (n: number, first: string): string[] => Array.from({ length: n }, (_, i) => first + String(i).padStart(6, "0"));
const from = (list: string[]): Forgery => ({ goal: "module", imports: [{ specifier: "m", names: list, star: false }] });

/** Artifacts that use each of n names of a list. */
const LISTS: readonly ((n: number) => string)[] = [
  (n) =>
    forge(
      each(names(n, "a"), (s) => `__cc_import("${s}");`),
      { goal: "module", dynamicImports: names(n, "a") },
    ),
  (n) =>
    forge(
      each(names(n, "a"), (s) => `__cc_type("${s}"), __cc_env("${s}").${s};`),
      { names: names(n, "a") },
    ),
  (n) =>
    forge(
      each(names(n, "a"), (s) => `__cc_m0.${s};`),
      from(names(n, "a")),
    ),
  (n) => forge("1;", { ...from(names(n, "a")), exports: names(n, "a").map((name) => ({ export: name, from: 0, name })) }),
  (n) => {
    const lexicals = names(n, "b");
    const accessors = lexicals.map((s) => `() => ${s}, (__cc_a) => ${s} = __cc_a`).join(", ");
    const text = `__cc_declare(${accessors});\nlet __cc_v;\nlet ${lexicals.join(", ")};\nreturn __cc_v;`;
    return forge(text, { raw: true, declares: { vars: names(n, "a"), lexicals } });
  },
];
const each = (list: string[], use: (name: string) => string): string => list.map(use).join("\n");

/** Processor time, in microseconds. */
function time(texts: readonly string[]): number {
  const before = process.cpuUsage();
  for (const text of texts) verify(text);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

test("four times the names take about four times as long, not sixteen", () => {
  const small = LISTS.map((list) => list(SMALL));
  const large = LISTS.map((list) => list(4 * SMALL));
  time(small); // compiled once
  expect(time(large) / time(small)).toBeLessThan(9);
});
