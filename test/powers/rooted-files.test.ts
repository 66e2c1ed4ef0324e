import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rootedFiles } from "../../src/powers/index.js";

let base: string;
let root: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "cloister-files-"));
  root = join(base, "root");
  mkdirSync(join(root, "sub"), { recursive: true });
  mkdirSync(join(base, "root-secret"));
  writeFileSync(join(root, "a.txt"), "one\ntwo\n");
  writeFileSync(join(root, "sub", "b.txt"), "b");
  writeFileSync(join(base, "secret.txt"), "secret");
  writeFileSync(join(base, "root-secret", "s.txt"), "secret");
  symlinkSync(join(base, "secret.txt"), join(root, "link-out"));
  symlinkSync(base, join(root, "dir-out"));
  symlinkSync("a.txt", join(root, "link-in"));
  symlinkSync("/dev/zero", join(root, "zero"));
  execFileSync("mkfifo", [join(root, "fifo")]);
});
afterAll(() => rmSync(base, { recursive: true }));

const code = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    const { message } = error as Error;
    expect(message).not.toContain(base);
    return (error as { code: string }).code;
  }
  return "no error";
};

describe("reading below the root", () => {
  test("open, read, lines, list", () => {
    const files = rootedFiles({ root });
    const file = files.open("a.txt");
    expect(file.read()).toBe("one\ntwo\n");
    expect(file.lines()).toEqual(["one", "two"]);
    file.close();
    file.close();
    expect(code(() => file.read())).toBe("closed");
    expect(files.readFile("/sub/../sub/b.txt")).toBe("b");
    expect(files.readFile("link-in")).toBe("one\ntwo\n");
    expect(files.list("sub")).toEqual(["b.txt"]);
    expect(files.list()).toContain("sub/");
  });
  test.each([
    ["../secret.txt", "outside-root"],
    ["../root-secret/s.txt", "outside-root"],
    ["sub/../../secret.txt", "outside-root"],
    ["link-out", "outside-root"],
    ["dir-out/secret.txt", "outside-root"],
    ["zero", "outside-root"],
    ["fifo", "not-a-file"],
    ["sub", "not-a-file"],
    ["/etc/passwd", "not-found"],
    ["missing", "not-found"],
    ["a.txt/x", "not-found"],
    ["", "bad-path"],
    ["a.txt\0", "bad-path"],
  ])("%j is refused: %s", (path, expected) => {
    expect(code(() => rootedFiles({ root }).open(path))).toBe(expected);
  });
  test("lists nothing outside, and no file", () => {
    const files = rootedFiles({ root });
    expect(code(() => files.list(".."))).toBe("outside-root");
    expect(code(() => files.list("dir-out"))).toBe("outside-root");
    expect(code(() => files.list("a.txt"))).toBe("not-a-directory");
  });
  test("bounds size and the number of open files", () => {
    expect(code(() => rootedFiles({ root, maxBytes: 3 }).readFile("a.txt"))).toBe("too-large");
    const files = rootedFiles({ root, maxOpen: 2 });
    const first = files.open("a.txt");
    files.open("a.txt").read();
    expect(code(() => files.open("a.txt"))).toBe("too-many-open");
    first.close();
    files.open("a.txt").close();
  });
});

describe("writing", () => {
  test.each(["w", "a", "r+", "w+", "a+", "wx", "wx+", "ax", "x", "rs+", "wb", "rb+"])("mode %s is refused without leave", (mode) => {
    expect(code(() => rootedFiles({ root }).open("a.txt", mode))).toBe("read-only");
    expect(code(() => rootedFiles({ root }).open("new.txt", mode))).toBe("read-only");
  });
  test.each(["wx", "rb", "", "R", 1, 577, null, ["w"], { toString: () => "w" }])("mode %j is unknown, unread", (mode) => {
    expect(code(() => rootedFiles({ root, write: true }).open("a.txt", mode as string))).toBe("bad-mode");
  });
  test.each([[["a.txt"]], [{ toString: () => "a.txt" }], [new URL("file:///etc/passwd")], [Buffer.from("a.txt")], [3], ["a".repeat(5000)]])(
    "%j is no path, unread",
    (path) => {
      const files = rootedFiles({ root, write: true });
      for (const use of [files.open, files.readFile, files.list]) expect(code(() => use(path as string))).toBe("bad-path");
    },
  );
  test("names that only look like others are names below the root", () => {
    const files = rootedFiles({ root });
    for (const path of ["file:///etc/passwd", "~/x", "%2e%2e/secret.txt", "C:\\x", "a.txt:stream", "x".repeat(4000)])
      expect(["not-found", "failed"]).toContain(code(() => files.open(path)));
  });
  test("no file grows past the bound, and no folder is written", () => {
    const files = rootedFiles({ root, write: true, maxBytes: 10 });
    const file = files.open("bounded.txt", "w");
    file.write("12345");
    file.write("67890");
    expect(code(() => file.write("1"))).toBe("too-large");
    file.close();
    const more = files.open("bounded.txt", "a");
    expect(code(() => more.write("1"))).toBe("too-large");
    more.close();
    expect(files.readFile("bounded.txt")).toBe("1234567890");
    for (const path of [".", "/", "sub", "sub/", "fifo"]) expect(code(() => files.open(path, "w"))).toBe("not-a-file");
    expect(code(() => files.open("none/x", "w"))).toBe("not-found");
    expect(code(() => files.open("link-in", "w"))).toBe("outside-root");
  });
  test("writes below the root when granted, and not through links", () => {
    const files = rootedFiles({ root, write: true });
    const file = files.open("new.txt", "w");
    file.write("héllo");
    file.write("!");
    file.close();
    expect(files.readFile("new.txt")).toBe("héllo!");
    const more = files.open("new.txt", "a");
    more.write("?");
    more.close();
    expect(files.readFile("new.txt")).toBe("héllo!?");
    expect(code(() => files.open("link-out", "w"))).toBe("outside-root");
    expect(code(() => files.open("dir-out/made.txt", "w"))).toBe("outside-root");
    expect(code(() => files.open("../made.txt", "w"))).toBe("outside-root");
    expect(readFileSync(join(base, "secret.txt"), "utf8")).toBe("secret");
    const reader = files.open("a.txt");
    expect(code(() => reader.write("x"))).toBe("read-only");
  });
});
