import * as acorn from "acorn";
export default function probe() {
  const strip = (n) =>
    JSON.parse(JSON.stringify(n, (k, v) => (typeof v === "bigint" ? v + "n" : k === "start" || k === "end" ? undefined : v)));
  const src =
    'import a, {b as c} from "m"; export default class A extends B { #p = 1; static { this.x = 2 } get y() { return this.#p ?? 1n } async *gen(...r) { for await (const x of r) yield* x } }\nconst {q = 1, ...rest} = a?.b?.[c] ?? `t${1}x`; label: for (;;) break label; x ||= /re(?<n>g)/v.test("s");';
  const ast = acorn.parse(src, { ecmaVersion: "latest", sourceType: "module", locations: false });
  const My = acorn.Parser.extend(
    (P) =>
      class extends P {
        parseExprAtom(...a) {
          const r = super.parseExprAtom(...a);
          r.my = 1;
          return r;
        }
      },
  );
  return {
    len: JSON.stringify(strip(ast)).length,
    types: ast.body.map((n) => n.type),
    tok: [...acorn.tokenizer('a + 1 => "s"', { ecmaVersion: 2020 })].map((t) => t.type.label),
    err: (() => {
      try {
        acorn.parse("let a; let a", { ecmaVersion: 2022 });
      } catch (e) {
        return [e.name, e.message, e.pos, e instanceof SyntaxError];
      }
    })(),
    expr: acorn.parseExpressionAt("  a*b+c", 2, { ecmaVersion: 2020 }).type,
    cmt: (() => {
      const c = [];
      acorn.parse("/* a */ x // b", { ecmaVersion: 6, onComment: c });
      return c.map((x) => x.value);
    })(),
    ext: My.parse("a", { ecmaVersion: 6 }).body[0].expression.my,
    strictErr: (() => {
      try {
        acorn.parse("with (a) b", { ecmaVersion: 6, sourceType: "module" });
      } catch (e) {
        return e.message;
      }
    })(),
  };
}
