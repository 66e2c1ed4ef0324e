import { makeBoxes } from "../../realm/inside/boxes.js";
import { stringIndexOf } from "../../realm/inside/intrinsics.js";
import type { Mediator } from "../../realm/inside/mediator.js";

/** Iterations (docs/mediation.md). The engine drives iterators, as it does in programs that are not mediated. */
export function makeIterations(mediator: Mediator, charge: (units: number) => void) {
  const boxed = makeBoxes(charge);

  /** What is gone through by `for…of`, `for…in`, spreads, array patterns, `yield*`. null and undefined are the engine's to complain about. */
  const iterable = (v: unknown): unknown => {
    if (v === undefined || v === null || !mediator.wanted.iterate) return v;
    const answer = mediator.ask("iterate", v);
    return answer === undefined ? v : answer[0];
  };

  return {
    iterable,
    /** What an array pattern is matched with. */
    elements: (v: unknown, mask: string): unknown => {
      const source = iterable(v);
      const isPlain = stringIndexOf(mask, "1") < 0 && stringIndexOf(mask, "2") < 0 && stringIndexOf(mask, "3") < 0;
      return isPlain ? source : boxed(source, mask);
    },
  };
}
