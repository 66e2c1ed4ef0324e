// Ways to a pattern that nobody has judged, where the policy has every pattern judged, or matched in linear time.
import { describe, expect, test } from "vitest";
import { Cell, definePolicy, type RegExpPolicy } from "../../src/index.js";
import { webGlobals } from "../../src/powers/index.js";

/** Bodies of functions of `EVIL`, a slow pattern, and `C`, "constructor": what they return is looked at. */
const ATTACKS: Readonly<Record<string, string>> = {
  constructor: "return new RegExp(EVIL)",
  call: "return RegExp(EVIL)",
  "constructor of an instance": "return new (/x/[C])(EVIL)",
  "constructor of a match": "return new ('x'.match('x')[C])(EVIL)",
  "constructor of the prototype": "return new (Object.getPrototypeOf(/x/)[C])(EVIL)",
  subclass: "return new (class extends RegExp {})(EVIL)",
  "subclass, by super": "return new (class extends RegExp { constructor() { super(EVIL) } })()",
  "Reflect.construct": "return Reflect.construct(RegExp, [EVIL], class {})",
  "Reflect.construct of an array": "return Reflect.construct(RegExp, [EVIL], Array)",
  "construct, then borrow": "const r = Reflect.construct(RegExp, [EVIL], Object); return Object.setPrototypeOf(r, RegExp.prototype)",
  match: "return 'aaaa'.match(EVIL)",
  "match, of an object": "return 'aaaa'.match({ toString: () => EVIL })",
  "match, without a method": "return 'aaaa'.match({ [Symbol.match]: undefined, toString: () => EVIL })",
  search: "return 'aaaa'.search(EVIL)",
  matchAll: "return [...'aaaa'.matchAll(EVIL)]",
  "matchAll, borrowed": "return [...String.prototype.matchAll.call({ toString: () => 'aaaa' }, EVIL)]",
  "a pattern that changes its mind": "let n = 0; return new RegExp({ toString: () => (n++ ? EVIL : 'a') })",
  "flags that change their mind": "let n = 0; return new RegExp('(a|A)+$', { toString: () => (n++ ? 'i' : '') })",
  "a fake expression": "return new RegExp({ [Symbol.match]: true, source: EVIL, flags: '' })",
  "a fake expression, called": "return RegExp({ [Symbol.match]: true, source: EVIL, flags: '', [C]: Array })",
  "flags that make it slow": "return new RegExp(new RegExp('^(a|A)+$'), 'i')",
  "split, fake receiver": "return RegExp.prototype[Symbol.split].call({ flags: '', toString: () => EVIL }, 'aaaa')",
  "split, receiver without constructor":
    "return RegExp.prototype[Symbol.split].call({ flags: '', [C]: undefined, toString: () => EVIL }, 'aaaa')",
  "split, species of null":
    "return RegExp.prototype[Symbol.split].call({ flags: '', [C]: { [Symbol.species]: null }, toString: () => EVIL }, 'aaaa')",
  "split, species that keeps what it gets":
    "let kept; /x/[Symbol.split].call({ flags: '', [C]: { [Symbol.species]: class { constructor(r) { kept = r; return /x/y } } }, toString: () => EVIL }, 'aa'); return new RegExp(kept)",
  "split, other flags":
    "const r = new RegExp('^(a|A)+$'); Object.defineProperty(r, 'flags', { value: 'i' }); return r[Symbol.split]('aaaa')",
  "matchAll, fake receiver":
    "return [...RegExp.prototype[Symbol.matchAll].call({ flags: 'g', [C]: undefined, toString: () => EVIL }, 'aaaa')]",
  compile: "return /x/['comp' + 'ile'](EVIL)",
  "compile, of the prototype": "return RegExp.prototype['comp' + 'ile'].call(/x/, EVIL)",
  species: "return new (RegExp[Symbol.species])(EVIL)",
  "species, by its getter": "return new (Object.getOwnPropertyDescriptor(RegExp, Symbol.species).get.call(RegExp))(EVIL)",
  "a source overwritten": "const r = /x/; Object.defineProperty(r, 'source', { value: EVIL }); return new RegExp(r)",
  "a copy": "return new (structuredClone(/x/)[C])(EVIL)",
  "the iterator of matches": "return new (Object.getPrototypeOf('x'.matchAll(/x/g)).next.call('x'.matchAll(/x/g)).value[C])(EVIL)",
  "what replace hands out": "let kept; 'x'.replace(/x/, (...list) => (kept = list)); return new (kept[C])(EVIL)",
  "groups nested too deep": "return new RegExp('('.repeat(300) + ')'.repeat(300))",
  "groups behind classes": "return new RegExp('[(]'.repeat(3) + '(?:'.repeat(300) + ')'.repeat(300))",
  "groups behind closing brackets in classes": "return new RegExp('(?:[)]'.repeat(300) + ')'.repeat(300))",
  "groups behind escaped closing brackets": "return new RegExp('(?:\\\\)'.repeat(300) + ')'.repeat(300))",
  "nested classes": "return new RegExp('['.repeat(300) + ']'.repeat(300), 'v')",
  "too long": "return new RegExp('a'.repeat(70000))",
  "through JSON, entries, assign":
    "return [Object.assign({}, /x/), Object.entries(/x/), JSON.stringify(/x/)].length && new RegExp(Object.fromEntries([['source', EVIL]]))",
};

