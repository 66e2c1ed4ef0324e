import { describe, expect, test } from "vitest";
import * as compiler from "../src/compiler.js";
import * as all from "../src/index.js";
import * as isolation from "../src/isolation/index.js";
import * as powers from "../src/powers/index.js";
import * as rexec from "../src/rexec/index.js";
import * as runtime from "../src/runtime/index.js";
import * as verifier from "../src/verifier/index.js";
import manifest from "../package.json" with { type: "json" };

/** Names that others call: never taken away, and each new one is a decision. */
const COMPILER = ["CleanseError", "cleanse", "cleanseForEvaluate", "inspect", "lint", "review", "sourceKindOf", "topLevelDeclarations"];
const VERIFIER = ["VerifyError", "isVerified", "verifierVersion", "verify", "verifyRecalling"];
const RUNTIME = [
  "CapabilityError", "Cell", "CellError", "CellExit", "CellTerminated", "GuestError", "GuestObject", "ProgramCache", "bastion", "definePolicy",
  "fileHooks", "memoryHooks", "nodeModulesHooks", "provideCompiler", "revoke",
]; // prettier-ignore
const POLICY = [
  "PRESETS", "allowsSpecifier", "canonicalPolicy", "definePolicy", "diffPolicies", "isPolicy", "meet", "narrows", "policyDigest",
  "policyFromCanonical", "policyJsonSchema", "problemsOf", "requirePolicy",
]; // prettier-ignore
const POWERS = [
  "FetchError", "FileError", "allowListedFetch", "auditEndowments", "cells", "clock", "consoleTo", "folderFiles", "folderHooks",
  "nodeModulesFolderHooks", "random", "rootedFiles", "timers", "webGlobals",
]; // prettier-ignore
const REMOTE = ["load", "evaluate", "execute", "import", "reload", "unload", "idle", "usage", "status", "dispose"];
const CELL = [...REMOTE, "executeFile", "importSync", "open", "policy", "subcell", "withStdio"];

describe("what is public", () => {
  test.each<[string, object, readonly string[]]>([
    ["cloister/compiler", compiler, COMPILER],
    ["cloister/verifier", verifier, VERIFIER],
    ["cloister/runtime", runtime, RUNTIME],
    ["cloister/powers", powers, POWERS],
    ["cloister/isolation", isolation, ["CellPool", "ProcessCell", "WorkerCell"]],
    ["cloister/rexec", rexec, ["Bastion", "RExec", "RHooks"]],
    ["cloister", all, [...COMPILER, ...VERIFIER, ...RUNTIME, ...POLICY]],
  ])("%s", (_, module, names) => {
    expect(Object.keys(module).sort()).toEqual([...new Set(names)].sort());
  });

  test("entry points", () => {
    expect(Object.keys(manifest.exports)).toEqual(
      [".", "./compiler", "./verifier", "./runtime", "./powers", "./rexec", "./eslint", "./unplugin", "./artifacts", "./isolation", "./package.json"],
    ); // prettier-ignore
  });

  test("methods of cells", () => {
    const own = (kind: { prototype: object }) => Object.getOwnPropertyNames(kind.prototype).filter((name) => name !== "constructor");
    expect(own(all.Cell).sort()).toEqual([...CELL].sort());
    for (const kind of [isolation.WorkerCell, isolation.ProcessCell])
      expect(REMOTE.filter((name) => !(name in kind.prototype))).toEqual([]);
    expect(Object.keys(new all.Cell().withStdio({})).sort()).toEqual(
      ["evaluate", "execute", "executeFile", "import", "importSync", "load", "reload", "run"],
    ); // prettier-ignore
  });

  test("errors have codes and the members that are promised", () => {
    const { CapabilityError, Cell, CellError, CellExit, CellTerminated, CleanseError, GuestError, VerifyError } = all;
    for (const kind of [GuestError, CellExit, CellTerminated, CapabilityError]) expect(kind.prototype).toBeInstanceOf(CellError);
    const thrown = (body: () => unknown): unknown => {
      try {
        body();
      } catch (error) {
        return error;
      }
      return undefined;
    };
    const cell = new Cell({ globals: { exit: Cell.exit } });
    const guest = thrown(() => cell.evaluate("throw new RangeError('m', { cause: 1 })")) as InstanceType<typeof GuestError>;
    expect(guest).toMatchObject({ name: "GuestError", code: "guest-error", guestName: "RangeError", message: "m", cause: 1 });
    expect(guest.stack).toContain("guest.js:1");
    expect(thrown(() => cell.evaluate("exit(3)"))).toMatchObject({ name: "CellExit", code: "cell-exit", exitCode: 3 });
    const burning = new Cell({ limits: { fuel: 50 } });
    expect(thrown(() => burning.execute("for (;;);"))).toMatchObject({ name: "CellTerminated", code: "cell-terminated", reason: "fuel" });
    expect(thrown(() => new Cell({ globals: { m: new URL("https://a/") } }))).toMatchObject({
      name: "CapabilityError",
      code: "capability",
    });
    expect(thrown(() => all.cleanse("eval(1)"))).toBeInstanceOf(CleanseError);
    expect(thrown(() => all.verify("x"))).toBeInstanceOf(VerifyError);
    expect(thrown(() => all.verify("x"))).toMatchObject({ code: "verify-refused" });
    const finding = all.lint("eval(1)")[0]!;
    expect(Object.keys(finding)).toEqual(expect.arrayContaining(["code", "filename", "fix", "loc", "message", "range", "severity", "why"]));
    expect(Object.keys(cell.usage).sort()).toEqual(["allocation", "fuel", "hostCalls", "peakDepth"]);
    expect([cell.status, burning.status]).toEqual(["exited", "terminated"]);
  });
});
