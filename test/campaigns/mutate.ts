/** Changes to an artifact's body, as an attacker with an editor would make them. */

/** A small generator with a seed that can be printed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Words, names and marks of the cell language, and what an attack is made of. */
const DICTIONARY = [
  ..."(){}[]<>=+-*/%&|^!~?:;,.`'\"\\#@ \n".split(""),
  ..."=> ... ?. ?? ** ++ -- == === != !== <= >= << >> >>> && || += ??= ||= // /* */ <!-- --> ${ ?.[ ?.(".split(" "),
  ..."async await yield yield* function function* class extends super this new new.target import import( import.meta export let const var".split(
    " ",
  ),
  ..."if else for while do in of instanceof typeof void delete return throw try catch finally switch case default break continue".split(
    " ",
  ),
  ..."with debugger static get set arguments eval null true false undefined constructor prototype __proto__ __defineGetter__".split(" "),
  ..."__cc __cc_key __cc_proto __cc_caught __cc_alive __cc_import __cc_none __cc_enter __cc_leave __cc_fin __cc_back __cc_buy".split(" "),
  ..."__cc_delegate __cc_iterate __cc_sized __cc_count __cc_keyed __cc_boxed __cc_env __cc_type __cc_ns __cc_declare __cc_parent __cc_meta __cc_m0 __cc_star0".split(
    " ",
  ),
  ..."__cc_p __cc_y __cc_n __cc_s __cc_e __cc_v __cc_a __cc_h __cc_1 __cc_2 __cc_r1 __cc_default".split(" "),
  ..."process globalThis Function 0 1 -1 1n 0.5 '\\u0065' \"use strict\"; /a/g /[/]/ \\u0061 [k] [0] .prototype .constructor ?.prototype".split(
    " ",
  ),
];

const TOKEN = /[\w$]+|"(?:[^"\\\n]|\\.)*"|\s+|=>|\?\.|\.\.\.|[=!<>+\-*&|?]+|[^\w\s]/g;

/** A mutant of a text: one to three edits of tokens, bytes or stretches. */
export function mutate(text: string, from: number, to: number, next: () => number): string {
  const guest = text.slice(from, to);
  const tokens: string[] = guest.match(TOKEN) ?? [];
  if (tokens.length === 0) return text;
  const pick = (n: number): number => Math.floor(next() * n);
  const word = (): string => (next() < 0.5 ? DICTIONARY[pick(DICTIONARY.length)]! : tokens[pick(tokens.length)]!);
  for (let edits = 1 + pick(3); edits > 0; edits--) {
    const at = pick(tokens.length);
    switch (pick(8)) {
      case 0:
        tokens.splice(at, 1);
        break;
      case 1:
        tokens.splice(at, 0, word());
        break;
      case 2:
      case 3:
        tokens[at] = word();
        break;
      case 4: {
        const other = pick(tokens.length);
        [tokens[at], tokens[other]] = [tokens[other]!, tokens[at]!];
        break;
      }
      case 5: {
        const length = 1 + pick(12);
        tokens.splice(pick(tokens.length), 0, ...tokens.slice(at, at + length));
        break;
      }
      case 6:
        tokens.splice(at, 1 + pick(12));
        break;
      case 7: {
        // unwrap a call: `f(x, y)` ⟶ `x, y`
        const open = tokens.indexOf("(", at);
        const close = open < 0 ? -1 : closing(tokens, open);
        if (close > 0) {
          tokens.splice(close, 1);
          tokens.splice(Math.max(0, open - 1), 2);
        }
        break;
      }
    }
    if (tokens.length === 0) break;
  }
  return text.slice(0, from) + tokens.join("") + text.slice(to);
}

function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i] === "(") depth++;
    else if (tokens[i] === ")" && --depth === 0) return i;
  }
  return -1;
}
