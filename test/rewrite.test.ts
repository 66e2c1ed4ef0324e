// Every program below fixtures/rewrite is compiled, and the guest's text of the artifact compared with output.js. UPDATE_FIXTURES=1 writes it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { cleanse } from "../src/compiler.js";
import {
  BASE_GUARDS,
  closingText,
  GUARD_PREFIX,
  headerText,
  MEDIATION_GUARDS,
  METER_GUARDS,
  MODULE_GUARDS,
  NAME_GUARDS,
  openingText,
  PROTO_GUARDS,
  REGEXP_GUARDS,
  type Goal,
} from "../src/contract/index.js";
import { definePolicy, type RegExpPolicy } from "../src/policy/index.js";

const ROOT = fileURLToPath(new URL("./fixtures/rewrite/", import.meta.url));
const cases = readdirSync(ROOT).flatMap((shape) => readdirSync(join(ROOT, shape)).map((name) => `${shape}/${name}`));

/** `config.json`; default: an unmetered module under `strict`. */
interface Config {
  readonly goal?: Goal;
  readonly metered?: boolean;
  readonly preset?: "strict" | "compat";
  readonly mediation?: "direct" | "full";
  readonly regexp?: RegExpPolicy;
}

test.each(cases)("rewrite/%s", (name) => {
  const folder = join(ROOT, name);
  const configFile = join(folder, "config.json");
  const config = existsSync(configFile) ? (JSON.parse(readFileSync(configFile, "utf8")) as Config) : {};
  const { goal = "module", metered = false, preset = "strict", mediation = "direct", regexp = "native" } = config;
  const supplied = ["log", "f", "g", "o", "k", "x", "y"];
  const { text, manifest } = cleanse(readFileSync(join(folder, "input.js"), "utf8"), {
    goal,
    metered,
    policy: definePolicy({ extends: preset, mediation, regexp }),
    supplied,
  });
  const head = headerText(manifest) + openingText(manifest);
  expect(text.startsWith(head)).toBe(true);
  expect(text.endsWith(closingText)).toBe(true);
  const guest = text.slice(head.length, -closingText.length) + "\n";
  const output = join(folder, "output.js");
  if (process.env["UPDATE_FIXTURES"] === "1") writeFileSync(output, guest);
  expect(guest).toBe(readFileSync(output, "utf8"));
});

const guards = [BASE_GUARDS, METER_GUARDS, NAME_GUARDS, PROTO_GUARDS, REGEXP_GUARDS, MODULE_GUARDS, MEDIATION_GUARDS].flat();
const outputs = (): string => cases.map((name) => readFileSync(join(ROOT, name, "output.js"), "utf8")).join("\n");

test.each(guards)("guard %s is called by some rewrite", (guard) => {
  expect(outputs()).toMatch(new RegExp(`\\b${GUARD_PREFIX}${guard}\\b`));
});
