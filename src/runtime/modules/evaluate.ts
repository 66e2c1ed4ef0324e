import type { ModuleEntry } from "./module-entry.js";

/** Runs bodies in the realm. */
export interface Executor {
  /** Runs to the end, or to the first top-level await. False: it threw, and the realm's record holds the error. */
  execute(entry: ModuleEntry): boolean;
  /** Makes `entry` fail with the error of `source`. */
  failWith(entry: ModuleEntry, source: ModuleEntry): void;
}

/**
 * Evaluation of cyclic module records in the order of ECMA-262 §16.2.1.6.1.3, with an explicit stack instead of recursion (a guest
 * decides how deep a graph is). It knows entries and numbers only; bodies run in the realm.
 */
export class Evaluator {
  #count = 0;

  constructor(private readonly executor: Executor) {}

  /** Evaluate(): afterwards the module is evaluated, failed, or waits for top-level awaits (`whenDone`). */
  evaluate(root: ModuleEntry): void {
    if (root.status !== "linked") return;
    const stack: ModuleEntry[] = [];
    let ended = false;
    try {
      const failed = this.#inner(root, stack);
      for (const entry of failed === undefined ? [] : stack) {
        entry.status = "evaluated";
        if (entry !== failed) this.executor.failWith(entry, failed!);
        entry.failed = true;
      }
      ended = true;
    } finally {
      // The host's stack ran out half-way: nothing of this graph may be taken for evaluated.
      if (!ended)
        for (const entry of stack) {
          entry.status = "evaluated";
          entry.failed = true;
        }
    }
  }

  /** Calls back when the module's evaluation, with all it waits for, has ended; at once if it has. */
  whenDone(entry: ModuleEntry, callback: () => void): void {
    const root = entry.cycleRoot ?? entry;
    if (root.status === "evaluated") callback();
    else root.waiters.push(callback);
  }

  /** The body of a module with top-level await has ended. */
  executed(entry: ModuleEntry, ok: boolean): void {
    if (ok) this.#fulfilled(entry);
    else this.#rejected(entry, entry);
  }

  /** InnerModuleEvaluation. Answers with the module whose failure ends it. */
  #inner(root: ModuleEntry, stack: ModuleEntry[]): ModuleEntry | undefined {
    const frames: { entry: ModuleEntry; next: number }[] = [];
    let index = 0;
    const enter = (entry: ModuleEntry) => {
      entry.status = "evaluating";
      entry.index = entry.ancestor = index++;
      entry.pending = 0;
      stack.push(entry);
      frames.push({ entry, next: 0 });
    };
    enter(root);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { entry } = frame;
      const dependency = entry.dependencies[frame.next++];
      if (dependency !== undefined) {
        if (dependency.status === "linked") enter(dependency);
        else {
          const failed = this.#after(entry, dependency);
          if (failed !== undefined) return failed;
        }
        continue;
      }
      if (entry.pending > 0 || entry.hasAwait) {
        entry.order = ++this.#count;
        if (entry.pending === 0 && !this.executor.execute(entry)) return entry;
      } else if (!this.executor.execute(entry)) return entry;
      if (entry.ancestor === entry.index) {
        for (;;) {
          const member = stack.pop()!;
          member.status = member.order === 0 ? "evaluated" : "evaluating-async";
          member.cycleRoot = entry;
          if (member === entry) break;
        }
      }
      frames.pop();
      const parent = frames.at(-1);
      const failed = parent && this.#after(parent.entry, entry);
      if (failed !== undefined) return failed;
    }
    return undefined;
  }

  /** What a module takes from a dependency that has been visited. */
  #after(entry: ModuleEntry, dependency: ModuleEntry): ModuleEntry | undefined {
    let required = dependency;
    if (required.status === "evaluating") {
      // a CommonJS module that is being required further out: its exports as far as they got
      if (required.kind !== "module") return undefined;
      entry.ancestor = Math.min(entry.ancestor, required.ancestor);
    } else {
      required = required.cycleRoot ?? required;
      if (required.failed) return required;
      if (dependency.failed) return dependency;
    }
    if (required.order > 0 && required.order < Infinity) {
      entry.pending++;
      required.asyncParents.push(entry);
    }
    return undefined;
  }

  /** AsyncModuleExecutionFulfilled. */
  #fulfilled(entry: ModuleEntry): void {
    if (entry.status === "evaluated") return;
    this.#done(entry);
    for (const parent of this.#available(entry)) {
      if (parent.status === "evaluated") continue;
      if (parent.hasAwait) {
        if (!this.executor.execute(parent)) this.#rejected(parent, parent);
      } else if (this.executor.execute(parent)) this.#done(parent);
      else this.#rejected(parent, parent);
    }
  }

  /** GatherAvailableAncestors, in the order in which the modules became asynchronous. */
  #available(entry: ModuleEntry): ModuleEntry[] {
    const found = new Set<ModuleEntry>();
    const open = [entry];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const parent of next.asyncParents) {
        if (found.has(parent) || (parent.cycleRoot ?? parent).failed) continue;
        if (--parent.pending > 0) continue;
        found.add(parent);
        if (!parent.hasAwait) open.push(parent);
      }
    }
    return [...found].sort((a, b) => a.order - b.order);
  }

  /** AsyncModuleExecutionRejected, for the module and all that wait for it. */
  #rejected(entry: ModuleEntry, source: ModuleEntry): void {
    const open = [entry];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.status === "evaluated") continue;
      if (next !== source) this.executor.failWith(next, source);
      next.failed = true;
      this.#done(next);
      for (let i = next.asyncParents.length - 1; i >= 0; i--) open.push(next.asyncParents[i]!);
    }
  }

  #done(entry: ModuleEntry): void {
    entry.status = "evaluated";
    entry.order = Infinity;
    const { waiters } = entry;
    entry.waiters = [];
    for (const wake of waiters) wake();
  }
}

/** Whether running the module would have to await, or would run into a module that is being evaluated further out. */
export function syncObstacle(root: ModuleEntry): "await" | "cycle" | undefined {
  const seen = new Set([root]);
  for (const entry of seen) {
    if (entry.status === "evaluating" && entry.kind === "module") return "cycle";
    if (entry.cycleRoot?.status === "evaluating-async" || (entry.status === "linked" && entry.hasAwait)) return "await";
    if (entry.status === "linked") for (const dependency of entry.dependencies) seen.add(dependency);
  }
  return undefined;
}
