// Run by nested-depth.test.ts: each cell calls into the next, on one native stack, with a few large frames of its own before.
import { pathToFileURL } from "node:url";

const { Cell, cleanse, verify } = await import(pathToFileURL(`${process.argv[2]}/index.js`).href);
const held = "n ** ".repeat(400);
const source = `
  (n) => {
    const down = (k) => (k === 0 ? next(n) : ${held} down(k - 1));
    try { down(6); } catch (e) { report(String(e instanceof Error) + "x".match("(a|b)(c|d)(e|f)".repeat(50) + n)); }
  }`;
const program = verify(cleanse(source, { goal: "expression", supplied: ["next", "report"] }));
const COUNT = 120;
const reports = [];
const report = (text) => void reports.push(text);
let next = () => report("bottom");
const cells = [];
for (let i = 0; i < COUNT; i++) {
  const cell = new Cell({ globals: { next, report } });
  next = cell.evaluate(program);
  cells.push(cell);
}
for (const n of [1, 2, 3]) next(n);
console.log(JSON.stringify({ reports, statuses: [...new Set(cells.map((cell) => cell.status))], after: cells[0].evaluate("1 + 1") }));
