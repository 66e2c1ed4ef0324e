import katex from "katex";
export default function probe() {
  const r = (s, o) => katex.renderToString(s, o);
  const sum = (s) => [s.length, [...s].reduce((h, c) => (h * 31 + c.codePointAt(0)) >>> 0, 7)];
  return {
    a: r("c = \\pm\\sqrt{a^2 + b^2}", { output: "mathml" }),
    b: sum(r("\\int_0^\\infty e^{-x^2} dx = \\frac{\\sqrt{\\pi}}{2}")),
    m: sum(r("\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", { displayMode: true })),
    mac: r("\\RR x", { macros: { "\\RR": "\\mathbb{R}" }, output: "mathml" }),
    col: r("\\textcolor{red}{x}", { output: "html" }),
    err: (() => {
      try {
        r("\\frac{a");
      } catch (e) {
        return [e.name, e.position ?? null, e instanceof Error, e instanceof katex.ParseError];
      }
    })(),
    soft: r("\\nope", { throwOnError: false }).includes("nope"),
    parse: katex.__parse("x^2").length,
    def: sum(r("\\def\\foo#1{#1^2} \\foo{y}")),
    text: sum(r("\\text{a é} \\to \\href{https://x.y}{z}", { trust: true })),
    ar: sum(r("\\xrightarrow[a]{b} \\underbrace{x}_{y} \\left( \\dfrac12 \\right]")),
  };
}
