import { describe, expect, test } from "vitest";
import { bastion } from "../../src/runtime/bastion.js";
import { CapabilityError, CellError, CellExit, CellTerminated, GuestError } from "../../src/runtime/errors.js";
import { makeCheck, MOST_CALLS } from "../../src/isolation/wire/channel-message.js";
import { connectedPeers } from "./connected-peers.js";

type AnyFunction = (...args: unknown[]) => Promise<unknown>;

/** Sends a value there and back. */
const echo = (value: unknown): Promise<unknown> =>
  connectedPeers((_, [x]) => ({ x }))
    .peer.call("echo", value)
    .then((result) => (result as { x: unknown }).x);

describe("data arrives as it was", () => {
  test.each([
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    1.5,
    "",
    "text \ud800 \u0000 é",
    true,
    null,
    undefined,
    12345678901234567890n,
    Symbol.iterator,
    Symbol.for("x"),
    [],
    Object.assign(Array(3), { 0: 1, 2: 3 }),
    {},
    { a: { b: [{}] } },
    new Map<unknown, unknown>([[{ a: 1 }, new Set([1])]]),
    new Date(5),
    new Date(NaN),
    /a+/gi,
    new Uint8Array([1, 2]),
    new Float64Array([0.5]),
    new DataView(new ArrayBuffer(3)),
    new ArrayBuffer(2),
    new BigInt64Array([1n]),
    new Error("e", { cause: new TypeError("c") }),
    Object.create(null),
    Object(5),
    JSON.parse('{"__proto__":1,"constructor":2}'),
  ])("%o", async (value) => {
    expect(await echo(value)).toStrictEqual(value);
  });

  test("with cycles and shared parts", async () => {
    const shared = { a: 1 };
    const value: Record<string, unknown> = { one: shared, two: shared, bytes: new Uint8Array(4) };
    value["self"] = value;
    value["view"] = new Uint16Array((value["bytes"] as Uint8Array).buffer);
    const back = (await echo(value)) as typeof value;
    expect(back["self"]).toBe(back);
    expect(back["one"]).toBe(back["two"]);
    expect((back["view"] as Uint16Array).buffer).toBe((back["bytes"] as Uint8Array).buffer);
  });

  test("nested as deep as a membrane lets it be, and no deeper", async () => {
    let value: unknown = 0;
    for (let i = 0; i < 900; i++) value = [value];
    expect(await echo(value)).toStrictEqual(value);
    for (let i = 0; i < 200; i++) value = [value];
    await expect(echo(value)).rejects.toThrow(CapabilityError);
  });

  test("but for what must not cross", async () => {
    class Host {
      name = "host";
    }
    await expect(echo(new Host())).rejects.toThrow("bastion");
    await expect(echo(Symbol("own"))).rejects.toThrow(CapabilityError);
    expect(
      await echo({
        get a() {
          return 1;
        },
        then: () => 0,
        [Symbol.iterator]: 1,
      }),
    ).toStrictEqual({});
  });
});

describe("functions", () => {
  test("are called at the other end, with values both ways", async () => {
    const { peer } = connectedPeers((_, [f]) => (f as AnyFunction)(1, { a: [2] }));
    expect(await peer.call("go", (...args: unknown[]) => ({ args }))).toEqual({ args: [1, { a: [2] }] });
  });

  test("keep their identity, name and length", async () => {
    const kept: unknown[] = [];
    const { peer } = connectedPeers((_, [f]) => {
      kept.push(f);
      return f;
    });
    const named = (a: unknown, b: unknown): unknown => [a, b];
    expect(await peer.call("go", named)).toBe(named);
    await peer.call("go", named);
    expect(kept[0]).toBe(kept[1]);
    expect((kept[0] as AnyFunction).name).toBe("named");
    expect((kept[0] as AnyFunction).length).toBe(2);
  });

  test("come out as the same function each time", async () => {
    const far = (): number => 1;
    const { peer } = connectedPeers(() => ({ far }));
    const one = (await peer.call("get")) as { far: AnyFunction };
    const two = (await peer.call("get")) as { far: AnyFunction };
    expect(one.far).toBe(two.far);
    expect(await one.far()).toBe(1);
  });

  test("may be called back and forth, within a call and later", async () => {
    let later: AnyFunction | undefined;
    const { peer } = connectedPeers(async (_, [f]) => {
      later = f as AnyFunction;
      return await later((n: unknown) => (n as number) + 1);
    });
    expect(await peer.call("go", async (g: unknown) => (g === 5 ? "late" : await (g as AnyFunction)(41)))).toBe(42);
    expect(await later!(5)).toBe("late");
  });

  test("are let go of when nobody holds them any more", async () => {
    if (globalThis.gc === undefined) return;
    const { peer } = connectedPeers(() => undefined);
    for (let i = 0; i < 50; i++) await peer.call("take", () => i);
    for (let i = 0; i < 20 && peer.exported > 0; i++) {
      globalThis.gc();
      await new Promise((done) => setTimeout(done, 10));
    }
    expect(peer.exported).toBe(0);
  });
});

