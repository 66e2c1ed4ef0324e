import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Cell, definePolicy, type CellEvent } from "../../src/index.js";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

test("what a guest's cleanup throws is an event, not the end of the process; nor is a cell that is over by then", async () => {
  const events: CellEvent[] = [];
  const died: unknown[] = [];
  const watch = (error: unknown): void => void died.push(error);
  process.prependListener("uncaughtException", watch);
  const make = (): Cell =>
    new Cell({
      policy: definePolicy({ extends: "strict", globals: { allow: ["FinalizationRegistry"] } }),
      limits: { fuel: 1e7 },
      onEvent: (event) => void events.push(event),
    });
  const text =
    "const registry = new FinalizationRegistry((held) => { throw new Error(held); }); for (let i = 0; i < 50; i++) registry.register({}, 'boom');";
  const living = make();
  living.execute(text);
  const over = make();
  over.execute(text);
  over.dispose();
  for (let i = 0; i < 20 && events.length < 2; i++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  process.off("uncaughtException", watch);
  expect(died).toEqual([]);
  expect(events.map(({ type }) => type)).toContain("unhandled-rejection");
  expect(living.status).toBe("ready");
});
