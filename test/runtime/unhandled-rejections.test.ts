import { execFile } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

const child = fileURLToPath(new URL("support/rejections-child.mjs", import.meta.url));
const index = pathToFileURL(`${await bundleForTests("rejections")}/index.js`).href;

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(mode: string, scenario: string, env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, CLOISTER_INDEX: index, ...env }, timeout: 60_000 };
    const started = execFile(process.execPath, [`--unhandled-rejections=${mode}`, child, scenario], options, (_, out, err) =>
      resolve({ code: started.exitCode, out, err }),
    );
  });
}

const MODES = ["throw", "strict", "warn", "none", "warn-with-error-code"];

describe.each(MODES)("with --unhandled-rejections=%s", (mode) => {
  test("guests' rejections leave the process and its listeners alone; the supervisor hears of them", async () => {
    const all = "guest,async,primitive,hostCalled,handedOver,nullProto,forgedRoot,reaction,lateHandler,disposed";
    const { code, out } = await run(mode, all, { WITH_LISTENER: "1" });
    expect(out).toContain("alive");
    expect(out).not.toMatch(/listener|rejectionHandled/);
    expect(code).toBe(0);
    if (mode !== "strict")
      expect(out).toMatch(/unhandled-rejection:TypeError:guest.*unhandled-rejection::text.*unhandled-rejection:Error:of the host/);
  });

  test.each([{}, { WITH_LISTENER: "1", WITH_CATCHER: "1" }])("the host's own are treated as by Node alone (%o)", async (env) => {
    // where the first one ends the process, the other needs one of its own
    const isFatal = /throw|strict/.test(mode) && !("WITH_CATCHER" in env);
    for (const scenario of isFatal ? ["host", "hostPrimitive"] : ["host,hostPrimitive"]) {
      const [ours, plain] = await Promise.all([run(mode, scenario, env), run(mode, scenario, { ...env, PLAIN: "1" })]);
      const told = (text: string): string => text.replace(/\(node:\d+\)/g, "").replace(/^\s+at .*\n/gm, "");
      expect(ours.code).toBe(plain.code);
      expect(told(ours.out)).toBe(told(plain.out));
      expect(told(ours.err)).toBe(told(plain.err));
    }
  });
});

test("a stack that runs guest code when it is read, in the mode that prints stacks, ends by fuel", async () => {
  const { code, out } = await run("warn", "stackGetter");
  expect([code, out.includes("alive")]).toEqual([0, true]);
});
