import { withCode } from "./with-code.js";

const REPLACEMENT = 0xfffd;

/** Only UTF-8, as the Encoding standard has it. */
export class TextEncoder {
  get encoding(): string {
    return "utf-8";
  }

  encode(text: unknown = ""): Uint8Array {
    const source = text === undefined ? "" : `${text as string}`;
    // at most three bytes for each UTF-16 unit
    const bytes = new Uint8Array(source.length * 3);
    return bytes.slice(0, write(source, bytes).written);
  }

  encodeInto(text: unknown, target: Uint8Array): { read: number; written: number } {
    if (!(target instanceof Uint8Array)) throw new TypeError("The target is no Uint8Array.");
    return write(`${text as string}`, target);
  }

  get [Symbol.toStringTag](): string {
    return "TextEncoder";
  }
}

/** Writes whole characters as long as there is room. */
export function write(text: string, bytes: Uint8Array): { read: number; written: number } {
  let read = 0;
  let written = 0;
  while (read < text.length) {
    let point = text.codePointAt(read)!;
    const units = point > 0xffff ? 2 : 1;
    if (point >= 0xd800 && point <= 0xdfff) point = REPLACEMENT;
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (written + size > bytes.length) break;
    if (size === 1) bytes[written++] = point;
    else {
      bytes[written++] = (size === 2 ? 0xc0 : size === 3 ? 0xe0 : 0xf0) | (point >> (6 * (size - 1)));
      for (let shift = 6 * (size - 2); shift >= 0; shift -= 6) bytes[written++] = 0x80 | ((point >> shift) & 63);
    }
    read += units;
  }
  return { read, written };
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

const LABELS: Readonly<Record<string, Encoding>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "unicode-1-1-utf-8": "utf-8",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "ucs-2": "utf-16le",
  "utf-16be": "utf-16be",
  latin1: "windows-1252",
  "iso-8859-1": "windows-1252",
  "windows-1252": "windows-1252",
  cp1252: "windows-1252",
  ascii: "windows-1252",
  "us-ascii": "windows-1252",
};

/** Takes bytes, gives UTF-16 text; keeps what is unfinished. */
interface Machine {
  decode(bytes: Uint8Array, last: boolean, fatal: boolean): string;
}

/** UTF-8, UTF-16 and windows-1252 (which the standard reads under the name of Latin-1): the other legacy encodings are tables that no cell should pay for. */
export class TextDecoder {
  readonly #encoding: Encoding;
  readonly #fatal: boolean;
  readonly #ignoreBOM: boolean;
  #machine: Machine | undefined;
  #begun = false;

  constructor(label: unknown = "utf-8", options?: { readonly fatal?: unknown; readonly ignoreBOM?: unknown } | null) {
    const name = `${label as string}`.trim().toLowerCase();
    const encoding = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
    if (encoding === undefined)
      throw withCode(new RangeError(`The encoding "${name}" is not supported here.`), "ERR_ENCODING_NOT_SUPPORTED");
    this.#encoding = encoding;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding(): string {
    return this.#encoding;
  }
  get fatal(): boolean {
    return this.#fatal;
  }
  get ignoreBOM(): boolean {
    return this.#ignoreBOM;
  }

