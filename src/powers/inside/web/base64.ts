import { DOMException } from "./dom-exception.js";
import { requireArguments } from "./with-code.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map([...ALPHABET].map((char, value) => [char, value] as const));

/** Forgiving base64, as the Infra standard has it. */
const { atob, btoa } = {
  atob(text: unknown): string {
    requireArguments(arguments.length, 1);
    let data = `${text as string}`.replace(/[\t\n\f\r ]/g, "");
    if (data.length % 4 === 0) data = data.replace(/==?$/, "");
    if (data.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(data)) {
      throw new DOMException("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
    }
    let result = "";
    let bits = 0;
    let held = 0;
    for (const char of data) {
      held = ((held << 6) | VALUES.get(char)!) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        result += String.fromCharCode((held >> bits) & 0xff);
      }
    }
    return result;
  },
  btoa(text: unknown): string {
    requireArguments(arguments.length, 1);
    const data = `${text as string}`;
    let result = "";
    for (let i = 0; i < data.length; i += 3) {
      const [a, b, c] = [data.charCodeAt(i), data.charCodeAt(i + 1), data.charCodeAt(i + 2)];
      if (a > 255 || b > 255 || c > 255)
        throw new DOMException("The string to be encoded contains characters outside of the Latin1 range.", "InvalidCharacterError");
      const triple = (a << 16) | ((b || 0) << 8) | (c || 0);
      result += ALPHABET.charAt(triple >> 18) + ALPHABET.charAt((triple >> 12) & 63);
      result += i + 1 < data.length ? ALPHABET.charAt((triple >> 6) & 63) : "=";
      result += i + 2 < data.length ? ALPHABET.charAt(triple & 63) : "=";
    }
    return result;
  },
};
export { atob, btoa };
