import { stringCharCodeAt, TypeErrorOf } from "../intrinsics.js";
import { isObject } from "./text.js";

/** What `exec` answers with, as far as anybody may look. */
export interface Found {
  readonly length: unknown;
  readonly [index: number]: unknown;
}

/** RegExpExec (ECMA-262 §22.2.7.1), of an object that has an `exec`: all of ours do. */
export function regExpExec(regExp: object, text: string): Found | null {
  const result = (regExp as { exec(text: string): unknown }).exec(text);
  if (result !== null && !isObject(result)) throw new TypeErrorOf("exec answered with something other than an object or null");
  return result as Found | null;
}

/** AdvanceStringIndex (§22.2.7.3). */
export function advance(text: string, index: number, isUnicode: boolean): number {
  if (!isUnicode || index + 1 >= text.length) return index + 1;
  const isPair = isWithin(stringCharCodeAt(text, index), 0xd800) && isWithin(stringCharCodeAt(text, index + 1), 0xdc00);
  return isPair ? index + 2 : index + 1;
}

const isWithin = (code: number, from: number): boolean => code >= from && code < from + 0x400;
