import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as eslint9 from "eslint";
import tseslint from "typescript-eslint";
import plugin, { guest } from "../../src/integrations/eslint/index.js";
import { ruleOf } from "../../src/integrations/eslint/family-rule.js";
import { lint } from "../../src/compiler.js";
import { definePolicy } from "../../src/policy/index.js";
import { caseSource, rejectCases } from "../reject/reject-case.js";
import { cli, folderWith } from "../cli/run-cli.js";
import type { Diagnostic } from "../../src/compiler.js";

const eslint10 = (await import("eslint-10")) as unknown as typeof eslint9;
const cases = rejectCases();

type Line = readonly [code: string, severity: string, message: string, place: string];

const fromLint = (diagnostics: readonly Diagnostic[]): Line[] =>
  diagnostics.map(({ code, severity, message, loc: { start, end } }) => [
    code,
    severity,
    message,
    `${start.line}:${start.column}-${end.line}:${end.column}`,
  ]);

const fromEslint = (messages: readonly eslint9.Linter.LintMessage[]): Line[] =>
  messages.map((m) => [
    m.messageId ?? `fatal ${String(m.ruleId)}`,
    m.severity === 2 ? "error" : "warning",
    m.message,
    `${m.line}:${m.column - 1}-${m.endLine ?? 0}:${(m.endColumn ?? 1) - 1}`,
  ]);

const sorted = (lines: Line[]): Line[] => lines.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe.each([
  ["9", eslint9],
  ["10", eslint10],
])("ESLint %s", (version, { Linter, ESLint }) => {
  const linter = new Linter();

  test(`is version ${version}`, () => expect(Linter.version).toMatch(new RegExp(`^${version}\\.`)));

  test.each(cases)("finds what lint finds: $code/$name", (one) => {
    const { text, filename, goal, policy, supplied, syntax } = caseSource(one);
    const expected = lint(text, { filename, goal, policy: definePolicy(policy), ...(supplied && { supplied }), ...(syntax && { syntax }) });
    const isTypeScript = /tsx?$/.test(filename);
    const config = guest({
      goal,
      ...(policy && { policy }),
      ...(supplied && { supplied }),
      ...(syntax && { syntax }),
      ...(isTypeScript && { parser: tseslint.parser }),
    });
    const messages = linter.verify(text, [{ files: ["**/*.*"] }, config as eslint9.Linter.Config], { filename });
    // ESLint takes a byte order mark off, and shows columns from the other side of it
    expect(sorted(fromEslint(messages))).toEqual(sorted(fromLint(expected)));
  });

  test("a whole folder: the same as `cloister lint --json`", async () => {
    const files: Record<string, string> = {};
    for (const one of cases) {
      const { text, filename } = caseSource(one);
      if (!/\p{Surrogate}/u.test(text) && !text.includes("\0") && text.trim() !== "" && text.length < 100_000)
        files[`${one.code}/${one.name}${/\.\w+$/.exec(filename)![0]}`] = text;
    }
    expect(Object.keys(files).length).toBeGreaterThan(70);
    const cwd = folderWith(files);
    const report = JSON.parse((await cli(cwd, ["lint", "--json", "."])).stdout) as { diagnostics: Diagnostic[] };
    const eslint = new ESLint({
      cwd,
      overrideConfigFile: true,
      overrideConfig: [
        { files: ["**/*.js"] },
        guest({ files: ["**/*.js"] }) as eslint9.Linter.Config,
        guest({ files: ["**/*.ts"], parser: tseslint.parser }) as eslint9.Linter.Config,
      ],
    });
    const results = await eslint.lintFiles(["**/*.js", "**/*.ts"]);
    expect(results.length).toBe(Object.keys(files).length);
    for (const { filePath, messages } of results) {
      const name = filePath.slice(cwd.length + 1);
      expect(sorted(fromEslint(messages)), name).toEqual(sorted(fromLint(report.diagnostics.filter(({ filename }) => filename === name))));
    }
  }, 120_000);

  test("offers suggestions, and makes safe rewrites", () => {
    const fixed = linter.verifyAndFix("export const f = (o) => o.__proto__;\n", [guest() as eslint9.Linter.Config], { filename: "a.js" });
    expect(fixed).toMatchObject({ fixed: true, output: "export const f = (o) => Object.getPrototypeOf(o);\n", messages: [] });
    const [message] = linter.verify("let total = 1;\nexport const f = () => totl;\n", [guest() as eslint9.Linter.Config], {
      filename: "a.js",
    });
    expect(message?.suggestions).toMatchObject([{ desc: "Write `total`.", fix: { text: "total" } }]);
  });

  test("a policy that makes no sense is an error of the configuration", () => {
    expect(() => guest({ policy: { globals: { allow: "all" as "*" } } })).toThrow(/policy-invalid/);
  });
});

test("every rule is named after a family, and each finding has a rule", () => {
  expect(Object.keys(plugin.rules)).toEqual(["text", "syntax", "properties", "names", "modules", "regexps", "advice"]);
  expect(readdirSync(new URL("../../src/integrations/eslint", import.meta.url)).length).toBeGreaterThan(3);
  for (const one of cases) {
    const { text, filename, goal, policy } = caseSource(one);
    for (const found of lint(text, { filename, goal, policy: definePolicy(policy) })) expect(plugin.rules).toHaveProperty(ruleOf(found));
  }
});