describe("other things that stay where they are", () => {
  test("promises", async () => {
    const { peer } = connectedPeers(() => ({
      good: Promise.resolve({ a: 1 }),
      bad: Promise.reject(new RangeError("no")),
      never: new Promise(() => undefined),
    }));
    const { good, bad } = (await peer.call("get")) as { good: Promise<unknown>; bad: Promise<unknown> };
    expect(await good).toEqual({ a: 1 });
    await expect(bad).rejects.toThrow(RangeError);
  });

  test("iterators, which become asynchronous", async () => {
    let closed = false;
    function* numbers(): Generator<number> {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        closed = true;
      }
    }
    const { peer } = connectedPeers(() => ({ numbers: numbers(), [Symbol.iterator]: 0 }));
    const { numbers: remote } = (await peer.call("get")) as { numbers: AsyncIterable<number> };
    const seen: number[] = [];
    for await (const n of remote) {
      seen.push(n);
      if (n === 3) break;
    }
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(closed).toBe(true);
  });

  test("bastions, with their methods alone", async () => {
    class Store {
      #items = ["a"];
      secret = "s";
      list(): string[] {
        return this.#items;
      }
      add(item: string): this {
        this.#items.push(item);
        return this;
      }
      _hidden(): string {
        return "h";
      }
    }
    const face = bastion(new Store());
    let kept: Record<string, AnyFunction> = {};
    const { peer } = connectedPeers(async (_, [store]) => {
      kept = store as typeof kept;
      const same = await kept["add"]!("b");
      return [Object.keys(kept).sort(), await kept["list"]!(), same === store, store];
    });
    const [keys, list, same, home] = (await peer.call("go", face)) as unknown[];
    expect(keys).toEqual(["add", "list"]);
    expect(list).toEqual(["a", "b"]);
    expect(same).toBe(true);
    expect(home).toBe(face);
    expect(kept["_hidden"]).toBeUndefined();
    expect(kept["secret"]).toBeUndefined();
  });
});

describe("errors keep their class and parts", () => {
  const thrown = async (error: unknown): Promise<unknown> => {
    const { peer } = connectedPeers(() => {
      throw error;
    });
    return await peer.call("go").then(
      () => expect.unreachable(),
      (e: unknown) => e,
    );
  };

  test("of a guest", async () => {
    const error = await thrown(new GuestError("TypeError", "m", { stack: "TypeError: m\n at guest", cause: new Error("c"), value: [1] }));
    expect(error).toBeInstanceOf(GuestError);
    expect(error).toMatchObject({
      guestName: "TypeError",
      message: "m",
      stack: "TypeError: m\n at guest",
      value: [1],
      cause: { message: "c" },
      code: "guest-error",
    });
  });

  test.each([new CellExit(3), new CellTerminated("fuel"), new CapabilityError("c"), new CellError("module-not-found", "m")])(
    "of a cell: %o",
    async (error) => {
      const got = await thrown(error);
      expect((got as Error).constructor).toBe(error.constructor);
      expect(got).toMatchObject({ message: error.message, code: error.code });
      expect(got).toMatchObject(JSON.parse(JSON.stringify(error)) as object);
    },
  );

  test.each([new RangeError("r"), "text", undefined, 5, { a: 1 }])("of anybody: %o", async (value) => {
    expect(await thrown(value)).toStrictEqual(value);
  });

  test("that came from there go back as themselves", async () => {
    const original = new GuestError("Error", "mine");
    let back: unknown;
    const { peer } = connectedPeers(async (method, [f]) => {
      if (method === "throw") throw original;
      await (f as AnyFunction)().catch((e: unknown) => (back = e));
    });
    const error: unknown = await peer.call("throw").catch((e: unknown) => e);
    await peer.call("call", () => {
      throw error;
    });
    expect(back).toBe(original);
  });

  test("of the supervisor go out without a stack", async () => {
    let seen: unknown;
    const { peer } = connectedPeers(async (_, [f]) => {
      await (f as AnyFunction)().catch((e: unknown) => (seen = e));
    });
    await peer.call("go", () => {
      throw new TypeError("t");
    });
    expect(seen).toBeInstanceOf(TypeError);
    expect((seen as Error).stack).not.toContain("peer.test");
  });
});

