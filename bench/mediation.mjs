// npm run bench:mediation: what an access costs in a cell as it is, under full mediation, and with a guard that does nothing. CPU time per access, least of seven,
// the ways in turn. Compiled here, which costs all of them alike.
import { pathToFileURL } from "node:url";
import { bundleForTests } from "../scripts/bundle-for-tests.mjs";

const { Cell, definePolicy } = await import(pathToFileURL(`${await bundleForTests("bench")}/index.js`).href);
const idle = () => undefined;
const guards = { get: idle, set: idle, delete: idle, call: idle, construct: idle, iterate: idle };
const WAYS = { direct: {}, mediated: { mediation: "full" }, guarded: { mediation: "full", guards } };

/** Accesses a turn, and a loop of n turns. */
const KERNELS = {
  "o.x": [2, "let s = 0; const o = { x: 1, y: 2 }; for (let i = 0; i < n; i++) s += o.x + o.y; return s;"],
  "a[i]": [1, "let s = 0; const a = [1, 2, 3, 4]; for (let i = 0; i < n; i++) s += a[i & 3]; return s;"],
  "o.x = v": [1, "const o = { x: 1 }; for (let i = 0; i < n; i++) o.x = i; return o.x;"],
  "f(x)": [1, "const f = (x) => x + 1; let s = 0; for (let i = 0; i < n; i++) s = f(s); return s;"],
  "o.m(x)": [2, "class C { m(x) { return x + 1; } } const o = new C(); let s = 0; for (let i = 0; i < n; i++) s = o.m(s); return s;"],
  "new C(x)": [1, "class C { constructor(x) { } } let s; for (let i = 0; i < n; i++) s = new C(i); return 1;"],
  "for…of 10": [
    1,
    "let s = 0; const a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]; for (let i = 0; i < n; i++) for (const x of a) s += x; return s;",
  ],
  "{ a, b } = o": [2, "let s = 0; const o = { a: 1, b: 2 }; for (let i = 0; i < n; i++) { const { a, b } = o; s += a + b; } return s;"],
};
const TURNS = { direct: 1e6, mediated: 2e5, guarded: 4e3 };

for (const [name, [accesses, body]] of Object.entries(KERNELS)) {
  const runs = Object.entries(WAYS).map(([way, { mediation = "direct", guards: asked }]) => {
    const cell = new Cell({ policy: definePolicy({ mediation }), limits: { unmetered: true }, ...(asked && { guards: asked }) });
    return { way, run: cell.evaluate(`(n) => { ${body} }`), least: Infinity };
  });
  for (let round = 0; round < 7; round++)
    for (const one of runs) {
      const before = process.cpuUsage();
      one.run(TURNS[one.way]);
      const { user, system } = process.cpuUsage(before);
      one.least = Math.min(one.least, ((user + system) * 1e3) / TURNS[one.way] / accesses);
    }
  console.log(
    name.padEnd(14),
    ...runs.map(({ way, least }) => `${way} ${least < 100 ? least.toFixed(1) : Math.round(least)} ns`.padEnd(20)),
  );
}
