import { DOMException } from "./dom-exception.js";
import { requireArguments } from "./with-code.js";

const INTEGERS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
] as const;
const QUOTA = 65_536;

/**
 * `crypto`, as far as chance goes. It draws from `Math.random`, which is what the cell's `random` power makes of it: cryptographic without a seed. A cell
 * without that power has what its policy says: an error, or numbers that everybody knows.
 */
class Crypto {
  getRandomValues<T>(array: T): T {
    requireArguments(arguments.length, 1);
    if (!INTEGERS.some((kind) => array instanceof kind))
      throw new DOMException("The array is not of an integer kind.", "TypeMismatchError");
    const view = array as unknown as Uint8Array;
    if (view.byteLength > QUOTA) throw new DOMException(`At most ${QUOTA} bytes can be asked for at once.`, "QuotaExceededError");
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(Math.random() * 256);
    return array;
  }

  randomUUID(): string {
    const bytes = this.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  get [Symbol.toStringTag](): string {
    return "Crypto";
  }
}

export const crypto = new Crypto();
