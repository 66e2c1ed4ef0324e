import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { bastion } from "../../src/runtime/bastion.js";
import { CellTerminated, GuestError } from "../../src/runtime/errors.js";
import { miniRealm } from "./support/mini-realm.js";

type Fn = (...args: unknown[]) => unknown;

describe("functions", () => {
  const realm = miniRealm();
  realm.give("echo", (...args: unknown[]) => args[0]);
  realm.give("count", (...args: unknown[]) => args.length);
  realm.give("self", function (this: unknown) {
    return this === undefined;
  });

  test("are the same function each time, in both directions, and themselves at home", () => {
    const f = (): number => 1;
    realm.give("f1", f);
    realm.give("f2", { inner: f });
    expect(realm.get("f1 === f2.inner")).toBe(true);
    expect(realm.get("f1")).toBe(f);
    const g = realm.get("globalThis.g = (x) => x + 1") as Fn;
    expect(realm.get("g")).toBe(g);
    expect(realm.get("echo(g) === g && echo({ g }).g === g && echo(echo) === echo")).toBe(true);
    expect(g(1)).toBe(2);
  });

  test("take any number of arguments and never see a receiver", () => {
    expect(realm.get("[count(), count(1), count(1, 2), count(1, 2, 3), count(1, 2, 3, 4), count({}, [], 3, 4, 5)]")).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect(realm.get("self.call({}) && ({ self }).self()")).toBe(true);
    const args = realm.get("(function (...a) { return [this === undefined || this === globalThis, a.length, a.at(-1)]; })") as Fn;
    for (const n of [0, 1, 2, 3, 4, 7])
      expect(args(...Array.from({ length: n }, (_, i) => ({ i })))).toEqual([true, n, n === 0 ? undefined : { i: n - 1 }]);
  });

  test("of the host are frozen, not constructors, and show no source", () => {
    expect(realm.get("(() => { try { new echo(); } catch (e) { return e instanceof TypeError; } })()")).toBe(true);
    expect(realm.get("(() => { try { Reflect.construct(Array, [], echo); } catch (e) { return e instanceof TypeError; } })()")).toBe(true);
    expect(realm.get("Object.isFrozen(echo) && Object.getPrototypeOf(echo) === Function.prototype && !('prototype' in echo)")).toBe(true);
    realm.give("secret", () => "text of the host");
    expect(realm.get("String(secret)")).not.toContain("text of the host");
  });

  test("called back later and nested host → guest → host → guest", () => {
    let kept: Fn | undefined;
    realm.give("keep", (f: Fn) => {
      kept = f;
    });
    realm.give("twice", (f: Fn) => f(f(1)));
    realm.get("keep((x) => twice((y) => x + y))");
    expect(kept!(10)).toBe(21);
  });
});

