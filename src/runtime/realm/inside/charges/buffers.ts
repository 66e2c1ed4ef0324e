/** `new ArrayBuffer(n)`: a 64th of a step a byte, as for what crosses, and n bytes. One that may grow is counted as it does (view-methods.ts). */
import { ArrayBufferOf, construct, floor, TypeErrorOf } from "../intrinsics.js";
import type { Hotness } from "../hotness.js";
import type { Publisher } from "../publish.js";
import { replaceConstructor } from "./constructors.js";
import { clamp, type Payer } from "./payer.js";

/** Filled with zeros in the time of one step. */
export const BYTES_PER_UNIT = 64;

export function chargeBuffers({ pay, allocate }: Payer, hotness: Hotness, publisher: Publisher): void {
  const native = ArrayBufferOf as unknown as new (length: number, options?: object) => object;
  const charged = function (given: unknown, options?: unknown): object {
    if (new.target === undefined) throw new TypeErrorOf("Constructor ArrayBuffer requires 'new'");
    // each converted once, here: the native would ask an object for its number again
    const length = +(given as number);
    const most = mostOf(options);
    const bytes = clamp(length, 2 ** 53);
    pay(floor(bytes / BYTES_PER_UNIT));
    allocate(bytes);
    if (new.target !== (charged as unknown)) return construct(native, [length, most] as never, new.target) as object;
    return most === undefined ? new native(length) : new native(length, most);
  };
  replaceConstructor(charged, native, hotness, publisher);
}

const mostOf = (options: unknown): object | undefined => {
  if ((typeof options !== "object" || options === null) && typeof options !== "function") return undefined;
  const { maxByteLength } = options as { maxByteLength?: unknown };
  return maxByteLength === undefined ? undefined : ({ __proto__: null, maxByteLength: +(maxByteLength as number) } as object);
};
