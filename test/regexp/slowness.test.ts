// What the checker says of patterns that are known to be slow, and of some that are not. Slow ones are of the literature on ReDoS, advisories among them.
import { expect, test } from "vitest";
import { choices } from "../../src/regexp/choices.js";
import { slowness } from "../../src/regexp/slowness.js";

const SLOW: readonly (readonly [string, string])[] = [
  ["(a+)+$", ""],
  ["^(a+)+$", ""],
  ["^(a|a)*$", ""],
  ["^(a|aa)+$", ""],
  ["^([a-zA-Z]+)*$", ""],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", ""],
  ["(.*a){20}", ""],
  ["^(\\w+\\s?)*$", ""],
  ["(x+x+)+y", ""],
  ["^(\\d+)*x$", ""],
  ["^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$", ""],
  ["^(?:(?:(?:a*)*)*)*b", ""],
  ["(?:a+){2,}b", ""],
  ["^((ab)*)+$", ""],
  ["(\\s*,\\s*)+$", ""],
  ["\\s*,\\s*", ""],
  ["\\s+$", ""],
  ["^\\s+|\\s+$", ""],
  ["(a*)*b", ""],
  ["(a|b|ab)*c", ""],
  ["(?:\\r\\n|\\n|\\r|[^x])*y", ""],
  ["(?=(a+)+$)b", ""],
  ["(?<=(a+)+)b", ""],
  ["(a+)\\1+$", ""],
  ["^(a?){30}a{30}$", ""],
  ["^(.+)+@x", ""],
  ["<!--(?:.|\\n)*?-->.*<!--(?:.|\\n)*?-->", ""],
  ["^(?:a|b|c|d|e|.)*f", ""],
  ["([^\"']|\"[^\"]*\"|'[^']*'|.)*;", ""],
  [".*.*=.*", ""],
  ["(?:.*)*x", ""],
  ["^\\S+@\\S+\\.\\S+$", ""],
  ["^(?:\\s|\\u00a0)*$z", ""],
  ["(?:[\\w.]+)+@", ""],
  ["(?:(?:https?|ftp):\\/\\/)?(?:[^\\s]+\\.)+[^\\s]+x", ""],
  ["(?:-[a-z]+)*-+$", ""],
  ["\\d+[^x]*\\d+y", ""],
  ["^(?:[a-z]|[a-m]+)*!", ""],
  ["a.*b.*c.*d.*e", ""],
  ["((?:a{0,100}){0,100})!", ""],
  ["^(?:[^\\n]*\\n)*\\s*$x", ""],
  ["(a|A)+$", "i"],
  ["(?:\\p{L}|[a-z])+!", "u"],
  ["[a-z]+[A-Z]+\\d", "i"],
  ["(\\u212a|k)*!", "iu"],
  ["(?:\\s|\\ufeff)*!", ""],
  ["((.)\\2?)*!", ""],
  ["(?:a(?!b)|a)*c", ""],
  ["(?:\\b|a)*\\ba+$", ""],
  ["^(?:(?:a|b)+c?)+d", ""],
  ["(?:ab|a|b)*?c", ""],
  ["^(?:[\\w!#$%&*+/=?^`{|}~-]+\\.?)+@x$", ""],
  ["(?:\\s*\\S+\\s*)*;", ""],
  ["^([^\\s]+\\s?)+$", ""],
  ["(\\w*,)*\\w*$", ""],
  ["(.*?,){11}P", ""],
  ["^(\\/?[^\\/]+)+\\/?$", ""],
];
const FAST: readonly (readonly [string, string])[] = [
  ["^[a-z]+$", ""],
  ["^\\d{4}-\\d{2}-\\d{2}$", ""],
  ["[,;]", ""],
  ["^(?:a|b)*$", ""],
  ["^[^@]+@[^@]+$", ""],
  ["^#?([0-9a-f]{3}|[0-9a-f]{6})$", "i"],
  ["^\\s*([a-z]+)\\s*=\\s*(\\d+)$", ""],
  ["\\\\(.)", "g"],
  ["^(?:\\d+\\.)+\\d+$", ""],
  ["^(?:.?)+$", ""],
  ['^"(?:[^"]|\\\\")*"$', ""],
  ["^\\{(?:[^{}]|\\{[^{}]*\\})*\\}x+y", ""],
];

test.each(SLOW)("slow: /%s/%s", (source, flags) => {
  expect(slowness(source, flags, 10_000)).toMatch(/can take (exponential|polynomial) time|cannot be proved|ways through/);
});

test.each(FAST)("fast: /%s/%s", (source, flags) => {
  expect(slowness(source, flags, 10_000)).toBeUndefined();
});

test.each([
  ["(jan|feb|mar) ?\\d{1,2}", 12],
  ["(?:a|b)*[(?]+\\\\?x?", 4],
  ["a??b*?c{2,3}?(?<n>d|e|f)?", 2 * 2 * 4],
  ["(?:a?){3}|x", 9],
  ["a{2,}(?=b|c)\\*?", 4],
  ["x{y|z", 2],
])("ways through /%s/: %i", (source, count) => {
  expect(choices(source)).toBe(count);
});

test("a long row of what may be left out is as bad as a loop", () => {
  expect(slowness("a?".repeat(30) + "a".repeat(30), "")).toMatch(/ways through/);
  expect(slowness("(a|a)".repeat(30) + "$", "")).toMatch(/ways through/);
  expect(slowness("(a|a){30}$", "")).toMatch(/ways through/);
});

test("what is not proved is refused", () => {
  expect(slowness("^(a(?=b|)|ab)*$", "", 10_000)).toBe("cannot be proved to take linear time");
  expect(slowness("a".repeat(6_000), "")).toMatch(/longer than/);
});
