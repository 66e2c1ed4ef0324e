// Run with --unhandled-rejections=MODE and a scenario; prints what the process saw.
const [scenario] = process.argv.slice(2);
const seen = [];
// PLAIN: the same without Cloister, to compare with
const { Cell } = process.env.PLAIN ? {} : await import(process.env.CLOISTER_INDEX);
const make = process.env.PLAIN ? () => undefined : (options) => new Cell(options);
const cell = make({
  limits: { fuel: 1e6 },
  globals: { rejects: () => Promise.reject(new Error("of the host")), sink: () => undefined, later: (f) => void setTimeout(f, 5) },
  onEvent: (event) => seen.push(`${event.type}:${event.error?.guestName}:${event.error?.message}`),
});
const scenarios = {
  guest: () => cell.execute("Promise.reject(new TypeError('guest'))"),
  async: () => cell.execute("(async () => { await null; throw new RangeError('guest'); })()"),
  primitive: () => cell.execute("Promise.reject('text')"),
  hostCalled: () => cell.execute("rejects()"),
  handedOver: () => cell.execute("sink(Promise.reject(new Error('handed')))"),
  nullProto: () => cell.execute("var p1 = Promise.reject(new Error('cut')); Object.setPrototypeOf(p1, null);"),
  forgedRoot: () =>
    cell.execute(
      "var root = Object.create(null); var f = function Object() {}; Object.setPrototypeOf(f, root); root['con' + 'structor'] = f; var p2 = Promise.reject(new Error('forged')); Object.setPrototypeOf(p2, root);",
    ),
  stackGetter: () => cell.execute("var e = new Error('x'); Object.defineProperty(e, 'stack', { get() { for (;;); } }); Promise.reject(e)"),
  reaction: () => cell.execute("rejects().catch(() => { throw new Error('from a reaction'); })"),
  lateHandler: () => cell.execute("var p3 = Promise.reject(new Error('late')); later(() => p3.catch(() => 0));"),
  disposed: () =>
    void setTimeout(() => {
      cell.execute("Promise.reject(new Error('last'))");
      cell.dispose();
    }, 20),
  host: () => void Promise.reject(new Error("of the host")),
  hostPrimitive: () => void Promise.reject("host text"),
  nothing: () => undefined,
};
process.on("exit", (code) => console.log(`exit ${code} ${seen.join(" ")}`));
process.on("rejectionHandled", () => console.log("rejectionHandled"));
if (process.env.WITH_LISTENER) process.on("unhandledRejection", (reason) => console.log(`listener ${reason.message ?? reason}`));
if (process.env.WITH_CATCHER) process.on("uncaughtException", (error, origin) => console.log(`catcher ${error.message} ${origin}`));
for (const name of scenario.split(",")) scenarios[name]();
setTimeout(() => console.log("alive"), 60);
