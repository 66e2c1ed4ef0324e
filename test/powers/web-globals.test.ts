import { beforeAll, describe, expect, test } from "vitest";
import "../../src/index.js";
import { clock, random, webGlobals } from "../../src/powers/index.js";
import { Cell, type CellEvent, type CellOptions } from "../../src/runtime/index.js";

const cellWith = (globals: Record<string, unknown> = {}, options: CellOptions = {}): Cell =>
  new Cell({ globals: { ...webGlobals(), ...globals }, ...options });

/** Runs the same text here, with Node's own globals, and in a cell. */
const here = (text: string): unknown => new Function(`return (${text});`)() as unknown;

describe("as Node has them", () => {
  let cell: Cell;
  beforeAll(() => {
    cell = cellWith();
  });
  const same = (text: string): void => expect(cell.evaluate(text)).toStrictEqual(here(text));

  const PARTS = "['href','origin','protocol','username','password','host','hostname','port','pathname','search','hash']";
  const URLS = [
    "https://user:pw@Example.COM:8080/a/../b/./c?x=1&y=%20#frag",
    "http://[::1]:80/",
    "http://192.168.0.1.:80/",
    "http://0x7f.1/",
    "file:///C|/x/../y",
    "mailto:a@b.c",
    "data:text/plain,hi there",
    "javascript:alert(1)",
    "blob:https://a.b/c",
    "https://\u00fc.example/\u00fc?\u00fc#\u00fc",
    "https://xn--nxasmq6b/",
    "https://ex ample/",
    "http://a b",
    "//x/y",
    "?q",
    "",
    "http://a/%zz%41\ud800",
    "https://a.b\\c\\d",
    "ws://h:443/p",
    "wss://h:443/p",
    "ftp://h/;type=a",
    "https://EXAMPLE.com./",
    "http://h:99999/",
    "http://1.2.3.4.5/",
    "http://%65xample/",
    "non-special://h/p?q#f",
    "http://a?b?c#d#e",
    " \t\nhttp://a/ ",
  ];
  test.each(URLS)("new URL(%j)", (url) => {
    const text = JSON.stringify(url);
    const parts = `(() => { const read = (u) => ${PARTS}.map(p => u[p]); const out = [];
      try { out.push(read(new URL(${text}))); } catch (e) { out.push([e.name, e.code]); }
      try { out.push(read(new URL(${text}, "https://base.example/dir/file?q#f"))); } catch (e) { out.push(e.name); }
      out.push(URL.canParse(${text}));
      return out; })()`;
    same(parts);
  });

  test.each([
    "protocol='http'",
    "protocol='mailto'",
    "host='x:1'",
    "hostname='y z'",
    "port='81'",
    "port=''",
    "port='x'",
    "pathname='p?q#'",
    "search='?a=b c'",
    "search=''",
    "hash='h h'",
    "username='\u00fc:'",
    "password='@'",
    "href='https://other/'",
  ])("url.%s", (assignment) =>
    same(`(() => { const u = new URL("https://a.example:90/p?q=1#f"); u.${assignment}; return [u.href, [...u.searchParams]]; })()`),
  );

  test("URLSearchParams, alone and of a URL", () => {
    same(`(() => { const p = new URLSearchParams("?a=1&b=2&a=3&c=%20+%zz&\u00fc=\ud83d\ude00"); p.append("d", "x y&="); p.delete("b"); p.set("a", "9"); p.sort();
      return [p.toString(), p.get("a"), p.get("zz"), p.getAll("c"), p.has("a", "9"), p.size, [...p], [...p.keys()], [...p.values()]]; })()`);
    same(
      `[{ a: 1, b: "x" }, [["a", "b"], ["c", "d"]], new Map([["k", "v"]]), "a=b", undefined, new URLSearchParams("z=1")].map(i => String(new URLSearchParams(i)))`,
    );
    same(
      `(() => { const u = new URL("https://a/?x=1"); u.searchParams.append("y", "2 3"); const s = u.search; u.search = "?q"; u.searchParams.forEach((v, n) => { u.hash = n + v; }); u.searchParams.delete("q"); return [s, u.href]; })()`,
    );
    same(`(() => { try { new URLSearchParams([["a"]]); } catch (e) { return e instanceof TypeError; } })()`);
  });

  test("TextEncoder and TextDecoder", () => {
    const texts = ["", "abc", "\u00fc\u20ac\ud83d\ude00", "\ud800x", "x\udc00", "\ufeffbom", "\u0000"];
    for (const text of texts) {
      same(`[...new TextEncoder().encode(${JSON.stringify(text)})]`);
      same(`(() => { const b = new Uint8Array(5); return [new TextEncoder().encodeInto(${JSON.stringify(text)}, b), [...b]]; })()`);
    }
    const bytes = [
      [],
      [0x61],
      [0xff],
      [0xc3],
      [0xc3, 0xbc],
      [0xe2, 0x82],
      [0xe2, 0x82, 0xac],
      [0xf0, 0x9f, 0x98, 0x80],
      [0xf0, 0x9f, 0x98],
      [0xed, 0xa0, 0x80],
      [0xc0, 0x80],
      [0xef, 0xbb, 0xbf, 0x61],
      [0xf5, 0x80],
      [0xe0, 0x80, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0x80, 0xbf, 0xf0, 0x41],
    ];
    for (const list of bytes) {
      const array = `new Uint8Array([${list.join()}])`;
      for (const label of ["utf-8", "utf-16le", "utf-16be"]) {
        same(`new TextDecoder(${JSON.stringify(label)}).decode(${array})`);
        same(
          `(() => { try { return new TextDecoder(${JSON.stringify(label)}, { fatal: true, ignoreBOM: true }).decode(${array}); } catch (e) { return e.name; } })()`,
        );
      }
      same(
        `(() => { const d = new TextDecoder(); let s = ""; for (const b of ${array}) s += d.decode(new Uint8Array([b]), { stream: true }); return s + d.decode(); })()`,
      );
    }
    same(`(() => { try { new TextDecoder("nonsense"); } catch (e) { return e.name; } })()`);
    same(
      `new TextDecoder().decode(new Uint8Array([1, 97, 98, 2]).subarray(1, 3)) + new TextDecoder().decode(new DataView(new Uint8Array([99]).buffer))`,
    );
    same(`new TextDecoder().decode(new TextEncoder().encode("x\u20ac".repeat(20000))).length`);
  });

  test("atob and btoa", () => {
    for (const text of ["", "a", "ab", "abc", "\u00ff\u0000", "\u20ac"])
      same(`(() => { try { return btoa(${JSON.stringify(text)}); } catch (e) { return [e.name, e.code]; } })()`);
    for (const text of ["", "YQ==", "YWI=", "YWJj", "YQ", " Y Q = = ", "Y", "YQ=", "Y!Q=", "/+8="])
      same(`(() => { try { return atob(${JSON.stringify(text)}); } catch (e) { return [e.name, e.code]; } })()`);
  });

  test("structuredClone", () => {
    same(`(() => { const a = { d: new Date(5), r: /x/gi, m: new Map([[1, new Set([2])]]), u: new Uint8Array([1, 2]), n: null, z: undefined, b: 10n, e: new RangeError("m"), l: [1, , 3], o: Object(5) }; a.self = a;
      const c = structuredClone(a);
      return [c !== a, c.self === c, c.d.getTime(), String(c.r), c.m.get(1).has(2), [...c.u], c.n, "z" in c, c.b, c.e instanceof RangeError, c.e.message, 1 in c.l, c.l.length, typeof c.o]; })()`);
    for (const bad of ["() => 1", "Symbol()", "{ a: { b: () => 1 } }", "new WeakMap()", "Promise.resolve()"])
      same(
        `(() => { try { structuredClone(${bad}); } catch (e) { return [e.name, e.code, e instanceof DOMException, e instanceof Error]; } })()`,
      );
    same(
      `(() => { const u = new Uint8Array([1, 2, 3, 4]); const c = structuredClone([u, u.subarray(1, 3), u.buffer]); return [c[0].buffer === c[1].buffer, c[2] === c[0].buffer, c[1].byteOffset, [...c[1]]]; })()`,
    );
    same(
      `(() => { const o = JSON.parse('{"__proto__":{"x":1}}'); const c = structuredClone(o); return [Object.keys(c), c.x, Object.getPrototypeOf(c) === Object.prototype]; })()`,
    );
  });

  test("what must be given, codes and constants, members as Web IDL has them", () => {
    const outcome = (body: string): string => `(() => { try { return ${body}; } catch (e) { return [e.name, e.code]; } })()`;
    for (const body of [
      "new URLSearchParams().get()", "new URLSearchParams().append('x')", "new URLSearchParams('a=1&a=2').delete()", "new EventTarget().addEventListener('x')",
      "new Event()", "new URL()", "atob()", "structuredClone()", "AbortSignal.timeout(-1) && 1", "new MessageChannel().port1.postMessage()",
    ]) same(`(() => { try { return ${body}; } catch (e) { return e.name; } })()`); // prettier-ignore
    for (const body of [
      "new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff]))",
      "new TextDecoder('zzz')",
      "new URL('x', 'y')",
    ])
      same(outcome(body));
    same(`(() => { const u = new URL("http://a"); return ${outcome('(u.href = "bad")')}; })()`);
    same(
      "[DOMException.ABORT_ERR, DOMException.DATA_CLONE_ERR, new DOMException('m').QUOTA_EXCEEDED_ERR, new DOMException('m', 'SecurityError').code]",
    );
    same(
      "[Object.keys(URL.prototype).sort(), Object.keys(URLSearchParams.prototype).sort(), URL.length, Object.keys(new DOMException('m', 'n'))]",
    );
    same("JSON.stringify(Object.getOwnPropertyDescriptor(URL.prototype, Symbol.toStringTag))");
    for (const bad of ["Object(Symbol())", "(function* () {})()", "(function () { return arguments; })(1)"])
      same(outcome(`structuredClone(${bad})`));
  });

  test("a URL's query follows its parameters, written when it is read", () => {
    same(
      `(() => { const u = new URL("https://a/?x=1#f"), p = u.searchParams; for (let i = 0; i < 20; i++) p.append("k" + i, "v w"); const a = u.search; p.delete("x"); const b = u.href; p.set("k1", "z"); u.hash = "g"; const c = u.href; p.append("late", 1); u.search = "?new"; const d = u.href; p.append("q", 1); u.href = "https://b/?y"; return [a, b, c, d, u.href, String(p), JSON.stringify(u), String(u)]; })()`,
    );
    const cell = cellWith({}, { limits: { fuel: 1e6 } });
    expect(cell.evaluate("const p = new URL('https://a/').searchParams; for (let i = 0; i < 2000; i++) p.append('a', i); p.size")).toBe(
      2000,
    );
  });

  test("Event and EventTarget", () => {
    same(`(() => { const log = []; const t = new EventTarget();
      const f = (e) => log.push(["f", e.type, e.target === t, e.eventPhase, e.defaultPrevented]);
      t.addEventListener("x", f); t.addEventListener("x", f); t.addEventListener("x", { handleEvent(e) { log.push("object"); } });
      t.addEventListener("x", () => log.push("once"), { once: true });
      t.addEventListener("y", (e) => { e.preventDefault(); e.stopImmediatePropagation(); }); t.addEventListener("y", () => log.push("never"));
      log.push(t.dispatchEvent(new Event("x", { cancelable: true })), t.dispatchEvent(new Event("x")), t.dispatchEvent(new Event("y", { cancelable: true })));
      t.removeEventListener("x", f); t.dispatchEvent(new Event("x"));
      const c = new AbortController(); t.addEventListener("z", () => log.push("z"), { signal: c.signal }); t.dispatchEvent(new Event("z")); c.abort(); t.dispatchEvent(new Event("z"));
      class Mine extends EventTarget { go() { return this.dispatchEvent(new CustomEvent("d", { detail: 7 })); } }
      const m = new Mine(); m.addEventListener("d", (e) => log.push(e.detail, e instanceof Event)); m.go();
      try { t.dispatchEvent({}); } catch (e) { log.push(e.name); }
      return log; })()`);
  });

  test("AbortController and AbortSignal", () => {
    same(`(() => { const log = []; const c = new AbortController(); const s = c.signal; s.onabort = (e) => log.push(e.type, e.target === s);
      log.push(s.aborted, s.reason); c.abort(); c.abort("again");
      log.push(s.aborted, s.reason.name, s.reason.code); try { s.throwIfAborted(); } catch (e) { log.push(e === s.reason); }
      const d = new AbortController(); const any = AbortSignal.any([s, d.signal]); log.push(any.aborted, any.reason === s.reason);
      const e = new AbortController(); const later = AbortSignal.any([d.signal, e.signal]); e.abort(5); log.push(later.reason, AbortSignal.abort(3).reason);
      try { new AbortSignal(); } catch (e) { log.push(e.name); }
      return log; })()`);
  });
});

