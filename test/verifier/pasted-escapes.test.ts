import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { VerifyError, verify } from "../../src/verifier/index.js";
import { forge, type Forgery } from "../forged/forge.js";

const root = new URL("../fixtures/escape/", import.meta.url);

/** All that an attack could be granted by name, so that none is refused for a missing grant. */
const said: Forgery = {
  features: ["globalObject"],
  globals:
    "Array ArrayBuffer BigInt Boolean Date Error Function Intl JSON Map Math Number Object Promise Proxy RangeError Reflect RegExp Set String Symbol SyntaxError TypeError WeakMap WeakRef endow host log report".split(
      " ",
    ),
};

/** Comments are refused of themselves; the attack is what counts. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

/** Attacks that are accepted as they are, pasted into the frame of an artifact. */
function accepted(metered: boolean): string[] {
  return readdirSync(fileURLToPath(root))
    .sort()
    .filter((name) => {
      const file = new URL(`${name}/input.js`, root);
      if (!existsSync(file)) return false;
      const text = withoutComments(readFileSync(file, "utf8"));
      return (["script", "module", "commonjs"] as const).some((goal) => {
        try {
          verify(forge(text, { ...said, goal, metered }));
          return true;
        } catch (error) {
          if (!(error instanceof VerifyError)) throw error;
          return false;
        }
      });
    });
}

test("attacks pasted into metered artifacts: all are refused, for nothing in them is charged", () => {
  expect(accepted(true)).toEqual([]);
});

test("attacks pasted into unmetered artifacts: what is left only takes time and memory", () => {
  const exhausting =
    /^\d+-(?:loop|recursion|native|redos|bigint|memory|async|host-callback|completion-value|thrown-error|parser-huge|zombie)/;
  expect(accepted(false).filter((name) => !exhausting.test(name))).toEqual([]);
});
