import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Cell, cleanse, definePolicy, ProgramCache } from "../../src/index.js";
import { isVerified, VerifyError } from "../../src/verifier/index.js";
import * as body from "../../src/verifier/parse-body.js";

const parses = vi.spyOn(body, "parseBody");
const text = cleanse("const hidden = () => Math.max(1, 2); export const answer = hidden() * 21;").text;

/** Not in the cell language, with an honest digest: what an attacker would have remembered. */
const forged = cleanse("export const answer = 1;").text;

let folder: string;
const entries = (): readonly string[] => readdirSync(folder).filter((name) => name.endsWith(".entry"));
const entry = (): string => join(folder, entries()[0]!);

/** How often the verifier judged a text while `run` ran. */
function judged<T>(run: () => T): number {
  const before = parses.mock.calls.length;
  run();
  return parses.mock.calls.length - before;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cloister-cache-"));
});

describe("what was verified before", () => {
  test("is not judged again, by another instance neither, and is a verified program", () => {
    expect(judged(() => new ProgramCache(folder).verify(text))).toBe(1);
    expect(judged(() => new ProgramCache(folder).verify(text))).toBe(0);
    const program = new ProgramCache(folder).verify(text);
    expect(isVerified(program) && Object.isFrozen(program)).toBe(true);
  });

  test("is held against the policy each time", () => {
    const fetching = cleanse("fetch('x')", { goal: "expression", policy: definePolicy({ globals: { allow: ["fetch"] } }) }).text;
    const cache = new ProgramCache(folder);
    cache.verify(fetching);
    const policy = definePolicy({ globals: { allow: [] } });
    expect(() => cache.verify(fetching, { policy })).toThrow(VerifyError);
    expect(() => new Cell({ cache, policy }).evaluate(fetching)).toThrow(VerifyError);
    expect(() => new Cell({ cache }).evaluate(fetching)).toThrow(VerifyError);
  });

  test("is one text and no other: a changed body, header or ending is judged", () => {
    const cache = new ProgramCache(folder);
    cache.verify(text);
    for (const changed of [text.replace("21", "22"), text.replace('"module"', '"script"'), text + "\n"])
      expect(() => cache.verify(changed)).toThrow(VerifyError);
    expect(entries()).toHaveLength(1);
  });

  test("is not taken for one whose digest it shares: half a surrogate pair for a replacement character", () => {
    const honest = cleanse('export const a = "\ufffd";').text;
    expect(honest).toContain("\ufffd");
    const cache = new ProgramCache(folder);
    cache.verify(honest);
    expect(() => cache.verify(honest.replace("\ufffd", "\ud800"))).toThrow(VerifyError);
  });

  test("what is refused is not remembered", () => {
    const cache = new ProgramCache(folder);
    expect(() => cache.verify(text, { policy: definePolicy({}) })).not.toThrow();
    expect(() => cache.verify(forged.replace("= 1", "= eval"))).toThrow(VerifyError);
    expect(entries()).toHaveLength(1);
  });
});

describe("cells", () => {
  test("run artifacts from it, with the engine's code", async () => {
    const first = await new Cell({ cache: new ProgramCache(folder) }).load(text);
    expect(first["answer"]).toBe(42);
    const { ino, size } = statSync(entry());
    expect(size).toBeGreaterThan(500);
    // modules of their own, as another process has them: none that holds the script already
    vi.resetModules();
    const other = await import("../../src/runtime/index.js");
    const code = vi.spyOn(other.ProgramCache.prototype, "code");
    expect((await new other.Cell({ cache: new other.ProgramCache(folder) }).load(text))["answer"]).toBe(42);
    expect(code).toHaveReturnedWith(expect.objectContaining({ read: expect.any(Function) as unknown }));
    // what V8 refuses is written anew
    expect(statSync(entry())).toMatchObject({ ino, size });
  });

  test("do not fill it with what they compile themselves", () => {
    expect(new Cell({ cache: new ProgramCache(folder) }).evaluate("1 + 1")).toBe(2);
    expect(entries()).toEqual([]);
  });

  test("take no other object for it", () => {
    const cache = { verify: () => ({ manifest: {}, body: "", digest: "" }) } as unknown as ProgramCache;
    expect(() => new Cell({ cache }).evaluate(text)).toThrow("ProgramCache");
  });
});

describe("entries that this folder's key has not signed are as if they were not there, and are written anew", () => {
  const damages: Record<string, (path: string) => void> = {
    empty: (path) => writeFileSync(path, ""),
    "cut short": (path) => writeFileSync(path, readFileSync(path).subarray(0, -1)),
    "a bit changed": (path) => {
      const bytes = readFileSync(path);
      bytes[bytes.length - 1]! ^= 1;
      writeFileSync(path, bytes);
    },
    "of another folder": (path) => {
      const other = mkdtempSync(join(tmpdir(), "cloister-cache-"));
      new ProgramCache(other).verify(text);
      writeFileSync(
        path,
        readFileSync(
          join(
            other,
            readdirSync(other).find((name) => name.endsWith(".entry"))!,
          ),
        ),
      );
    },
    "of another program": (path) => {
      new ProgramCache(folder).verify(forged);
      renameSync(
        join(
          folder,
          entries().find((name) => !path.endsWith(name))!,
        ),
        path,
      );
    },
    "a link": (path) => {
      renameSync(path, join(folder, "elsewhere"));
      symlinkSync("elsewhere", path);
    },
    "readable by others": (path) => chmodSync(path, 0o644),
    "under a new key": () => writeFileSync(join(folder, "key"), Buffer.alloc(32)),
  };
  test.each(Object.keys(damages))("%s", (damage) => {
    new ProgramCache(folder).verify(text);
    damages[damage]!(entry());
    expect(judged(() => new ProgramCache(folder).verify(text))).toBe(1);
    expect(judged(() => new ProgramCache(folder).verify(text))).toBe(0);
  });
});

describe("the folder", () => {
  test("is made for this user alone, and so are its files", () => {
    folder = join(folder, "a", "b");
    new ProgramCache(folder).verify(text);
    const modes = [folder, join(folder, "key"), entry()].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test("is refused when others may write to it", () => {
    chmodSync(folder, 0o777);
    expect(() => new ProgramCache(folder)).toThrow(expect.objectContaining({ code: "invalid-options" }) as Error);
  });

  test("gets a new key when others could have read the old one", () => {
    new ProgramCache(folder).verify(text);
    chmodSync(join(folder, "key"), 0o644);
    expect(judged(() => new ProgramCache(folder).verify(text))).toBe(1);
    expect(statSync(join(folder, "key")).mode & 0o777).toBe(0o600);
  });

  test("holds no more than it may", () => {
    const cache = new ProgramCache(folder, { maxEntries: 10 });
    for (let i = 0; i < 15; i++) cache.verify(cleanse(`export const a = ${i};`).text);
    expect(entries().length).toBeLessThanOrEqual(10);
    expect(entries().length).toBeGreaterThanOrEqual(9);
  });

  test("that is gone harms no load", async () => {
    const cache = new ProgramCache(folder);
    renameSync(folder, `${folder}.gone`);
    expect((await new Cell({ cache }).load(text))["answer"]).toBe(42);
  });
});