/** In the cell: whether the value is the engine's own kind of regular expression, of this policy's no business, and how it does. */
const LOOK = `(value) => {
  const is = typeof value === "object" && value !== null && "source" in value && "exec" in value;
  if (!is) return "no regular expression";
  if ("comp" + "ile" in value) return "ENGINE'S OWN";
  return \`/\${value.source}/\${value.flags} \${RegExp.prototype.exec.call(value, "a".repeat(40) + "b") === null}\`;
}`;

function attack(regexp: RegExpPolicy, body: string): string {
  const policy = definePolicy({ globals: { allow: ["structuredClone"] }, regexp });
  const { structuredClone } = webGlobals();
  const cell = new Cell({ policy, globals: { structuredClone }, limits: { fuel: 1e8, deadlineMs: 10_000 } });
  try {
    return cell.evaluate(`(${LOOK})((() => { const C = "const" + "ructor", EVIL = "^(a+)+$"; ${body}; })())`) as string;
  } catch (error) {
    const { guestName, name, message } = error as { guestName?: string; name: string; message: string };
    return `${guestName ?? name}: ${message}`;
  }
}

describe.each(Object.entries(ATTACKS))("%s", (_name, body) => {
  test("safe: nothing slow is made", () => {
    expect(attack("safe", body)).toMatch(
      /^(SyntaxError|TypeError): (?!.*(CellTerminated|deadline))|^no regular expression$|^\/(\(\?:\)|a|x|\^?\(a\|A\)\+\$|\[object Object\])\/[gmsuy]* /,
    );
  });
  test("linear: whatever is made comes to an end", () => {
    expect(attack("linear", body)).toMatch(/^(SyntaxError|TypeError): |^no regular expression$|^\/.*\/[a-z]* (true|false)$/);
  });
});

test.each([
  ["groups", "'('.repeat(251) + ')'.repeat(251)"],
  ["repeated groups, whose compiler recurses", "'(?:'.repeat(3000) + 'a' + 'b)*'.repeat(3000)"],
  ["behind classes", "'[(]'.repeat(3) + '(?:'.repeat(251) + ')'.repeat(251)"],
  ["behind closing brackets in classes", "'(?:[)]'.repeat(251) + ')'.repeat(251)"],
  ["behind escaped closing brackets", "'(?:\\\\)'.repeat(251) + ')'.repeat(251)"],
  ["nested classes", "'['.repeat(251) + ']'.repeat(251), 'v'"],
  ["look-ahead", "'(?='.repeat(251) + ')'.repeat(251)"],
])("nesting is bounded: %s", (_name, pattern) => {
  for (const regexp of ["safe", "linear"] as const)
    expect(attack(regexp, `return new RegExp(${pattern})`)).toMatch(/nests groups more than 250/);
});

test("an attack that works, where nothing stops it", () => {
  expect(attack("native", "return /x/")).toBe("ENGINE'S OWN");
});

test("what is thrown and what is made belongs to the cell's realm", () => {
  for (const regexp of ["safe", "linear"] as const) {
    const cell = new Cell({ policy: definePolicy({ regexp }) });
    expect(
      cell.evaluate(
        "try { new RegExp('(a)\\\\2{2,1}') } catch (e) { [e instanceof SyntaxError, Object.getPrototypeOf(/x/) === RegExp.prototype] }",
      ),
    ).toEqual([true, true]);
  }
});

test("an expression made where the stack ends throws what belongs to the realm", () => {
  for (const regexp of ["safe", "linear"] as const) {
    const cell = new Cell({ policy: definePolicy({ regexp }), limits: { fuel: 1e9, depth: 1e6 } });
    const source =
      "let seen = 0, wrong = 0; const f = (n) => { try { f(n + 1); } catch (e) { if (!(e instanceof Error)) wrong++; seen++; if (seen < 40) { try { new RegExp('(?:a|b)(?:c|d)' + seen) } catch (x) { if (!(x instanceof Error)) wrong++; } } throw e; } }; try { f(0); } catch {} [seen > 10, wrong]";
    expect(cell.evaluate(source)).toEqual([true, 0]);
  }
});
