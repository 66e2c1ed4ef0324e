import { expect, test } from "vitest";
import { VerifyError, verify } from "../../src/verifier/index.js";
import { forge } from "../forged/forge.js";
import { TOWERS, deeper } from "../parse/towers.js";

const more: typeof TOWERS = {
  ...TOWERS,
  groups: (n) => "/" + "(".repeat(n) + ")".repeat(n) + "/",
  lookbehinds: (n) => "/" + "(?<=a|".repeat(n) + ")".repeat(n) + "/u",
  "classes in classes": (n) => "/" + "[".repeat(n) + "]".repeat(n) + "/v",
  "differences of classes": (n) => "/" + "[a--".repeat(n) + "b" + "]".repeat(n) + "/v",
  "patterns of assignments": (n) => "(" + "[".repeat(n) + "x" + "]".repeat(n) + "=1)",
  "patterns of parameters": (n) => "x=function(" + "{a:".repeat(n) + "b" + "}".repeat(n) + "){}",
  "calls of members": (n) => "x" + ".a()".repeat(n),
  "functions in functions": (n) => "function f(){".repeat(n) + "}".repeat(n),
};

/** Each with the semicolons that the cell language wants. */
const text = (name: string, n: number): string =>
  more[name]!(n)
    .replace(/(?<![;}])$|(?<=^x=.*)$/s, ";")
    .replace(/1(?=\}+;?$)/, "1;");

/** Codes of the findings. */
function judged(input: string): string[] {
  try {
    verify(forge("let x, a, f, A;\n" + input));
    return [];
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    expect(error.diagnostics.map((d) => d.message).filter((message) => message.includes("stack space"))).toEqual([]);
    return error.diagnostics.map((d) => d.code);
  }
}

const isTooHigh = (name: string, n: number): boolean => judged(text(name, n)).includes("I12-text");

/** The most constructs that are not too high. */
function most(name: string): number {
  let low = 1;
  let high = 4_096;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isTooHigh(name, middle)) high = middle - 1;
    else low = middle;
  }
  return low;
}

test.each(Object.keys(more))("never comes to the stack's end: %s", (name) => {
  const n = most(name);
  expect(n).toBeGreaterThan(100);
  for (const frames of [2_000, 4_000, 6_000]) deeper(frames, () => judged(text(name, n)));
  expect(n).toBeLessThan(4_096);
});

test("asks for the stack that a text needs", () => {
  const input = text("parentheses", 200);
  const found = new Set<string>();
  for (let frames = 0; frames < 30_000 && !found.has("I12-text"); frames += 500) found.add(deeper(frames, () => judged(input)).join());
  expect([...found]).toEqual(["", "I12-text"]);
});

/** Names in lists made these quadratic, in time or in memory. */
test.each([
  ["let", (i: number) => `let a${i};`],
  ["var", (i: number) => `var a${i};`],
  ["function", (i: number) => `function a${i}() {}`],
])("many a %s is no matter", (_what, one) => {
  const many = Array.from({ length: 100_000 }, (_, i) => one(i)).join("\n");
  const from = process.cpuUsage();
  expect(judged("{".repeat(100) + many + "}".repeat(100))).toEqual([]);
  expect(process.cpuUsage(from).user / 1e6).toBeLessThan(5);
});
