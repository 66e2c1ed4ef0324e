import childProcess from "node:child_process";
import fs from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { auditEndowments, clock, consoleTo, rootedFiles, timers } from "../../src/powers/index.js";
import { bastion } from "../../src/runtime/index.js";

class Store {
  items = [1];
  get(): number {
    return 1;
  }
  getConnection(): object {
    return this;
  }
}
function OldStyle(): void {
  return undefined;
}
OldStyle.prototype.method = () => 1;

const codes = (globals: Record<string, unknown>): string[] => auditEndowments(globals).map(({ code, path }) => `${code} ${path}`);

describe("auditEndowments", () => {
  test("finds what hands over more than was meant", () => {
    expect(codes({ fs })).toEqual(["whole-module fs"]);
    expect(codes({ tools: { deep: { files: fs } } })).toEqual(["whole-module tools.deep.files"]);
    expect(codes({ read: fs.readFileSync, spawn: childProcess.spawn })).toEqual(["system-function read", "system-function spawn"]);
    expect(codes({ p: process, g: globalThis })).toEqual(["whole-module p", "whole-module g"]);
    expect(codes({ make: Function, run: [eval], gen: function* () {}.constructor })).toEqual([
      "code-constructor make",
      "code-constructor run.0",
      "code-constructor gen",
    ]);
    expect(codes({ Store, OldStyle, Map2: Map })).toEqual(["host-class Store", "host-class OldStyle", "host-class Map2"]);
    expect(codes({ store: new Store(), list: [new Store()], url: new URL("a:b"), m: new Map([["k", new Store()]]) })).toEqual([
      "class-instance store",
      "class-instance list.0",
      "class-instance url",
      "class-instance m.get(k)",
    ]);
    expect(codes({ fs: bastion(fs) })).toContain("whole-module fs");
    expect(codes({ store: bastion(new Store()) })).toEqual(["telling-method store.getConnection"]);
    expect(codes({ store: bastion(new Store(), { methods: ["get"] }) })).toEqual([]);
    expect(codes({ globalThis: {}, Math: {}, Date: clock() })).toEqual(["name-not-supplied globalThis", "language-name Math"]);
    expect(codes({ proxy: new Proxy({}, {}) })).toEqual(["class-instance proxy"]);
  });

  test("tells what will not be there, without running it", () => {
    const get = vi.fn();
    const tagged = Object.assign(() => 1, { extra: 1 });
    expect(
      codes({
        o: {
          get x() {
            return get() as unknown;
          },
          [Symbol.iterator]: 1,
        },
        tagged,
      }),
    ).toEqual([
      // prettier-ignore
      "does-not-cross o.x",
      "does-not-cross o[Symbol(Symbol.iterator)]",
      "does-not-cross tagged.extra",
    ]);
    expect(get).not.toHaveBeenCalled();
  });

  test("has nothing against what is meant to be handed over", () => {
    const cyclic: Record<string, unknown> = {
      list: [1, new Date(), /x/, new Map([[1, new Set([2])]]), new Uint8Array(1), Buffer.alloc(1), new Error("e")],
    };
    cyclic["self"] = cyclic;
    expect(
      auditEndowments({
        cyclic,
        f: (x: number) => x,
        g: function () {
          return 1;
        },
        m: { method() {} }.method,
        gen: function* () {},
        stream: (function* () {})(),
        later: Promise.resolve(1),
        bare: Object.create(null) as object,
        console: consoleTo(process),
        ...timers(),
        open: rootedFiles({ root: "." }).open,
        now: Date.now,
      }),
    ).toEqual([]);
  });
});