describe("errors", () => {
  const realm = miniRealm();
  realm.give("fail", (how: string) => {
    if (how === "range") throw new RangeError("too far");
    if (how === "cause") throw new Error("outer", { cause: new TypeError("inner") });
    if (how === "abort") throw new DOMException("stopped", "AbortError");
    if (how === "text") throw "just text";
    if (how === "nothing") throw undefined;
    if (how === "system")
      throw Object.assign(new Error("ENOENT: no such file or directory, open '/home/secret/x'"), {
        code: "ENOENT",
        syscall: "open",
        path: "/home/secret/x",
      });
    throw new Error("plain");
  });
  const caught = (expression: string): unknown => realm.get(`(() => { try { ${expression}; } catch (e) { return ${"seen(e)"}; } })()`);
  realm.raw(
    "globalThis.seen = (e) => [e instanceof Error, e.constructor === globalThis[e.name], e.name, e.message, e.stack, e.cause && e.cause instanceof TypeError && e.cause.message];",
  );

  test("of the host become the guest's own, without paths of the host", () => {
    const [isError, right, name, message] = caught("fail('range')") as [boolean, boolean, string, string];
    expect([isError, right, name, message]).toEqual([true, true, "RangeError", "too far"]);
    expect((caught("fail('cause')") as unknown[])[5]).toBe("inner");
    expect((caught("fail('abort')") as unknown[]).slice(2, 4)).toEqual(["AbortError", "stopped"]);
    expect(realm.get("(() => { try { fail('text'); } catch (e) { return e; } })()")).toBe("just text");
    expect(realm.get("(() => { try { fail('nothing'); } catch (e) { return e === undefined; } })()")).toBe(true);
    expect((caught("fail('system')") as string[])[3]).toBe("ENOENT: open failed");
    expect(realm.get("(() => { try { fail('system'); } catch (e) { return [e.code, 'path' in e]; } })()")).toEqual(["ENOENT", false]);
  });

  test("of the guest reach the host as GuestError, and go home as themselves", () => {
    const f = realm.get("globalThis.f = () => { throw globalThis.mine = new TypeError('bad', { cause: new RangeError('why') }); }") as Fn;
    let error: GuestError | undefined;
    try {
      f();
    } catch (e) {
      error = e as GuestError;
    }
    expect(error).toBeInstanceOf(GuestError);
    expect([error!.guestName, error!.message, error!.code]).toEqual(["TypeError", "bad", "guest-error"]);
    expect(error!.cause).toBeInstanceOf(RangeError);
    realm.give("rethrow", () => {
      throw error!;
    });
    expect(realm.get("(() => { try { rethrow(); } catch (e) { return e === mine; } })()")).toBe(true);
  });

  test("of the host that a guest lets through are the cause of the supervisor's", () => {
    const mine = new Error("of the host");
    realm.give("mineFails", () => {
      throw mine;
    });
    expect(() => realm.get("mineFails()")).toThrow(expect.objectContaining({ guestName: "Error", message: "of the host", cause: mine }));
  });

  test("with accessors, symbols and proxies in them run nothing", () => {
    for (const text of [
      "(() => { const e = new Error('x'); for (const k of ['stack', 'message', 'name', 'cause']) Object.defineProperty(e, k, { get() { for (;;); } }); throw e; })()",
      "(() => { const e = new Error('x'); e.name = Symbol(); e.message = Symbol(); throw e; })()",
      "(() => { throw new Proxy({}, { get() { for (;;); }, getPrototypeOf() { for (;;); } }); })()",
      "(() => { throw Object.setPrototypeOf(new Error('x'), new Proxy({}, { get() { for (;;); }, getPrototypeOf() { for (;;); } })); })()",
      "(() => { throw { get then() { for (;;); }, toString() { for (;;); } }; })()",
      "(() => { throw Symbol('s'); })()",
      "(() => { throw null; })()",
      "(() => { throw new Error('x', { cause: { a: Symbol() } }); })()",
    ])
      expect(() => realm.get(text)).toThrow(GuestError);
  });

  test("AggregateErrors keep their errors", () => {
    expect(() => realm.get("(() => { throw new AggregateError([new TypeError('a'), 1], 'many'); })()")).toThrow(
      expect.objectContaining({ guestName: "AggregateError", value: [expect.any(TypeError), 1] }),
    );
    const there = realm.get("new AggregateError([new TypeError('a')], 'many')") as AggregateError;
    expect(there).toBeInstanceOf(AggregateError);
    expect(there.errors[0]).toBeInstanceOf(TypeError);
  });

  test("an overflowing stack in a host function is a RangeError of the guest, wherever it happens", () => {
    const deep = (n: number): number => (n <= 0 ? 0 : 1 + deep(n - 1));
    realm.give("deep", deep);
    expect(realm.get("(() => { try { deep(1e6); } catch (e) { return e instanceof RangeError && e instanceof Error; } })()")).toBe(true);
    // at the very edge: each level calls the host with what stack is left
    const unmetered =
      realm.get(`(() => { const seen = []; const rec = () => { try { rec(); } catch (e) { for (const f of [() => deep(60), () => deep(1, { a: { b: [1] } }), () => deep(1, 2, 3, 4)])
      try { f(); } catch (h) { if (seen.length < 200) seen.push(h); } throw e; } }; try { rec(); } catch (e) { seen.push(e); } return seen.length > 0 && seen.every((e) => e instanceof Error); })()`);
    expect(unmetered).toBe(true);
  });
});

describe("a cell that is over", () => {
  test("answers every call with CellTerminated, also through host functions", () => {
    const realm = miniRealm();
    realm.give("stop", () => realm.meter.terminate("disposed"));
    const f = realm.get("(g) => { try { stop(); } catch { } finally { } return 1; }") as Fn;
    expect(() => f()).toThrow(CellTerminated);
    expect(() => f()).toThrow(CellTerminated);
  });
});

