/**
 * Natives that recurse over data, from one array or iterator into the next, before they come to a guest function: each level is charged, so that nested
 * arrays (`String([[[…]]])`) or helpers over helpers end at the cell's depth and not at the native stack's.
 */
import { apply, arrayPrototype, getOwnPropertyDescriptor } from "./intrinsics.js";
import { findRoot } from "./roots.js";
import type { Frames, MeterParts } from "../../limits/meter.js";
import type { Publisher } from "./publish.js";

type Method = (...args: unknown[]) => unknown;

const LEVEL_WEIGHT = 1;
export function tameRecursion({ enter, leave }: Frames, { recursing }: MeterParts, { replace }: Publisher): void {
  const charged = (holder: object | undefined, key: string): void => {
    const native = holder && (getOwnPropertyDescriptor(holder, key)?.value as Method | undefined);
    if (native === undefined) return;
    const wrapper = {
      [key](this: unknown, ...args: unknown[]) {
        const p = enter(LEVEL_WEIGHT);
        return leave(p, apply(native, this, args));
      },
    }[key]!;
    replace(holder!, key, wrapper, (native as { length: number }).length);
  };
  charged(arrayPrototype, "join");
  charged(arrayPrototype, "toLocaleString");
  const helpers = findRoot("%IteratorHelperPrototype%") ?? undefined;
  charged(helpers, "next");
  charged(helpers, "return");

  const flat = getOwnPropertyDescriptor(arrayPrototype, "flat")!.value as Method;
  replace(
    arrayPrototype,
    "flat",
    {
      flat(this: unknown, depth?: unknown) {
        if (depth === undefined) return apply(flat, this, []);
        return recursing(() => apply(flat, this, [depth]));
      },
    }.flat,
    0,
  );
}
