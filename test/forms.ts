/** The forms of the language that the compiler promises to keep, each with a pattern that finds it in a text. */
export const FORMS: Readonly<
  Record<string, { readonly shows: RegExp; readonly rewrite: readonly string[]; readonly same: readonly string[] }>
> = {
  "computed key: read": {
    shows: /\w\[\w+\]/,
    rewrite: ["member-key/a-name-as-base-is-not-held"],
    same: ["keys/object-keys-are-converted-once-and-when-the-language-does"],
  },
  "computed key: call": { shows: /\w\[\w+\]\(/, rewrite: ["call/receivers-and-tags"], same: ["keys/receivers-of-computed-calls"] },
  "computed key: of super": {
    shows: /super\[/,
    rewrite: ["super-member/reads-calls-and-writes"],
    same: ["super/super-members-in-every-position"],
  },
  "computed key: optional call": {
    shows: /\?\.\[\w+\]\?\.\(/,
    rewrite: ["call/receivers-and-tags"],
    same: ["keys/receivers-of-computed-calls"],
  },
  "computed key: called in parentheses": {
    shows: /\(\w+\?\.\w+\[\w+\]\)\(/,
    rewrite: ["optional-chain/called-in-parentheses"],
    same: ["chains/called-chains-in-parentheses-keep-receiver-and-order"],
  },
  "computed key: tag": { shows: /\w\[["\w]+\]`/, rewrite: ["call/receivers-and-tags"], same: ["keys/receivers-of-computed-calls"] },
  "computed key: delete": { shows: /delete \w+\[/, rewrite: ["assignment/every-operator"], same: ["keys/delete-in-with-computed-keys"] },
  "computed key: update": { shows: /\]\+\+|--\w+\[/, rewrite: ["assignment/every-operator"], same: ["assignments/compound-and-logical"] },
  "computed key: **=": {
    shows: /\] \*\*= /,
    rewrite: ["assignment/every-operator"],
    same: ["assignments/every-operator-with-computed-keys"],
  },
  "computed key: ??=": {
    shows: /\] \?\?= /,
    rewrite: ["assignment/every-operator"],
    same: ["assignments/every-operator-with-computed-keys"],
  },
  "computed key: pattern": {
    shows: /\{ ?\[/,
    rewrite: ["pattern/computed-keys-and-prototype"],
    same: ["patterns/object-patterns-with-computed-keys-and-defaults"],
  },
  "computed key: head of a loop": {
    shows: /for \(\w+(?:\.\w+)?\[\w+(?:\([^)]*\))?\] (?:of|in) /,
    rewrite: ["assignment/every-operator"],
    same: ["keys/loop-heads-with-member-targets"],
  },
  "computed key: class": {
    shows: /class[^{]*\{[^}]*\[/,
    rewrite: ["class/fields-and-constructors"],
    same: ["classes/everything-in-a-class"],
  },
  "computed key: literal": {
    shows: /\{[^}]*\[\w+\]:?/,
    rewrite: ["literal/computed-keys-and-methods"],
    same: ["literals/computed-keys-methods-and-spreads"],
  },
  "patterns with defaults and rest": {
    shows: /\.\.\./,
    rewrite: ["assignment/every-operator"],
    same: ["patterns/parameters-with-patterns-and-defaults"],
  },
  accessors: {
    shows: /\bget \w+|\bset \[/,
    rewrite: ["class/accessors-static-blocks-and-private-names"],
    same: ["classes/everything-in-a-class"],
  },
  "static blocks": {
    shows: /static \{/,
    rewrite: ["class/accessors-static-blocks-and-private-names"],
    same: ["classes/everything-in-a-class"],
  },
  "private names": {
    shows: /#\w+ in /,
    rewrite: ["class/accessors-static-blocks-and-private-names"],
    same: ["classes/private-names-in-every-position"],
  },
  "new.target": {
    shows: /new\.target/,
    rewrite: ["entry/new-target-arguments-and-this"],
    same: ["functions/this-arguments-and-new-target"],
  },
  "super in literals": {
    shows: /\{ ?(?:\w+: \w+, )?\w+\(\) \{ return super\./,
    rewrite: ["literal/super-accessors-and-methods"],
    same: ["super/super-members-in-every-position"],
  },
  "evaluation order": {
    shows: /\(\)\[|seen|log\(/,
    rewrite: ["member-key/a-base-that-could-change-is-held"],
    same: ["keys/evaluation-order-of-base-key-and-value", "keys/base-may-be-assigned-while-the-key-is-evaluated"],
  },
  "function-name inference": {
    shows: /= \(\) => \{\}/,
    rewrite: ["name/function-name-inference"],
    same: ["names/function-name-inference"],
  },
  "completion values": {
    shows: /./,
    rewrite: ["completion-value/last-value-wins", "finally-block/of-a-script-left-by-a-jump"],
    same: ["values/completion-of-a-loop", "values/completion-of-jumps-out-of-finally"],
  },
  "dead zones": { shows: /let|class/, rewrite: ["module/imports-and-exports"], same: ["names/dead-zones"] },
  "typeof of unbound names": { shows: /typeof \w+/, rewrite: ["name/constants-and-typeof"], same: ["names/names-that-nobody-declares"] },
  "unbound names, read and written": {
    shows: /\w+ = /,
    rewrite: ["name/free-names-of-scripts"],
    same: ["names/names-that-nobody-declares", "names/order-of-writes-to-unknown-names"],
  },
  arguments: { shows: /arguments\[/, rewrite: ["entry/new-target-arguments-and-this"], same: ["functions/arguments-objects"] },
  generators: { shows: /function\*|\*\w+\(/, rewrite: ["entry/suspendable"], same: ["functions/generators-keep-their-protocol"] },
  "async functions": {
    shows: /async function |async \(/,
    rewrite: ["entry/suspendable"],
    same: ["functions/async-functions-keep-their-order"],
  },
  "async generators": {
    shows: /async function ?\*|async \*/,
    rewrite: ["entry/suspendable"],
    same: ["functions/async-generators-and-for-await"],
  },
  "for await": {
    shows: /for await \(/,
    rewrite: ["for-await/lowered-with-explicit-awaits"],
    same: ["functions/async-generators-and-for-await"],
  },
  using: { shows: /\busing \w/, rewrite: ["statement/using-is-lowered"], same: ["control/resources-are-disposed"] },
  "regular expressions with sets": {
    shows: /\/\w*v/,
    rewrite: ["statement/what-else-there-is"],
    same: ["text/sets-in-regular-expressions"],
  },
  "labelled control flow": {
    shows: /\b(?:continue|break) [a-z]/,
    rewrite: ["statement/what-else-there-is"],
    same: ["control/loops-labels-and-switches"],
  },
  "exceptions and finally": {
    shows: /finally|catch/,
    rewrite: ["catch-clause/every-kind-of-parameter", "finally-block/first-statement-asks-whether-the-cell-lives"],
    same: ["control/try-catch-finally"],
  },
  "imports and exports": {
    shows: /^import .*|export /m,
    rewrite: ["module/imports-and-exports", "module/default-exports-keep-their-kind"],
    same: ["modules/live-bindings-and-every-kind-of-export"],
  },
  "imports are read-only": {
    shows: /\b\w+ \+= /,
    rewrite: ["name/imports-and-prototype-in-compound-assignments"],
    same: ["modules/imports-are-read-only-in-every-assignment"],
  },
  "variables of scripts": {
    shows: /var \w/,
    rewrite: ["name/script-variables-and-functions", "name/variables-called-prototype"],
    same: ["names/script-variables-live-in-the-namespace", "names/variables-called-prototype"],
  },
};
