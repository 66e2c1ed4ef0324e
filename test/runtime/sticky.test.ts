/** Whatever a guest puts round its end, nothing of it runs afterwards. */
import { expect, test } from "vitest";
import { Cell, cleanse, definePolicy } from "../../src/index.js";
import { timers } from "../../src/powers/index.js";

/** `$END` is where the cell comes to its end; what calls `alive` then has outlived it. */
const ROUTES: Readonly<Record<string, string>> = {
  catch: "try { $END } catch { alive() }",
  finally: "try { $END } finally { alive() }",
  "finally continue": "for (let i = 0; i < 3; i++) { try { $END } finally { alive(); continue } }",
  "finally return": "const f = () => { try { $END } finally { alive(); return 1 } }; f(); alive()",
  "finally break": "x: { try { $END } finally { alive(); break x } } alive()",
  "generator return":
    "function* g() { try { yield 1; $END } finally { alive(); yield 2; } } const it = g(); it.next(); try { it.next() } catch { alive() } it.return(); alive()",
  "generator finally yield":
    "function* g() { try { $END } finally { yield 5; alive() } } const it = g(); try { it.next() } finally { it.next(); alive() }",
  promise: "new Promise(() => { $END }).then(alive, alive); Promise.resolve().then(alive)",
  "promise finally": "Promise.resolve().then(() => { $END }).finally(alive).catch(alive)",
  async: "const f = async () => { try { $END } catch { alive() } finally { alive() } }; f().then(alive, alive)",
  "async later":
    "const f = async () => { await 0; try { $END } catch { alive() } finally { alive() } }; f().then(alive, alive); setTimeout(alive, 5)",
  "async generator":
    "async function* g() { try { yield 1; $END } finally { alive(); yield 2 } } (async () => { try { for await (const x of g()); } catch { alive() } finally { alive() } })()",
  getter: "try { ({ get x() { $END } }).x } catch { alive() }",
  toString: "try { `${{ toString() { $END } }}` } catch { alive() }",
  valueOf: "try { +{ valueOf() { $END } } } catch { alive() }",
  comparator: "try { [3, 1, 2].sort(() => { $END }) } catch { alive() }",
  proxy: "try { new Proxy({}, { get() { $END } }).x } catch { alive() }",
  "iterator close":
    "try { for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { alive(); return {} } }) }) { $END } } catch { alive() }",
  "destructuring close":
    "try { const [a] = { [Symbol.iterator]: () => ({ next: () => ({ get value() { $END }, done: false }), return() { alive(); return {} } }) } } finally { alive() }",
  using: "{ using d = { [Symbol.dispose]() { alive() } }; $END }",
  "await using": "(async () => { await using d = { async [Symbol.asyncDispose]() { alive() } }; $END })().catch(alive)",
  "using throws": "try { using d = { [Symbol.dispose]() { $END } }; } catch { alive() } alive()",
  microtasks: "Promise.resolve().then(() => { $END }); for (let i = 0; i < 5; i++) Promise.resolve().then(alive)",
  timers: "setTimeout(alive, 1); setInterval(alive, 1); $END",
  thenable: "Promise.resolve({ then(y) { $END } }).then(alive, alive)",
  "thenable finally":
    "(async () => { try { await { then(y, n) { try { $END } finally { y(1) } } } } finally { alive() } })().then(alive, alive)",
  callback: "call(() => { try { $END } finally { alive() } }); alive()",
  "callback later": "call(() => { $END }).then?.(alive, alive)",
  "error subclass":
    "class E extends Error { constructor() { super(); try { $END } catch { alive() } } get message() { alive() } } try { throw new E() } catch { alive() }",
  hasInstance: "try { 1 instanceof { [Symbol.hasInstance]() { $END } } } catch { alive() }",
  "JSON toJSON": "try { JSON.stringify({ toJSON() { $END } }) } catch { alive() }",
  "JSON reviver": "try { JSON.parse('[1]', () => { $END }) } catch { alive() }",
  replace: "try { 'a'.replace(/a/, () => { $END }) } catch { alive() }",
  "static block": "try { class A { static { $END } } } catch { alive() }",
  field: "try { class A { x = (() => { $END })() } new A() } catch { alive() }",
  "default param": "try { ((x = (() => { $END })()) => alive())() } catch { alive() }",
  "yield* close":
    "function* a() { yield* { [Symbol.iterator]: () => ({ next() { $END }, return() { alive(); return {} } }) } } const it = a(); try { it.next() } catch { alive() } it.return()",
  "nested try": "try { try { $END } finally { try { alive() } finally { alive() } } } catch { try { $END } catch { alive() } }",
  "Promise.try executor": "try { new Promise((y, n) => { try { $END } catch (e) { n(e) } }).catch(alive) } finally { alive() }",
  labelled: "a: for (;;) { try { $END } finally { for (;;) { try { alive(); continue a } finally { alive(); break a } } } } alive()",
};
const ENDS: Readonly<Record<string, readonly [text: string, status: string]>> = {
  fuel: ["(() => { for (;;); })()", "terminated"],
  exit: ["exit(3)", "exited"],
  quota: ["(() => { for (;;) ping(); })()", "terminated"],
};
const policy = definePolicy({ extends: "compat", globals: { allow: "*" } });

test.each(Object.keys(ENDS).flatMap((end) => Object.keys(ROUTES).map((route) => [end, route] as const)))(
  "%s is the end: %s",
  async (end, route) => {
    const [text, status] = ENDS[end]!;
    let outlived = 0;
    const cell = new Cell({
      policy,
      limits: { fuel: 50_000, hostCalls: end === "quota" ? 40 : Infinity },
      globals: {
        ...timers(),
        exit: Cell.exit,
        ping: () => undefined,
        alive: () => void (cell.status === "ready" || outlived++),
        call: (f: () => unknown) => f(),
      },
    });
    const program = cleanse(ROUTES[route]!.replaceAll("$END", `${text};`), { policy, goal: "script" });
    try {
      cell.evaluate(program);
    } catch (error) {
      expect(error).toMatchObject({ code: end === "exit" ? "cell-exit" : "cell-terminated" });
    }
    await new Promise((done) => setTimeout(done, 5));
    expect(cell.status).toBe(status);
    expect(outlived).toBe(0);
    expect(() => cell.evaluate("alive()")).toThrow();
    expect(outlived).toBe(0);
  },
);
