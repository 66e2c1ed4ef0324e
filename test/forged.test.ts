import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { VerifyError, verify } from "../src/verifier/index.js";
import { CODES } from "../src/verifier/codes.js";
import { forge, readForgery } from "./forged/forge.js";

const root = new URL("./fixtures/forged/", import.meta.url);
const folders = readdirSync(fileURLToPath(root)).sort();

/** Codes of the findings, each once; none if the artifact is accepted. */
function codesOf(folder: string, name: string): string[] {
  const { text, said } = readForgery(readFileSync(new URL(`${folder}/${name}/input.js`, root), "utf8"));
  try {
    verify(forge(text, said));
    return [];
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    return [...new Set(error.diagnostics.map((d) => d.code))];
  }
}

describe.each(folders)("forged/%s", (folder) => {
  test.each(readdirSync(fileURLToPath(new URL(`${folder}/`, root))))("%s", (name) => {
    expect(codesOf(folder, name)).toEqual(folder === "allowed" ? [] : [folder]);
  });
});

test("every folder is a code, or `allowed`", () => {
  expect(folders.filter((folder) => folder !== "allowed" && !(folder in CODES))).toEqual([]);
});
