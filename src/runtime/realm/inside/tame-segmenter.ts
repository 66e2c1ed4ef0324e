import {
  apply,
  freeze,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  reflectDeleteProperty,
  symbolIterator,
  symbolToStringTag,
} from "./intrinsics.js";
import type { Publisher } from "./publish.js";

type Segment = (text: unknown) => object;

/** What segments and their iterators may have; all else that an engine puts there goes. */
const OF_SEGMENTS: readonly PropertyKey[] = ["containing", symbolIterator];
const OF_ITERATOR: readonly PropertyKey[] = ["next", symbolToStringTag];

/**
 * Freezes the two prototypes that stand behind `Intl.Segmenter.prototype.segment` when the first guest asks for segments. They are on no path from the
 * global object, and making segments at every boot would load the engine's tables of text boundaries (20 ms) for programs that never segment.
 */
export function tameSegmenter({ replace }: Publisher): void {
  const segmenter = (Intl as { Segmenter?: { readonly prototype: object } }).Segmenter;
  if (segmenter === undefined) return;
  const native = getOwnPropertyDescriptor(segmenter.prototype, "segment")!.value as Segment;
  let tame = false;
  const settle = (prototype: object, permitted: readonly PropertyKey[]): void => {
    const keys = ownKeys(prototype);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key !== permitted[0] && key !== permitted[1]) reflectDeleteProperty(prototype, key);
      else {
        const { value } = getOwnPropertyDescriptor(prototype, key)! as { value: unknown };
        if (typeof value === "function") freeze(value);
      }
    }
    freeze(prototype);
  };
  const own = {
    segment(this: unknown, text: unknown): object {
      const segments = apply(native, this, [text]);
      if (!tame) {
        tame = true;
        const ofSegments = getPrototypeOf(segments)!;
        const iterate = getOwnPropertyDescriptor(ofSegments, symbolIterator)!.value as () => object;
        const ofIterator = getPrototypeOf(apply(iterate, segments, []))!;
        settle(ofSegments, OF_SEGMENTS);
        settle(ofIterator, OF_ITERATOR);
      }
      return segments;
    },
  };
  replace(segmenter.prototype, "segment", own.segment);
}
