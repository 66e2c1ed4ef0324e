import { createMachine, createActor, assign, setup, fromPromise, toPromise, transition, initialTransition } from "xstate";
export default async function probe() {
  const m = setup({
    guards: { big: ({ context }) => context.n >= 2 },
    actions: { inc: assign({ n: ({ context, event }) => context.n + (event.by ?? 1) }) },
  }).createMachine({
    id: "m",
    initial: "idle",
    context: { n: 0 },
    states: {
      idle: { on: { GO: { target: "run", actions: "inc" } } },
      run: {
        initial: "a",
        states: { a: { on: { NEXT: "b" } }, b: { entry: "inc" } },
        on: { STOP: [{ guard: "big", target: "done" }, { target: "idle" }] },
      },
      done: { type: "final" },
    },
    output: ({ context }) => context.n * 10,
  });
  const a = createActor(m);
  const log = [];
  a.subscribe((s) => log.push([JSON.stringify(s.value), s.context.n]));
  a.start();
  a.send({ type: "NOPE" });
  a.send({ type: "GO" });
  a.send({ type: "NEXT" });
  const mid = a.getSnapshot().matches({ run: "b" });
  a.send({ type: "STOP" });
  const inv = createActor(
    createMachine({
      initial: "l",
      context: { r: null },
      states: {
        l: { invoke: { src: fromPromise(async () => 42), onDone: { target: "s", actions: assign({ r: ({ event }) => event.output }) } } },
        s: { type: "final" },
      },
      output: ({ context }) => context.r,
    }),
  );
  inv.start();
  const [s0] = initialTransition(m);
  const [s1] = transition(m, s0, { type: "GO" });
  const par = createActor(
    createMachine({
      type: "parallel",
      states: { x: { initial: "o", states: { o: { on: { T: "p" } }, p: {} } }, y: { initial: "q", states: { q: {} } } },
    }),
  ).start();
  par.send({ type: "T" });
  return {
    log,
    mid,
    status: a.getSnapshot().status,
    out: a.getSnapshot().output,
    inv: await toPromise(inv),
    pure: JSON.stringify(s1.value),
    par: par.getSnapshot().value,
    can: par.getSnapshot().can({ type: "T" }),
    persist: JSON.stringify(a.getPersistedSnapshot().context),
  };
}
