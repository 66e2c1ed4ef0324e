// Makes cells by the thousand in one process, ends them in all the ways there are, and looks at what is left of them: memory, handles.
//   node --expose-gc test/campaigns/soak.mjs [--cells 10000]
import { parseArgs } from "node:util";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

const { values } = parseArgs({ options: { cells: { type: "string", default: "10000" } } });
const folder = await bundleForTests("soak");
const { Cell, cleanse, definePolicy, verify } = await import(`${folder}/index.js`);
const { timers } = await import(`${folder}/powers.js`);

const policies = [definePolicy({}), definePolicy({ extends: "compat" })];
const granted = definePolicy({ globals: { allow: "*" } });
const compile = (source, goal = "script") =>
  verify(cleanse(source, { goal, policy: granted, supplied: ["exit", "wait", "setTimeout", "print"] }));
const programs = {
  answer: compile(
    "const list = Array.from({ length: 100 }, (_, i) => ({ i, text: 'x'.repeat(100) })); list.map((o) => o.text).join('').length",
  ),
  calls: compile("export const f = (o) => ({ ...o, n: o.n + 1 });", "module"),
  burns: compile("const all = []; for (;;) all.push({});"),
  late: compile("for (;;);"),
  exits: compile("try { exit(3); } finally { print('over'); }"),
  waits: compile("await wait();", "module"),
  rejects: compile("Promise.reject(new Error('nobody looks')); const keep = []; setTimeout(() => keep.push(1), 1e6); 1"),
  throws: compile("class Broken extends Error {} ; throw new Broken('as usual')"),
};

const reasonOf = (error) => error.reason ?? error.code;
const expectEnd = async (work, expected) => {
  const outcome = await Promise.resolve()
    .then(work)
    .then(() => "answered", reasonOf);
  if (outcome !== expected) throw new Error(`expected ${expected}, got ${outcome}`);
};

/** Each makes a cell and ends it in its own way; some leave that to the next collection. */
const lives = [
  async (policy) => {
    const cell = new Cell({ policy });
    if (cell.evaluate(programs.answer) !== 10_000) throw new Error("wrong answer");
  },
  async (policy) => {
    const cell = new Cell({ policy });
    const { f } = await cell.load(programs.calls);
    for (let n = 0; n < 10; n++) if (f({ n, list: [1, 2, 3] }).n !== n + 1) throw new Error("wrong answer");
    cell.dispose();
  },
  async (policy) => {
    const cell = new Cell({ policy, limits: { fuel: 20_000 } });
    await expectEnd(() => cell.evaluate(programs.burns), "fuel");
  },
  async (policy) => {
    const cell = new Cell({ policy, limits: { deadlineMs: 3 } });
    await expectEnd(() => cell.evaluate(programs.late), "deadline");
  },
  async (policy) => {
    const cell = new Cell({ policy, globals: { exit: Cell.exit, print: () => undefined } });
    await expectEnd(() => cell.evaluate(programs.exits), "cell-exit");
  },
  async (policy) => {
    const cell = new Cell({ policy, globals: { wait: () => new Promise(() => undefined) } });
    const loading = cell.load(programs.waits);
    loading.catch(() => undefined);
    await Promise.resolve();
    cell.dispose();
  },
  async (policy) => {
    const cell = new Cell({ policy, globals: timers() });
    cell.evaluate(programs.rejects);
    await new Promise((done) => setImmediate(done));
    cell.dispose();
  },
  async (policy) => {
    const outer = new Cell({ policy, limits: { fuel: 1e6 } });
    const inner = outer.subcell();
    await expectEnd(() => inner.evaluate(programs.throws), "guest-error");
    outer.dispose();
  },
];

const count = Number(values.cells);
const step = Math.max(1, Math.floor(count / 10));
const measured = [];
const began = performance.now();
for (let i = 1; i <= count; i++) {
  await lives[i % lives.length](policies[i % 2]);
  if (i % step !== 0) continue;
  for (let k = 0; k < 3; k++) {
    await new Promise((done) => setTimeout(done, 20));
    globalThis.gc?.();
  }
  const { heapUsed, rss } = process.memoryUsage();
  const line = {
    cells: i,
    heapMb: +(heapUsed / 2 ** 20).toFixed(1),
    rssMb: Math.round(rss / 2 ** 20),
    handles: process.getActiveResourcesInfo().length,
    seconds: Math.round((performance.now() - began) / 1000),
  };
  measured.push(line);
  console.log(JSON.stringify(line));
}
// the first steps fill caches
const [, second] = measured;
const last = measured.at(-1);
if (last.heapMb > second.heapMb + 5 || last.rssMb > second.rssMb + 100 || last.handles > second.handles + 2) {
  console.log("memory or handles grow");
  process.exitCode = 1;
}
