import { ErrorOf, RangeErrorOf, ReferenceErrorOf, SyntaxErrorOf, TypeErrorOf, jsonParse } from "../../realm/inside/intrinsics.js";
import { define, isObject, record } from "./dictionary.js";

/** What the host says of a failure that a guest will see: plain text in, an error of this realm out. */
export interface FailureText {
  readonly name: "Error" | "TypeError" | "SyntaxError" | "ReferenceError" | "RangeError";
  readonly message: string;
  readonly code?: string;
}

const constructors = record({
  __proto__: null,
  Error: ErrorOf,
  TypeError: TypeErrorOf,
  SyntaxError: SyntaxErrorOf,
  ReferenceError: ReferenceErrorOf,
  RangeError: RangeErrorOf,
});

/** The error that a host's JSON (FailureText) describes, made by this realm. */
export function errorFrom(json: string): Error {
  const failure = jsonParse(json) as FailureText;
  const error = new constructors[failure.name](failure.message);
  if (typeof failure.code === "string") define(error, "code", failure.code);
  return error;
}

/** Fuel for each question to the host: what the host does for it is many times a guest's step. */
export const QUESTION_FUEL = 100;

/**
 * Calls into the host. The host's callbacks never throw on purpose, but a call at the edge of the stack can end in a RangeError of
 * the *host's* realm inside any host function: whatever comes out is dropped and made anew here.
 */
export function callHost(f: (...args: never[]) => unknown, a: unknown, b: unknown, c: unknown, d?: unknown): unknown {
  let answer: unknown;
  try {
    answer = (f as (...args: unknown[]) => unknown)(a, b, c, d);
  } catch {
    throw new RangeErrorOf("Maximum call stack size exceeded");
  }
  if (isObject(answer)) throw new TypeErrorOf("the host answered with an object");
  return answer;
}
