import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ATTACKS } from "./attacks.js";
import { COMPAT, makeGuest, STRICT } from "./guest.js";
import { changesSince, snapshot } from "./snapshot.js";

const ignore = (): void => undefined;
beforeAll(() => void process.on("unhandledRejection", ignore));
afterAll(() => void process.off("unhandledRejection", ignore));

const attack = async (
  source: string,
  options: typeof COMPAT,
): Promise<{ got: string[]; changed: string[]; generated: unknown; status: string }> => {
  const guest = makeGuest(options);
  const { audit } = guest.realm.inside;
  const hot = new Set<unknown>(audit.hot());
  const before = snapshot([...audit.intrinsics, ...audit.hot()]);
  const got = new Set<string>();
  let generated: unknown;
  guest.lend("T", (value) => {
    if (hot.has(value)) got.add(String((value as { constructor?: { name?: string } }).constructor?.name ?? "an iterator prototype"));
    if (isForeign(value)) got.add("foreign");
  });
  guest.lend("COUNT", ignore);
  guest.lend("STAMP", ignore);
  guest.lend("CODEGEN", (value) => {
    generated = value;
  });
  let status = "ran";
  try {
    guest.run(source);
  } catch (e) {
    status = `threw ${String((e as { message?: unknown } | null)?.message)}`;
  }
  for (let i = 0; i < 3; i++) await new Promise((done) => setImmediate(done));
  return { got: [...got], changed: changesSince(before), generated, status };
};
/** An object of the test's own realm. */
const isForeign = (value: unknown): boolean => value instanceof Object;

describe("no attack obtains a hot prototype, runs generated code or changes an intrinsic", () => {
  for (const [name, source] of Object.entries(ATTACKS)) {
    test(`${name}, compat`, { timeout: 120_000 }, async () => {
      expect(await attack(source, COMPAT)).toMatchObject({ got: [], changed: [], generated: undefined });
    });
  }
});

describe("nor under strict, as far as they compile there", () => {
  for (const [name, source] of Object.entries(ATTACKS)) {
    test(`${name}, strict`, { timeout: 120_000 }, async () => {
      expect(await attack(source, STRICT)).toMatchObject({ got: [], changed: [], generated: undefined });
    });
  }
});
