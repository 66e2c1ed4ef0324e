import {
  apply,
  construct,
  getOwnPropertyDescriptor,
  RangeErrorOf,
  reflectDefineProperty,
  TypeErrorOf,
} from "../../realm/inside/intrinsics.js";
import { plain } from "../../realm/inside/descriptors.js";
import type { Mediator } from "../../realm/inside/mediator.js";

type Callable = (...args: unknown[]) => unknown;

/** More arguments than an engine's stack has room for. */
const MOST = 1_000_000;

/** Calls and constructions (docs/mediation.md). Argument lists are arrays that the engine has made for these functions: nobody else has them. */
export function makeCalls(mediator: Mediator) {
  const { wanted } = mediator;
  /** Elements of an array literal or of `arguments`, from one on. Runs no guest code. */
  const listOf = (from: object, start: number): unknown[] => {
    const length: unknown = getOwnPropertyDescriptor(from, "length")?.value;
    if (typeof length !== "number" || !(length <= MOST)) throw new RangeErrorOf("Too many arguments");
    const list: unknown[] = [];
    for (let i = start; i < length; i++) reflectDefineProperty(list, i - start, plain(getOwnPropertyDescriptor(from, i)?.value));
    return list;
  };

  return {
    call: (f: unknown, receiver: unknown, ...args: unknown[]): unknown => {
      if (typeof f !== "function") throw new TypeErrorOf(`${f === null ? "null" : typeof f} is not a function`);
      const answer = wanted.call ? mediator.ask("call", f, undefined, args, receiver) : undefined;
      return answer === undefined ? apply(f as Callable, receiver, args) : answer[0];
    },
    construct: (f: unknown, ...args: unknown[]): unknown => {
      if (typeof f !== "function") throw new TypeErrorOf(`${f === null ? "null" : typeof f} is not a constructor`);
      const answer = wanted.construct ? mediator.ask("construct", f, undefined, args, undefined, "new") : undefined;
      return answer === undefined ? construct(f as Callable, args) : answer[0];
    },
    /** `class … extends __cc_heir(E)`: here parents are asked about; `super(…)` cannot tell which it calls. */
    heir: (parent: unknown): unknown => {
      const answer =
        wanted.construct && typeof parent === "function"
          ? mediator.ask("construct", parent, undefined, undefined, undefined, "extends")
          : undefined;
      return answer === undefined ? parent : answer[0];
    },
    super: (target: unknown, given: object): unknown[] => {
      const args = listOf(given, 0);
      if (wanted.construct && mediator.ask("construct", target, undefined, args, undefined, "super") !== undefined)
        throw new TypeErrorOf("A guard cannot answer for `super`");
      return args;
    },
    /** `` __cc_tag`…` ``: the texts of a template, one array for each place in the program. */
    tag: (texts: unknown): unknown => texts,
    tail: listOf,
  };
}