  decode(input?: ArrayBuffer | ArrayBufferView, options?: { readonly stream?: unknown } | null): string {
    const stream = Boolean(options?.stream);
    this.#machine ??= machineOf(this.#encoding);
    let text: string;
    try {
      text = this.#machine.decode(bytesOf(input), !stream, this.#fatal);
    } catch (error) {
      this.#machine = undefined;
      this.#begun = false;
      throw error;
    }
    if (!this.#begun && !this.#ignoreBOM && this.#encoding !== "windows-1252" && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    else if (text === "" && stream) return text;
    this.#begun = stream;
    if (!stream) this.#machine = undefined;
    return text;
  }

  get [Symbol.toStringTag](): string {
    return "TextDecoder";
  }
}

function bytesOf(input: ArrayBuffer | ArrayBufferView | undefined): Uint8Array {
  if (input === undefined) return new Uint8Array();
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  throw new TypeError("The input is no buffer and no view of one.");
}

const malformed = (): never => {
  throw withCode(new TypeError("The encoded data was not valid."), "ERR_ENCODING_INVALID_ENCODED_DATA");
};

/** What stands from 0x80 to 0x9f; all else is as in Latin-1. */
const WINDOWS_1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/** A decoder's state, begun anew. */
export function machineOf(encoding: Encoding): Machine {
  switch (encoding) {
    case "utf-8":
      return makeUtf8();
    case "windows-1252":
      return {
        decode: (bytes) => joined(bytes.length, (i) => (bytes[i]! >> 5 === 4 ? WINDOWS_1252.charCodeAt(bytes[i]! & 31) : bytes[i]!)),
      };
    default:
      return makeUtf16(encoding === "utf-16be");
  }
}

/** Text of so many units, in pieces: one call with all of them would need that much stack. */
function joined(length: number, unit: (index: number) => number): string {
  let text = "";
  let piece: number[] = [];
  for (let i = 0; i < length; i++) {
    piece.push(unit(i));
    if (piece.length === 4096) {
      text += String.fromCharCode(...piece);
      piece = [];
    }
  }
  return text + String.fromCharCode(...piece);
}

function makeUtf8(): Machine {
  let point = 0;
  let needed = 0;
  let seen = 0;
  let lower = 0x80;
  let upper = 0xbf;
  return {
    decode(bytes, last, fatal) {
      const units: number[] = [];
      const bad = (): void => {
        if (fatal) malformed();
        units.push(REPLACEMENT);
      };
      const reset = (): void => {
        point = needed = seen = 0;
        lower = 0x80;
        upper = 0xbf;
      };
      for (let i = 0; i < bytes.length; i++) {
        const byte = bytes[i]!;
        if (needed === 0) {
          if (byte < 0x80) units.push(byte);
          else if (byte >= 0xc2 && byte <= 0xdf) {
            needed = 1;
            point = byte & 0x1f;
          } else if (byte >= 0xe0 && byte <= 0xef) {
            if (byte === 0xe0) lower = 0xa0;
            if (byte === 0xed) upper = 0x9f;
            needed = 2;
            point = byte & 0xf;
          } else if (byte >= 0xf0 && byte <= 0xf4) {
            if (byte === 0xf0) lower = 0x90;
            if (byte === 0xf4) upper = 0x8f;
            needed = 3;
            point = byte & 7;
          } else bad();
          continue;
        }
        if (byte < lower || byte > upper) {
          reset();
          bad();
          i--;
          continue;
        }
        lower = 0x80;
        upper = 0xbf;
        point = (point << 6) | (byte & 63);
        if (++seen < needed) continue;
        if (point > 0xffff) units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
        else units.push(point);
        reset();
      }
      if (last && needed > 0) {
        reset();
        bad();
      }
      return joined(units.length, (i) => units[i]!);
    },
  };
}

function makeUtf16(bigEndian: boolean): Machine {
  let half: number | undefined;
  let lead: number | undefined;
  return {
    decode(bytes, last, fatal) {
      const units: number[] = [];
      const bad = (): void => {
        if (fatal) malformed();
        units.push(REPLACEMENT);
      };
      for (const byte of bytes) {
        if (half === undefined) {
          half = byte;
          continue;
        }
        const unit = bigEndian ? (half << 8) | byte : (byte << 8) | half;
        half = undefined;
        const isTrail = unit >= 0xdc00 && unit <= 0xdfff;
        if (lead !== undefined) {
          if (isTrail) units.push(lead, unit);
          else bad();
          lead = undefined;
          if (isTrail) continue;
        }
        if (unit >= 0xd800 && unit <= 0xdbff) lead = unit;
        else if (isTrail) bad();
        else units.push(unit);
      }
      if (last && (half !== undefined || lead !== undefined)) {
        half = lead = undefined;
        bad();
      }
      return joined(units.length, (i) => units[i]!);
    },
  };
}
