// The attack corpus: test/fixtures/escape/NAME/{input.js,outcome.json,NOTE.md}.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const corpusFolder = fileURLToPath(new URL("../fixtures/escape/", import.meta.url));

/** @typedef {{ technique: string, source: string, goal: string, kind: "script" | "module", family: string, note?: string, needs: string[] }} Header */

/** @param {string} text @returns {Header} the `// key: value` lines at the top of an attack */
export function parseHeader(text) {
  const header = {};
  for (const [, key, value] of text.matchAll(/^\/\/ (technique|source|goal|kind|needs|family|note): (.*)$/gm)) {
    if (!(key in header)) header[key] = value.trim();
  }
  const needs = (header.needs ?? "").split(",").map((name) => name.trim());
  return { ...header, needs: needs.filter((name) => name !== "") };
}

export const attackNames = () => readdirSync(corpusFolder).sort();
export const readAttack = (name) => readFileSync(`${corpusFolder}${name}/input.js`, "utf8");
export const outcomePath = (name) => `${corpusFolder}${name}/outcome.json`;
