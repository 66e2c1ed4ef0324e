/**
 * `FinalizationRegistry`, where it is granted. The engine calls a guest's cleanup from the host's loop, and what that throws (the termination of a cell that
 * is over, for one) ends the process. So the engine gets a callback of ours, in which it becomes a rejection that nobody has looked after:
 * an event for the supervisor (test/runtime/finalization.test.ts).
 */
import { apply, construct, PromiseOf, TypeErrorOf } from "./intrinsics.js";
import type { Meter } from "./kit.js";
import { dressConstructor, type Publisher } from "./publish.js";

type Cleanup = (held: unknown) => unknown;

export function tameFinalization(meter: Meter, publisher: Publisher): object {
  const native = globalThis.FinalizationRegistry;
  const guarded =
    (cleanup: Cleanup): Cleanup =>
    (held) => {
      try {
        const mark = meter.entry();
        try {
          apply(cleanup, undefined, [held]);
        } finally {
          meter.exit(mark);
        }
      } catch (error) {
        new PromiseOf((_, reject) => reject(error));
      }
    };
  function FinalizationRegistry(cleanup: unknown): object {
    if (new.target === undefined) throw new TypeErrorOf("Constructor FinalizationRegistry requires 'new'");
    if (typeof cleanup !== "function") throw new TypeErrorOf("FinalizationRegistry: cleanup must be callable");
    return construct(native, [guarded(cleanup as Cleanup)] as never, new.target) as object;
  }
  dressConstructor(FinalizationRegistry, "FinalizationRegistry", 1, native.prototype);
  return publisher.publish(FinalizationRegistry);
}