describe("a broken other end", () => {
  test.each([
    "not json",
    "null",
    "{}",
    '{"root":[0],"nodes":[]}',
    '{"root":[1],"nodes":[["o",[]]]}',
    '{"root":["z","1"],"nodes":[]}',
    '{"root":["w","nope"],"nodes":[]}',
    '{"root":["b","9"],"nodes":[]}',
    `{"root":[0],"nodes":[["r","${"a|".repeat(40_000)}",""]]}`,
    '{"root":[0],"nodes":[["R","function",1,"f",0,[]]]}',
    '{"root":[0],"nodes":[["h",99]]}',
    '{"root":[0],"nodes":[["r","(",""]]}',
    '{"root":[0],"nodes":[["v","Uint8Array",[1],0,9],["B","AA=="]]}',
    '{"root":[0],"nodes":[["a",-1,[]]]}',
    '{"root":[0],"nodes":[["a",1,["length",0]]]}',
    '{"root":{"a":1},"nodes":[]}',
  ])("that answers %s is found out, and nothing else happens", async (text) => {
    const { peer, transport, malformed } = connectedPeers(() => "fine");
    const { other } = transport;
    const answer = other!.write.bind(other);
    other!.write = (message: string) =>
      answer(message.startsWith('["resolve"') ? message.replace(/"text":"(?:[^"\\]|\\.)*"/, `"text":${JSON.stringify(text)}`) : message);
    await expect(peer.call("go")).rejects.toThrow();
    expect(malformed).toHaveLength(1);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("that goes away ends what is under way and what is asked for later", async () => {
    let ended = 0;
    const { peer, transport } = connectedPeers(() => new Promise(() => undefined), { onEnded: () => void ended++ });
    const pending = peer.call("go");
    setTimeout(() => transport.end(new Error("gone")), 5);
    await expect(pending).rejects.toThrow("has ended");
    await expect(peer.call("go")).rejects.toThrow("has ended");
    expect(ended).toBe(1);
  });

  test.each([
    "no json",
    "7",
    "{}",
    "[]",
    '["__proto__",1]',
    '["push",7]',
    '["push",["pipeline",0,["call"],[["bigint","9"]]]]',
    '["push",["pipeline",0,["call"],["",["remap",0,[],[],[]]]]]',
    '["push",["pipeline",0,["constructor"],[""]]]',
    '["push",["pipeline",0,["call"],[""],1]]',
    '["push",["import",0]]',
    '["push",["date",1e99]]',
    '["stream",["pipeline",0,["call"],[""]]]',
    '["pipe"]',
    '["pull","1"]',
    '["release",1,-5]',
    '["resolve",1,{"text":"","stubs":[[["readable",1]]]}]',
    '["resolve",1,{"text":["bytes","AA=="],"stubs":[[]]}]',
    '["resolve",1,{"__proto__":1,"text":"","stubs":[[]]}]',
    '["reject",1,["error","Error",["bigint","9"]]]',
    `["resolve",1,{"text":"${"a".repeat(1_000_000)}","stubs":[[]]}]`,
  ])("that sends %s is hung up on", async (text) => {
    let ended = 0;
    const { peer, transport } = connectedPeers(() => new Promise(() => undefined), { onEnded: () => void ended++ });
    const pending = peer.call("go");
    transport.arrived(text);
    await expect(pending).rejects.toThrow("has ended");
    expect(ended).toBe(1);
    expect(transport.ended).toBe(true);
  });

  test("that asks for ever more, and lets go of nothing, is hung up on", () => {
    const isOurs = makeCheck();
    const ask = ["push", ["pipeline", 0, ["call"], ["{}"]]];
    for (let i = 0; i < MOST_CALLS; i++) if (!isOurs(ask)) expect.unreachable();
    expect(isOurs(["release", 1, 1])).toBe(true);
    expect(isOurs(ask)).toBe(true);
    expect(isOurs(ask)).toBe(false);
  });

  test("that asks for more than `call` of what it was given gets nothing", async () => {
    const { peer, transport } = connectedPeers(() => undefined);
    const given = (): number => 1;
    await peer.call("take", given);
    const id = -1;
    for (const path of [["constructor"], ["call", "constructor"], ["__proto__"], ["toString"], ["#original"]]) {
      transport.arrived(JSON.stringify(["push", ["pipeline", id, path, []]]));
      transport.arrived(JSON.stringify(["pull", path.length]));
    }
    await new Promise((done) => setTimeout(done, 20));
    expect(transport.sent.filter((text) => text.startsWith('["resolve"'))).toEqual([]);
  });
});
