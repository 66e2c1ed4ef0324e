/** What `whatwg-url` needs of encodings, without the classes: a guest that patches those must not change how addresses are read. */
import { machineOf, write } from "./encoding.js";

export function utf8Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  return bytes.slice(0, write(text, bytes).written);
}

export const utf8DecodeWithoutBOM = (bytes: Uint8Array): string => machineOf("utf-8").decode(bytes, true, false);
