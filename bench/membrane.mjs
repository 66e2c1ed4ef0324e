// What a crossing costs, in nanoseconds: `node bench/membrane.mjs` after `npm run build`. The loops run inside a cell and in plain JavaScript; the
// empty loop is taken off. Bars of DESIGN §10: primitives ≤ 50 ns, `{ a, b }` ≤ 1 µs.
import { Cell } from "cloister";

const N = 400_000;
const noop = () => undefined;
const cell = new Cell({
  globals: { id: (x) => x, zero: noop, two: (a, b) => a + b, pair: () => ({ a: 1, b: 2 }) },
  limits: { unmetered: process.argv.includes("--unmetered") },
});
cell.execute(`
  const loops = {
    empty(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s; },
    none(n) { let s = 0; for (let i = 0; i < n; i++) { zero(); s += i; } return s; },
    number(n) { let s = 0; for (let i = 0; i < n; i++) s += id(i); return s; },
    two(n) { let s = 0; for (let i = 0; i < n; i++) s = two(s, i); return s; },
    string(n) { let s = 0; for (let i = 0; i < n; i++) s += id("text").length; return s; },
    pairIn(n) { let s = 0; for (let i = 0; i < n; i++) { zero({ a: i, b: s }); s += i; } return s; },
    pairOut(n) { let s = 0; for (let i = 0; i < n; i++) s += pair().a; return s; },
    nested(n) { let s = 0; for (let i = 0; i < n; i++) { zero({ a: { b: i }, c: [1, 2, 3] }); s += i; } return s; },
  };
`);
const run = cell.evaluate(
  "(name, n) => { switch (name) { " +
    ["empty", "none", "number", "two", "string", "pairIn", "pairOut", "nested"].map((n) => `case "${n}": return loops.${n}(n);`).join(" ") +
    " } }",
);

const time = (name, n) => {
  const from = process.hrtime.bigint();
  run(name, n);
  return Number(process.hrtime.bigint() - from) / n;
};
const best = (name, n) => {
  time(name, n);
  return Math.min(...[1, 2, 3, 4, 5].map(() => time(name, n)));
};
const base = best("empty", N);
for (const name of ["none", "number", "two", "string", "pairIn", "pairOut", "nested"]) {
  console.log(
    `guest → host  ${name.padEnd(8)} ${(best(name, name.startsWith("p") || name === "nested" ? N / 8 : N) - base).toFixed(1).padStart(8)} ns`,
  );
}
const back = cell.evaluate("(x) => x");
const hostTime = (argument, n) => {
  let least = Infinity;
  for (let round = 0; round < 5; round++) {
    const from = process.hrtime.bigint();
    for (let i = 0; i < n; i++) back(argument);
    least = Math.min(least, Number(process.hrtime.bigint() - from) / n);
  }
  return least;
};
console.log(`host → guest  number   ${hostTime(1, N).toFixed(1).padStart(8)} ns`);
console.log(
  `host → guest  {a, b}   ${hostTime({ a: 1, b: 2 }, N / 8)
    .toFixed(1)
    .padStart(8)} ns (there and back)`,
);
