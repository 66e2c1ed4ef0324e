import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { VerifyError, verify } from "../src/verifier/index.js";
import { CODES } from "../src/verifier/codes.js";
import { PLACES } from "./verifier/places.js";
import { forge, readForgery, type Forgery } from "./forged/forge.js";

const root = new URL("./fixtures/forged/", import.meta.url);
const folders = readdirSync(fileURLToPath(root)).sort();

/** Codes of the findings, each once; none if the artifact is accepted. */
function codesOf(text: string, said: Forgery): string[] {
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
    const { text, said, also } = readForgery(readFileSync(new URL(`${folder}/${name}/input.js`, root), "utf8"));
    expect(codesOf(text, said).sort()).toEqual(folder === "allowed" ? [] : [folder, ...also].sort());
  });
});

test.each(PLACES)("a free name is seen wherever it stands: %s", (text) => {
  expect(codesOf(`let x = 1;\n${text}`, {})).toEqual(["I2-free-name"]);
});

test("every folder is a code, or `allowed`", () => {
  expect(folders.filter((folder) => folder !== "allowed" && !(folder in CODES))).toEqual([]);
});
