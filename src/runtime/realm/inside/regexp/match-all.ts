import {
  create,
  defineProperty,
  iteratorPrototype,
  construct,
  stringIndexOf,
  symbolMatchAll,
  symbolToStringTag,
  TypeErrorOf,
} from "../intrinsics.js";
import { hidden, plain } from "../descriptors.js";
import type { Publisher } from "../publish.js";
import { advance, regExpExec } from "./regexp-exec.js";
import type { SpeciesOf } from "./species.js";
import { isObject, toText } from "./text.js";
import { toLength } from "./to-length.js";

interface State {
  readonly matcher: { lastIndex: unknown };
  readonly text: string;
  readonly isGlobal: boolean;
  readonly isUnicode: boolean;
  isDone: boolean;
}

/** Stamps iterators with a state that nobody else can read or forge. */
class Matches {
  readonly #state: State;
  constructor(state: State) {
    this.#state = state;
  }
  static stateOf(value: unknown): State | undefined {
    return isObject(value) && #state in value ? value.#state : undefined;
  }
}

/** `RegExp.prototype[Symbol.matchAll]` and its iterator (ECMA-262 §22.2.6.9, §22.2.9). As with `split`, the engine's would construct. */
export function makeMatchAll(speciesOf: SpeciesOf, publisher: Publisher): (text: unknown) => unknown {
  const prototype = create(iteratorPrototype) as object;
  const next = {
    next(this: unknown): object {
      const state = Matches.stateOf(this);
      if (state === undefined) throw new TypeErrorOf("next called on something other than an iterator of matches");
      const found = state.isDone ? null : regExpExec(state.matcher, state.text);
      if (found === null) {
        state.isDone = true;
        return result(undefined, true);
      }
      if (!state.isGlobal) state.isDone = true;
      else if (toText(found[0]) === "") state.matcher.lastIndex = advance(state.text, toLength(state.matcher.lastIndex), state.isUnicode);
      return result(found, false);
    },
  }.next;
  publisher.add(prototype, "next", next as never);
  defineProperty(prototype, symbolToStringTag, hidden("RegExp String Iterator"));
  publisher.publish(prototype);
  // what `new.target` is to be: makes objects with that prototype
  const target = function (): void {
    // never called
  };
  defineProperty(target, "prototype", { __proto__: null, value: prototype } as PropertyDescriptor);

  return {
    [symbolMatchAll](this: unknown, given: unknown): unknown {
      if (!isObject(this)) throw new TypeErrorOf("RegExp.prototype.@@matchAll called on incompatible receiver");
      const regExp = this as { flags: unknown; lastIndex: unknown };
      const text = toText(given);
      const flags = toText(regExp.flags);
      const matcher = speciesOf(regExp, regExp, flags) as { lastIndex: unknown };
      matcher.lastIndex = toLength(regExp.lastIndex);
      const isUnicode = stringIndexOf(flags, "u") >= 0 || stringIndexOf(flags, "v") >= 0;
      const state: State = { matcher, text, isGlobal: stringIndexOf(flags, "g") >= 0, isUnicode, isDone: false };
      return construct(Matches, [state], target) as unknown;
    },
  }[symbolMatchAll]!;
}

function result(value: unknown, done: boolean): object {
  const made = {};
  defineProperty(made, "value", plain(value));
  defineProperty(made, "done", plain(done));
  return made;
}
