/**
 * The messages of the channel, as our own code at the other end makes `capnweb` write them; anything else is refused before `capnweb` sees it.
 *
 * Attack: a guest that has broken out of its vessel. What `capnweb` understands beyond these is made of the attacker's texts in the supervisor's
 * process: streams and pipes, requests, recorded calls to be played back, big integers of any length (64 million digits take minutes).
 */

/** Calls of the other end that are under way, or answered and not let go of. */
export const MOST_CALLS = 2 ** 17;

type Check = (part: unknown) => boolean;

const isId: Check = (part) => Number.isSafeInteger(part);
const isText: Check = (part) => typeof part === "string";
const isPlain: Check = (part) => part === null || typeof part !== "object";
const list = (...checks: readonly Check[]): Check => {
  return (part) => Array.isArray(part) && part.length === checks.length && checks.every((check, i) => check(part[i]));
};
const word = (expected: string): Check => {
  return (part) => part === expected;
};
const isStub = list(word("export"), isId);
const isPath = list(word("call"));
const isArguments: Check = (part) => Array.isArray(part) && isText(part[0]) && part.slice(1).every(isStub);
/** Lists stand in a list of their own: a list alone is a form of `capnweb`'s. */
const isStubs: Check = (part) => list((inner) => Array.isArray(inner) && inner.every(isStub))(part);
const isPacket: Check = (part) =>
  typeof part === "object" &&
  part !== null &&
  Object.keys(part).length === 2 &&
  isText((part as { text?: unknown }).text) &&
  isStubs((part as { stubs?: unknown }).stubs);
/** Name, message, and perhaps a stack. */
const isError: Check = (part) => Array.isArray(part) && part[0] === "error" && part.length <= 4 && part.every(isPlain);

const FORMS: Readonly<Record<string, Check>> = {
  __proto__: null as never,
  push: list(isText, list(word("pipeline"), isId, isPath, isArguments)),
  pull: list(isText, isId),
  release: list(isText, isId, (part) => isId(part) && (part as number) > 0),
  resolve: list(isText, isId, isPacket),
  reject: list(isText, isId, isError),
  abort: list(isText, isError),
};

/** Counts what the other end has asked for, and tells whether the next message is one of ours. */
export function makeCheck(): (message: unknown) => boolean {
  let calls = 0;
  return (message) => {
    if (!Array.isArray(message) || typeof message[0] !== "string" || FORMS[message[0]]?.(message) !== true) return false;
    if (message[0] === "push" && ++calls > MOST_CALLS) return false;
    // of an answer: those with a positive number were asked for by the other end
    if (message[0] === "release" && (message[1] as number) > 0) calls--;
    return true;
  };
}
