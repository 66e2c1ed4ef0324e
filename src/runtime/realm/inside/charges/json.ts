/**
 * JSON texts. `parse` is charged by its text. What `stringify` makes is known only afterwards: it is charged then, and where it throws instead, having
 * been paid nothing, the cell gets no more credit: from then on a function of ours counts each member before the native goes into it.
 *
 * Attack: `try { JSON.stringify([big, { toJSON() { throw 0; } }]) } catch {}`, without end.
 */
import { getOwnPropertyDescriptor, isArray } from "../intrinsics.js";
import type { Proxies } from "../proxy.js";
import type { Publisher } from "../publish.js";
import { characters, scan, type Payer } from "./payer.js";

type Parse = (text: unknown, reviver?: unknown) => unknown;
type Stringify = (value: unknown, replacer?: unknown, space?: unknown) => string | undefined;

/** A key that is asked for: made a text, hashed, looked for among the others. */
const KEY = 8;
/** Bytes that a character of a JSON text stands for: `0,` for an element of an array. */
const PARSED = 4;

export function chargeJson({ pay, allocate }: Payer, proxies: Proxies, { replace }: Publisher): void {
  const parse = getOwnPropertyDescriptor(JSON, "parse")!.value as Parse;
  const stringify = getOwnPropertyDescriptor(JSON, "stringify")!.value as Stringify;
  let isTrusted = true;

  replace(
    JSON,
    "parse",
    {
      parse(text: unknown, reviver?: unknown) {
        const converted = `${text as string}`;
        pay(converted.length);
        allocate(converted.length * PARSED);
        return parse(converted, reviver);
      },
    }.parse,
    2,
  );
  const count = (_: string, member: unknown): unknown => {
    pay(typeof member === "string" ? scan(member.length) + 1 : 1);
    return member;
  };
  replace(
    JSON,
    "stringify",
    {
      stringify(value: unknown, replacer?: unknown, space?: unknown) {
        if (isArray(replacer) && !proxies.has(replacer)) pay(replacer.length * KEY);
        if (!isTrusted && typeof replacer !== "function") {
          if (typeof replacer !== "object" || replacer === null) return stringify(value, count, space);
          stringify(value, count);
        }
        let text: string | undefined;
        let isDone = false;
        try {
          text = stringify(value, replacer, space);
          isDone = true;
        } finally {
          if (!isDone) isTrusted = false;
        }
        if (text !== undefined) {
          pay(scan(text.length) * 4);
          allocate(characters(text.length));
        }
        return text;
      },
    }.stringify,
    3,
  );
}
