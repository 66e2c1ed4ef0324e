// Each invariant: a paragraph of docs/invariants.md, the files that check it, and texts that break it alone. This ties the three together.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { CODES } from "../../src/verifier/codes.js";
import { VerifyError, verify } from "../../src/verifier/index.js";
import { forge } from "../forged/forge.js";
import { FIELDS, HEADERS, POLICIES, PRELUDES } from "./header-cases.js";

const root = new URL("../../", import.meta.url);
const checks = new URL("src/verifier/checks/", root);
const doc = readFileSync(new URL("docs/invariants.md", root), "utf8");
const sections = new Map([...doc.matchAll(/^## (I\d+) (?:.*)\n([\s\S]*?)(?=^## )/gm)].map(([, name, text]) => [name!, text!]));
const part = (text: string, label: string): string | undefined =>
  new RegExp(`^- \\*\\*${label}[^*]*\\*\\* ([\\s\\S]*?)(?=^- \\*\\*|\\n\\n|$(?![\\s\\S]))`, "m").exec(text)?.[1];

/** Files that a section names. */
const filesOf = (text: string): URL[] =>
  [...(part(text, "Checked by:") ?? "").matchAll(/`([^`]+)`/g)].map(
    ([, name]) => new URL(name!.replace(/(?:\.ts)?(?:: .*)?$/, ".ts"), checks),
  );

test("there are the invariants of the design, in order", () => {
  expect([...sections.keys()]).toEqual(Array.from({ length: sections.size }, (_, i) => `I${i + 1}`));
  expect(sections.size).toBeGreaterThanOrEqual(13);
});

test.each([...sections])("%s says what holds, why that suffices, what breaks without it, and where it is checked", (name, text) => {
  for (const label of ["Holds:", "Why", "If it broke:"]) expect(part(text, label), label).toMatch(/\w/);
  const files = filesOf(text);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(existsSync(file), file.pathname).toBe(true);
    expect(readFileSync(file, "utf8"), file.pathname).toMatch(new RegExp(`\\b${name}\\b`));
  }
});

test("every check is named by an invariant", () => {
  const named = new Set([...sections.values()].flatMap(filesOf).map(({ pathname }) => pathname));
  expect(readdirSync(checks).filter((file) => !named.has(new URL(file, checks).pathname))).toEqual([]);
});

test("every code belongs to an invariant, and some text is refused for it", () => {
  const broken = new Set(readdirSync(new URL("test/fixtures/forged/", root)));
  const texts: (readonly [string, object])[] = [
    ...[...HEADERS, ...PRELUDES].map(([, text]) => [text, {}] as const),
    ...FIELDS.map(([, said]) => [forge("1;", said), {}] as const),
    ...POLICIES.map(([text, policy]) => [text, { policy }] as const),
    [forge(`/${"a".repeat(65_537)}/;`), {}],
  ];
  for (const [text, options] of texts) {
    try {
      verify(text, options);
    } catch (error) {
      if (!(error instanceof VerifyError)) throw error;
      for (const { code } of error.diagnostics) broken.add(code);
    }
  }
  for (const code of Object.keys(CODES)) {
    expect(sections.has(code.slice(0, code.indexOf("-"))), code).toBe(true);
    expect(broken.has(code), code).toBe(true);
  }
});
