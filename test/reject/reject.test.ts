import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/diagnostics/catalogue.js";
import { findings, rejectCases, type ExpectedDiagnostic, type RejectCase } from "./reject-case.js";

const cases = rejectCases();
const isError = (d: ExpectedDiagnostic): boolean => d.severity !== "warning";

/** Codes that no source text can raise through the compiler's front, with the test that raises them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "policy-invalid": "../policy/policy.test.ts",
  "unused-grant": "../cli/lint.test.ts",
  "too-many-problems": "../analyzer/examine.test.ts",
  "no-stack": "../parse/parse-source.test.ts",
};

describe.each(cases)("reject/$code/$name", (one) => {
  if (one.isAllowed) {
    test("passes", () => expect(findings(one)).toEqual([]));
    return;
  }
  test("is refused at exactly these places", () => {
    const found = findings(one);
    expect(found.map(({ code }) => code)).toContain(one.code);
    if (process.env.UPDATE_FIXTURES === "1") update(one, found);
    expect(found).toEqual(expected(one));
  });
});

test.each(Object.keys(CATALOGUE))("code %s is raised by a case and has a near miss", (code) => {
  const elsewhere = ELSEWHERE[code];
  if (elsewhere !== undefined) {
    expect(readFileSync(new URL(elsewhere, import.meta.url), "utf8")).toContain(`"${code}"`);
    return;
  }
  const own = cases.filter((one) => one.code === code);
  expect(own.filter((one) => !one.isAllowed).length, "cases").toBeGreaterThan(0);
  expect(own.filter((one) => one.isAllowed).length, "near misses").toBeGreaterThan(0);
});

test("every folder is named after a code", () => {
  expect([...new Set(cases.map(({ code }) => code))].filter((code) => !(code in CATALOGUE))).toEqual([]);
});

const fileOf = ({ folder }: RejectCase): string => join(folder, "diagnostics.json");

function expected(one: RejectCase): readonly ExpectedDiagnostic[] {
  return existsSync(fileOf(one)) ? (JSON.parse(readFileSync(fileOf(one), "utf8")) as ExpectedDiagnostic[]) : [];
}

/** Rewrites messages and ranges. What was refused stays refused: a changed verdict is edited by hand. */
function update(one: RejectCase, found: readonly ExpectedDiagnostic[]): void {
  if (expected(one).some(isError) && !found.some(isError))
    throw new Error(`${one.folder}: was refused and now passes; if that is right, edit it by hand`);
  writeFileSync(fileOf(one), `${JSON.stringify(found, null, 2)}\n`);
}
