import nearley from "nearley";
const { Parser, Grammar } = nearley;
export default function probe() {
  const id = (x) => x[0];
  const rules = {
    Lexer: undefined,
    ParserRules: [
      { name: "main", symbols: ["sum"], postprocess: id },
      { name: "sum", symbols: ["sum", { literal: "+" }, "prod"], postprocess: (d) => d[0] + d[2] },
      { name: "sum", symbols: ["prod"], postprocess: id },
      { name: "prod", symbols: ["prod", { literal: "*" }, "num"], postprocess: (d) => d[0] * d[2] },
      { name: "prod", symbols: ["num"], postprocess: id },
      { name: "num", symbols: ["num", /[0-9]/], postprocess: (d) => d[0] * 10 + +d[1] },
      { name: "num", symbols: [/[0-9]/], postprocess: (d) => +d[0] },
    ],
    ParserStart: "main",
  };
  const run = (s) => {
    const p = new Parser(Grammar.fromCompiled(rules));
    p.feed(s);
    return p.results;
  };
  return {
    a: run("1+2*3"),
    b: run("12*34+5"),
    none: run("1+").length,
    err: (() => {
      try {
        run("1-2");
      } catch (e) {
        return [e.name, e.offset, e.message.split("\n")[0]];
      }
    })(),
    chunks: (() => {
      const p = new Parser(Grammar.fromCompiled(rules));
      p.feed("4");
      p.feed("2");
      const s = p.save();
      p.feed("+1");
      return [p.results[0], typeof s];
    })(),
    amb: (() => {
      const p = new Parser(
        Grammar.fromCompiled({
          ParserRules: [
            { name: "e", symbols: ["e", { literal: "-" }, "e"] },
            { name: "e", symbols: [/\d/] },
          ],
          ParserStart: "e",
        }),
      );
      p.feed("1-2-3");
      return p.results.length;
    })(),
  };
}