describe("promises", () => {
  const realm = miniRealm();

  test("of the guest settle promises of the host, with converted values", async () => {
    await expect(realm.get("Promise.resolve({ a: [1] })")).resolves.toStrictEqual({ a: [1] });
    await expect(realm.get("(async () => { throw new TypeError('late'); })()")).rejects.toMatchObject({
      guestName: "TypeError",
      message: "late",
    });
    const p = realm.get("globalThis.p = new Promise(() => {})");
    expect(p).toBeInstanceOf(Promise);
    expect(realm.get("p")).toBe(p);
    realm.give("back", p);
    expect(realm.get("back === p")).toBe(true);
  });

  test("of the host settle promises of the guest", async () => {
    realm.give("later", Promise.resolve(new Map([[1, { x: 2 }]])));
    await expect(realm.get("later instanceof Promise && later.then((m) => m instanceof Map && m.get(1).x)")).resolves.toBe(2);
    class Secret {
      key = 1;
    }
    realm.give("make", () => Promise.resolve(new Secret()));
    await expect(realm.get("make().then(() => 'leaked', (e) => e instanceof TypeError)")).resolves.toBe(true);
    realm.give("reject", () => Promise.reject(new RangeError("no")));
    await expect(realm.get("reject().catch((e) => [e instanceof RangeError, e.message])")).resolves.toEqual([true, "no"]);
  });

  test("that only look like promises are never awaited by the host", async () => {
    realm.raw(
      "globalThis.ran = 0; globalThis.thenable = { then(ok) { ran++; ok(1); } }; class T { then() { ran++; } } globalThis.instance = new T();",
    );
    expect(await realm.get("thenable")).toEqual({});
    await realm.get("instance");
    expect(await realm.get("Promise.resolve({ inner: thenable })")).toEqual({ inner: {} });
    expect(realm.get("ran")).toBe(0);
  });

  test("of shaped kinds reveal nothing", async () => {
    realm.raw(`globalThis.got = []; class P extends Promise { constructor(f) { super((a, b) => { got.push(typeof a); f(a, b); }); } then(...a) { got.push(...a); return super.then(...a); } }
      globalThis.sub = P.resolve(5); const own = Promise.resolve(6); own.constructor = { [Symbol.species]: function (f) { f((v) => got.push(v), (v) => got.push(v)); } }; own.then = () => { got.push('then'); }; globalThis.own = own;`);
    expect(await realm.get("sub")).toBe(5);
    expect(await realm.get("own")).toBe(6);
    expect(realm.get("got.every((g) => typeof g !== 'function' && (typeof g !== 'object' || g === null))")).toBe(true);
  });
});

describe("iterators", () => {
  const realm = miniRealm();

  test("of the guest can be walked by the host, with the ways back", () => {
    const it = realm.get(
      "(function* () { try { const x = yield { a: 1 }; yield x; } finally { globalThis.closed = true; } })()",
    ) as Iterator<unknown>;
    expect(it.next()).toEqual({ done: false, value: { a: 1 } });
    expect(it.next([7])).toEqual({ done: false, value: [7] });
    expect(it.return!("end")).toEqual({ done: true, value: "end" });
    expect(realm.get("closed")).toBe(true);
    expect([...(realm.get("new Map([[1, 2]]).entries()") as Iterable<unknown>)]).toEqual([[1, 2]]);
  });

  test("asynchronous ones too", async () => {
    const seen: unknown[] = [];
    for await (const x of realm.get("(async function* () { yield 1; yield { b: 2 }; })()") as AsyncIterable<unknown>) seen.push(x);
    expect(seen).toEqual([1, { b: 2 }]);
  });

  test("of the host can be walked by the guest", async () => {
    realm.give("gen", function* () {
      yield { a: 1 };
      yield 2;
    });
    expect(realm.get("[...gen()].map((x) => x.a ?? x)")).toEqual([1, 2]);
    expect(realm.get("gen()[Symbol.iterator]() instanceof Object")).toBe(true);
    realm.give("agen", async function* () {
      yield await Promise.resolve(1);
      yield [2];
    });
    await expect(realm.get("(async () => { const out = []; for await (const x of agen()) out.push(x); return out; })()")).resolves.toEqual([
      1,
      [2],
    ]);
  });

  test("streams of the host are iterated, opened by the first step and closed by the last", async () => {
    const walk = "async (s) => { const out = []; for await (const x of s) { out.push(...x); if (out.length > 2) break; } return out; }";
    const all = realm.get(walk) as (stream: unknown) => Promise<unknown>;
    const readable = Readable.from([Buffer.from([1, 2]), Buffer.from([3]), Buffer.from([4])]);
    await expect(all(readable)).resolves.toEqual([1, 2, 3]);
    expect(readable.destroyed).toBe(true);
    const web = new ReadableStream<number[]>({
      start(controller) {
        controller.enqueue([5]);
        controller.close();
      },
    });
    const kept = realm.get("(s) => () => s") as (stream: unknown) => () => unknown;
    expect(kept(web)()).toBe(web);
    expect(web.locked).toBe(false);
    await expect(all(web)).resolves.toEqual([5]);
    const broken = new Readable({ read: () => void broken.destroy(new Error("no disk")) });
    await expect(all(broken)).rejects.toMatchObject({ message: "no disk" });
  });
});

test("a bastion's method that answers with its target, or a promise for it, answers with the bastion", async () => {
  class Query {
    where(): this {
      return this;
    }
    run(): Promise<this> {
      return Promise.resolve(this);
    }
  }
  const realm = miniRealm();
  realm.give("query", bastion(new Query()));
  expect(realm.get("query.where().where() === query")).toBe(true);
  await expect(realm.get("query.run().then((same) => same === query)")).resolves.toBe(true);
});
