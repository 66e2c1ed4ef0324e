import { expect, test } from "vitest";
import { wantsColour, type CliSink } from "../../src/cli/cli-io.js";

const sink = (isTTY?: boolean): CliSink => ({ write: () => true, isTTY });
const NOTHING = { cwd: ".", stdout: sink(), stderr: sink(), readStdin: () => Promise.resolve(Buffer.alloc(0)) };

test.each<[string, Record<string, string>, boolean, boolean | undefined, boolean]>([
  ["a pipe", {}, false, undefined, false],
  ["a terminal", {}, true, undefined, true],
  ["a terminal that is dumb", { TERM: "dumb" }, true, undefined, false],
  ["NO_COLOR", { NO_COLOR: "1" }, true, undefined, false],
  ["an empty NO_COLOR, which is none", { NO_COLOR: "" }, true, undefined, true],
  ["FORCE_COLOR", { FORCE_COLOR: "1" }, false, undefined, true],
  ["FORCE_COLOR=0, which forces nothing", { FORCE_COLOR: "0" }, false, undefined, false],
  ["NO_COLOR and FORCE_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, undefined, false],
  ["--color", { NO_COLOR: "1" }, false, true, true],
  ["--no-color", { FORCE_COLOR: "1" }, true, false, false],
])("%s", (_, env, isTTY, asked, expected) => expect(wantsColour({ ...NOTHING, env }, sink(isTTY), asked)).toBe(expected));
