/**
 * What engines have and cells do not, on purpose. Removed like all else that stands in no permits table, but without a word: what is removed and stands
 * here neither is new, and supervisors are told of it (`engine-feature`).
 */
const DECIDED: readonly (readonly [names: RegExp, why: string])[] = [
  [/^console$/, "the power `consoleTo`"],
  [/^(?:SharedArrayBuffer|Atomics)$/, "shared memory is a clock and a channel"],
  [/^WebAssembly$/, "code generation"],
  [/^gc$/, "of `--expose-gc`"],
  [/^(?:Proxy|WeakRef|FinalizationRegistry)$/, "optional: where the policy grants them"],
  [/^(?:Async)?DisposableStack$/, "of 2026; the oldest engine lacks it"],
  [/^Function\.prototype\.(?:arguments|caller)$/, "lead to the frames of others"],
  [/^RegExp\.(?:input|last(?:Match|Paren)|(?:left|right)Context|\$[_&+`'1-9])$/, "keep the last text that anybody matched"],
  [/^Object\.prototype\.__(?:proto|(?:define|lookup)[GS]etter)__$/, "where the feature `proto` is granted"],
];

/** Whether somebody has decided that cells do without it. */
export const isDecided = (name: string): boolean => DECIDED.some(([names]) => names.test(name));
