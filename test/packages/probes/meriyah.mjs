import { parse, parseScript, parseModule } from "meriyah";
export default function probe() {
  const m = parseModule(
    'import a from "b"; export class X { static #q = 1; accessor = 2; async *m() { yield* a?.b ?? 1n } } export default () => ({ ...a, [b]: c })',
    { next: true },
  );
  return {
    types: m.body.map((n) => n.type),
    script: JSON.stringify(
      parseScript(
        'label: while (a--) { switch (b) { case 1: break label; default: throw /x/y } } function f(a = 1, {b}) { "use strict".x }',
        { ranges: false },
      ),
    ).length,
    err: (() => {
      try {
        parseScript("let x; let x", { lexical: true });
      } catch (e) {
        return [e.name, e instanceof SyntaxError];
      }
    })(),
    jsx: parseScript("<A {...b}>t</A>", { jsx: true }).body[0].expression.type,
    loc: parseScript("a\n+b", { loc: true }).body[0].loc.end.line,
    tok: (() => {
      const t = [];
      parseScript("a+1", { onToken: (x) => t.push(x) });
      return t;
    })(),
    mod: parse("1", { sourceType: "module" }).sourceType,
  };
}
