import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, test } from "vitest";
import { Cell, cleanse, definePolicy, lint, memoryHooks, verify, type CellEvent } from "../../src/index.js";

const report = definePolicy({ enforce: "report", globals: { allow: ["notes"] }, modules: { allow: ["./*"] } });
const strict = definePolicy({ globals: { allow: ["notes"] }, modules: { allow: ["./*"] } });

function reporting(globals: Record<string, unknown> = {}): { cell: Cell; events: string[] } {
  const events: string[] = [];
  const onEvent = (event: CellEvent): void => {
    if (event.type === "violation") events.push(`${event.kind} ${event.name} ${event.program}`);
  };
  const cell = new Cell({
    policy: report,
    globals,
    onEvent,
    hooks: memoryHooks({ "lib.js": "export const n = 7;", lib: "export const n = 8;" }),
  });
  return { cell, events };
}

describe("a policy that only reports", () => {
  test("a name that nobody supplies is told of, and reads as undefined", async () => {
    const { cell, events } = reporting();
    const text = "export const f = () => [fetch, typeof fetch, process?.env].join();";
    const plugin = await cell.load<{ f(): string }>(text);
    expect(plugin.f()).toBe(",undefined,");
    expect(events).toEqual(["global fetch guest.js", "global process guest.js"]);
    expect(lint(text, { policy: report }).map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      "unknown-global warning",
      "forbidden-global warning",
    ]);
    expect(lint(text, { policy: strict }).filter(({ severity }) => severity === "error")).toHaveLength(2);
  });

  test("what the cell supplies works although the policy does not list it", async () => {
    const { cell, events } = reporting({ extra: () => 5, notes: () => 6 });
    const plugin = await cell.load<{ n: number }>("export const n = extra() + notes();");
    expect(plugin.n).toBe(11);
    expect(events).toEqual(["global extra guest.js"]);
    expect(cell.evaluate("extra()")).toBe(5);
    expect(events).toEqual(["global extra guest.js", "global extra guest.js"]);
  });

  test("imports pass, and are told of", async () => {
    const { cell, events } = reporting();
    const plugin = await cell.load<{ n: number }>(
      'import { n as a } from "lib"; import { n as b } from "./lib.js"; export const n = a * b;',
    );
    expect(plugin.n).toBe(56);
    expect(events).toEqual(["module lib /guest.js"]);
  });

  test("artifacts are held to the same", () => {
    const { cell, events } = reporting();
    const artifact = cleanse("fetch", { goal: "expression", policy: report });
    expect(() => verify(artifact, { policy: strict })).toThrow(/fetch/);
    expect(cell.evaluate(verify(artifact, { policy: report }))).toBe(undefined);
    expect(events).toEqual(["global fetch guest.js"]);
  });

  test.each(["globalThis.x;", "Function('1');", "eval('1');", "({}).__proto__;", "(() => 1).constructor;", "let __cc_key;"])(
    "safety is not reported but kept: %s",
    async (text) => {
      const { cell, events } = reporting();
      await expect(cell.load(text)).rejects.toMatchObject({ name: "CleanseError" });
      expect(events).toEqual([]);
    },
  );

  test("the process can listen for all cells", async () => {
    const heard: unknown[] = [];
    const listen = (message: unknown): void => void heard.push(message);
    subscribe("cloister:violation", listen);
    await reporting().cell.load("export default fetch;");
    unsubscribe("cloister:violation", listen);
    expect(heard).toEqual([{ cell: "guest", kind: "global", name: "fetch", program: "guest.js" }]);
  });

  test("a cell within a cell reports only if both do", () => {
    const { cell } = reporting();
    expect(cell.subcell({ policy: strict }).policy.enforce).toBe("refuse");
    expect(cell.subcell().policy.enforce).toBe("report");
  });
});

test("scripts find no name that the policy does not list, whatever the cell supplies", () => {
  const cell = new Cell({ policy: definePolicy({ globals: { allow: ["a"] } }), globals: { a: () => 1, b: () => 2 } });
  expect(cell.evaluate("typeof a + typeof b")).toBe("functionundefined");
  const compat = new Cell({ policy: definePolicy({ extends: "compat", globals: { allow: ["a"] } }), globals: { a: () => 1, b: () => 2 } });
  expect(compat.evaluate("typeof a + typeof globalThis.b + typeof b")).toBe("functionundefinedundefined");
});
