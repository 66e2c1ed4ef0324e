import { expect, test } from "vitest";
import { cleanse, definePolicy } from "../../src/index.js";
import { verify } from "../../src/verifier/index.js";
import { Watched } from "./crawled.js";

const policy = definePolicy({ extends: "compat", globals: { allow: "*" } });

test("a guest that does nothing wrong is seen, and nothing is found", async () => {
  const cell = new Watched();
  const before = cell.visited;
  await cell.run(
    verify(cleanse("class A { x = [1]; get y() { return {}; } } log(A, new A(), (a) => a, [1, { b: 2 }]);", { goal: "script", policy })),
  );
  expect(cell.visited - before).toBeGreaterThan(10);
  expect(cell.findings()).toEqual([]);
});

test("what is the host's is noticed, however deep it lies", () => {
  const cell = new Watched();
  cell.plant({ made: { by: "host" } });
  expect(cell.findings()).not.toEqual([]);
});

test("a hot prototype is noticed, and what is done to it", () => {
  const cell = new Watched();
  expect(cell.hot.size).toBeGreaterThan(3);
  const [first] = [...cell.hot];
  cell.plant(first);
  expect(cell.findings().length).toBe(1);
  Object.defineProperty(first, "planted", { value: 1, configurable: true });
  expect(cell.findings().length).toBe(2);
});