describe("in the cell", () => {
  test("passive listeners prevent nothing, as the standard has it", () => {
    const cell = cellWith();
    expect(
      cell.evaluate(
        `(() => { const t = new EventTarget(); t.addEventListener("x", (e) => e.preventDefault(), { passive: true }); return t.dispatchEvent(new Event("x", { cancelable: true })); })()`,
      ),
    ).toBe(true);
  });

  test("they bear their names", () => {
    const names = Object.keys(webGlobals()).filter((name) => /^[A-Z]/.test(name));
    expect(cellWith().evaluate(`[${names.join()}].map((c) => c.name)`)).toEqual(names);
  });

  test("they are ordinary classes of its realm", () => {
    const cell = cellWith();
    expect(
      cell.evaluate(`(() => { class Mine extends URL { get short() { return this.host; } } const m = new Mine("https://a.example/");
      return [m.short, m instanceof URL, Object.getPrototypeOf(URL) === Object.getPrototypeOf(class {}), new DOMException("m", "AbortError") instanceof Error, Object.prototype.toString.call(m)]; })()`),
    ).toEqual(["a.example", true, true, true, "[object URL]"]);
  });

  test("Latin-1 is what the standard reads there, in the words of Windows", () => {
    const cell = cellWith();
    expect(
      cell.evaluate(
        "[new TextDecoder('latin1').encoding, new TextDecoder('ascii').decode(new Uint8Array([0x41, 0x80, 0x81, 0x9f, 0xa0, 0xff]))]",
      ),
    ).toEqual(["windows-1252", "A\u20ac\x81\u0178\xa0\xff"]);
  });

  test("their errors keep their names on the way to the supervisor", () => {
    expect(() => cellWith().evaluate("atob('!')")).toThrow(expect.objectContaining({ guestName: "InvalidCharacterError" }));
  });

  test("one cell's patches are no other's", () => {
    const [a, b] = [cellWith(), cellWith()];
    a.execute("URL.prototype.polluted = 1; TextEncoder.prototype.encode = () => 'mine';");
    expect(a.evaluate("new URL('https://a/').polluted")).toBe(1);
    expect(b.evaluate("[new URL('https://a/').polluted, new TextEncoder().encode('a').length]")).toEqual([undefined, 1]);
  });

  test("messages come in a turn of their own, in order, cloned", async () => {
    const cell = cellWith();
    cell.execute(`var log = []; const { port1, port2 } = new MessageChannel(); const sent = { a: [1] };
      port2.onmessage = (e) => log.push(["2", e.data.a, e.data !== sent, e instanceof MessageEvent]); port1.onmessage = (e) => log.push(["1", e.data]);
      port1.postMessage(sent); sent.a = 0; port2.postMessage("back"); port1.postMessage({ a: "second" }); log.push("sync"); queueMicrotask(() => log.push("micro"));`);
    await cell.idle();
    expect(cell.evaluate("log")).toEqual(["sync", "micro", ["2", [1], true, true], ["1", "back"], ["2", "second", true, true]]);
    cell.execute("port1.close(); port1.postMessage(1); port2.postMessage(2);");
    await cell.idle();
    expect(cell.evaluate("log.length")).toBe(5);
  });

  test("what listeners, microtasks and messages throw goes to the supervisor, and nothing stops", async () => {
    const events: CellEvent[] = [];
    const cell = cellWith({}, { onEvent: (event) => void events.push(event) });
    cell.execute(`var log = []; const t = new EventTarget(); t.addEventListener("x", () => { throw new Error("listener"); }); t.addEventListener("x", () => log.push("next"));
      t.dispatchEvent(new Event("x")); queueMicrotask(() => { throw new Error("microtask"); }); const { port1, port2 } = new MessageChannel(); port2.onmessage = () => { throw new Error("message"); }; port1.postMessage(1);`);
    await cell.idle();
    expect(cell.evaluate("log")).toEqual(["next"]);
    expect(events.map((event) => ("error" in event ? (event.error as Error).message : event.type)).sort()).toEqual([
      "listener",
      "message",
      "microtask",
    ]);
  });

  test("time and chance are those of the cell", async () => {
    const bare = cellWith();
    expect(() => bare.evaluate("performance.now()")).toThrow("clock");
    expect(() => bare.evaluate("crypto.randomUUID()")).toThrow("random");
    let time = 1000;
    const cell = cellWith({ Date: clock({ now: () => (time += 5) }), Math: random({ seed: 1 }) });
    expect(cell.evaluate("[performance.now(), performance.now(), performance.timeOrigin]")).toEqual([0, 5, 1005]);
    expect(cell.evaluate("crypto.randomUUID()")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(cell.evaluate("new Set(crypto.getRandomValues(new Uint8Array(64))).size")).toBeGreaterThan(30);
    expect(cell.evaluate("(() => { try { crypto.getRandomValues(new Float32Array(1)); } catch (e) { return e.name; } })()")).toBe(
      "TypeMismatchError",
    );
    expect(cell.evaluate("(() => { try { crypto.getRandomValues(new Uint8Array(65537)); } catch (e) { return e.name; } })()")).toBe(
      "QuotaExceededError",
    );
    expect(
      await cell.load(
        "export const name = await new Promise(done => { const s = AbortSignal.timeout(1); s.onabort = () => done(s.reason.name); });",
      ),
    ).toMatchObject({ name: "TimeoutError" });
  });

  test("loops of messages end with the cell", async () => {
    const cell = cellWith({}, { limits: { fuel: 2e6 } });
    cell.execute("const { port1, port2 } = new MessageChannel(); port2.onmessage = () => port1.postMessage(1); port1.postMessage(1);");
    for (let i = 0; i < 500 && cell.status === "ready"; i++) await new Promise((done) => setTimeout(done, 10));
    expect(cell.status).toBe("terminated");
  });

  test("a flood of messages is refused before it fills the host", () => {
    const cell = cellWith();
    expect(() =>
      cell.evaluate("const { port1, port2 } = new MessageChannel(); port2.start(); for (let i = 0; i < 20000; i++) port1.postMessage(i);"),
    ).toThrow("on their way");
    cell.dispose();
  });

  test("no object of the host is in them", () => {
    const cell = cellWith({ foreign: (isOurs: unknown) => isOurs });
    // walks everything that can be reached from the globals and asks the realm's own Object whether it knows the prototypes' end
    expect(
      cell.evaluate(`(() => { const names = { URL, URLSearchParams, TextEncoder, TextDecoder, Event, EventTarget, AbortController, AbortSignal, MessageChannel, MessagePort, DOMException, crypto, performance, atob, btoa, structuredClone, queueMicrotask, setTimeout, clearTimeout };
      const root = Object.getPrototypeOf({}); const seen = new Set(); const strange = []; const todo = [["globals", names]];
      while (todo.length > 0) { const [path, o] = todo.pop(); if (seen.has(o) || seen.size > 5000) continue; seen.add(o);
        let p = o; for (let i = 0; i < 20 && p !== null; i++) { const next = Object.getPrototypeOf(p); if (next === null && p !== root && Object.getPrototypeOf(o) !== null) strange.push(path); p = next; }
        for (const key of Reflect.ownKeys(o)) { let d; try { d = Object.getOwnPropertyDescriptor(o, key); } catch { continue; } for (const v of [d?.value, d?.get, d?.set]) if ((typeof v === "object" && v !== null) || typeof v === "function") todo.push([path + "." + String(key), v]); } }
      return strange; })()`),
    ).toEqual([]);
  });
});
