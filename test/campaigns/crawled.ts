/**
 * Cells in which mutants of artifacts run under watch: their `log` walks all it is given, and what that leads to, and the host looks at each object itself,
 * past the membrane. Bundled by mutants.mjs.
 */
import { cleanse } from "../../src/compiler.js";
import { CellCore } from "../../src/runtime/cell-core.js";
import { Power, type InsideValue } from "../../src/runtime/power.js";
import { definePolicy } from "../../src/policy/index.js";
import { verify, type VerifiedProgram } from "../../src/verifier/index.js";
import { changesSince, snapshot } from "../realm/snapshot.js";

export { verify, VerifyError } from "../../src/verifier/index.js";
export { cleanse } from "../../src/compiler.js";
export { definePolicy } from "../../src/policy/index.js";
export { headerText } from "../../src/contract/index.js";
export { digest } from "../forged/forge.js";
export { mutate, random } from "./mutate.js";
export { objections } from "./oracle.js";
export { generateProgram } from "../fuzz/generate-program.js";

const CRAWLER = `() => {
  let visit;
  const seen = new WeakSet();
  const isObject = (v) => typeof v === "object" ? v !== null : typeof v === "function";
  const connect = (given) => {
    if (visit !== undefined) return;
    visit = given;
    const iterators = [[], new Map(), new Set(), ""].map((o) => o[Symbol.iterator]());
    visit([], {}, /x/, new Uint8Array(1), () => 1, Promise.resolve(), ...iterators);
  };
  const log = (...start) => {
    const queue = [];
    const add = (v) => { if (isObject(v) && !seen.has(v)) { seen.add(v); queue.push(v); } };
    const attempt = (f) => { try { add(f()); } catch (e) { add(e); } };
    start.forEach(add);
    for (let n = 0; n < queue.length && n < 200; n++) {
      const o = queue[n];
      visit(o);
      attempt(() => Object.getPrototypeOf(o));
      let keys = [];
      try { keys = Reflect.ownKeys(o); } catch (e) { add(e); }
      for (const k of keys.slice(0, 30)) {
        let d;
        try { d = Reflect.getOwnPropertyDescriptor(o, k); } catch (e) { add(e); }
        if (d !== undefined) { add(d.value); add(d.get); add(d.set); }
      }
      if (typeof o === "function") {
        attempt(() => o());
        attempt(() => o({}));
        attempt(() => new o());
        attempt(() => Reflect.construct(Array, [], o));
        attempt(() => Reflect.construct(Object, [], o));
      }
      attempt(() => o.next && o.next());
    }
  };
  return { log, connect };
}`;

const policy = definePolicy({ extends: "compat", globals: { allow: "*" } });

const expression = (text: string): VerifiedProgram => verify(cleanse(text, { goal: "expression", metered: false, policy }));
const crawler = expression(CRAWLER);
const connector = expression("(visit) => connect(visit)");
const planter = expression("(value) => log(value)");

const chain = (value: object): object[] => {
  const found: object[] = [];
  for (let at: object | null = value; at !== null; at = Reflect.getPrototypeOf(at)) found.push(at);
  return found;
};

/** A cell under watch. */
export class Watched {
  /** Reached by a guest: what is the host's, and prototypes that the realm keeps hot. */
  readonly reached: string[] = [];
  runs = 0;
  visited = 0;
  private readonly core: CellCore;
  readonly hot = new Set<object>();
  private readonly known = new Set<object>();
  private readonly before: ReturnType<typeof snapshot>;

  constructor() {
    let library: InsideValue;
    const part = (name: string): Power => new Power((host) => host.member((library ??= host.inside(crawler)), name));
    const globals = { log: part("log"), connect: part("connect") };
    const limits = { deadlineMs: 1_000, perCall: { fuel: 300_000 }, unmetered: true };
    this.core = new CellCore({ globals, limits }, policy, () => {
      throw new Error("no cell within this one");
    });
    const visit = (...values: object[]): void => {
      if (values.length === 1) return this.look(values[0]!);
      for (const value of values) for (const one of chain(value).slice(1)) this.known.add(one);
    };
    this.plant(visit, connector);
    for (const one of [...this.known]) {
      if (!Object.isFrozen(one)) this.hot.add(one);
      const made: unknown = Reflect.getOwnPropertyDescriptor(one, "constructor")?.value;
      if (typeof made === "function") this.known.add(made);
    }
    this.before = snapshot([...this.known]);
  }

  private look(value: object): void {
    this.visited++;
    let name = "";
    if (chain(value).at(-1) === Object.prototype) name = "of the host";
    else if (this.hot.has(value)) name = "a hot prototype";
    if (name !== "")
      this.reached.push(`${name}: ${Object.prototype.toString.call(value)} ${Reflect.ownKeys(value).slice(0, 5).map(String).join()}`);
  }

  /** Hands a value in as it is: to connect the crawler, and to see that it notices. */
  plant(value: unknown, program = planter): void {
    const inside = this.core.enter(() => this.core.membrane.toHost(this.core.loader.run(program))) as (value: unknown) => void;
    inside(this.core.membrane.adopt(value));
  }

  /** Runs a program to its first end. */
  async run(program: VerifiedProgram): Promise<void> {
    this.runs++;
    try {
      const { goal } = program.manifest;
      if (goal === "module" || goal === "commonjs")
        await this.core.enterAsync(async () => void (await this.core.loader.load(this.core.program(program, "module"))));
      else this.core.enter(() => void this.core.loader.run(this.core.program(program, "evaluate")));
    } catch {
      // what a guest throws, and terminations
    }
    await Promise.resolve();
  }

  /** What has gone wrong. */
  findings(): string[] {
    return [...this.reached, ...changesSince(this.before)];
  }

  get isOver(): boolean {
    try {
      this.core.check();
      return false;
    } catch {
      return true;
    }
  }

  dispose(): void {
    this.core.end("disposed");
  }
}
