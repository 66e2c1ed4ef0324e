import { marked, Marked, lexer } from "marked";
export default function probe() {
  const src =
    '# Title\n\nPara with **bold**, _em_, `code` and [link](http://x.y "t").\n\n- a\n- b\n  1. n\n\n> quote\n\n```js\nlet a = 1 < 2;\n```\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n- [x] done\n\nhttps://auto.link ~~del~~ <b>raw</b> &amp; \\*esc\\*';
  const m = new Marked({ gfm: true });
  m.use({
    renderer: {
      heading(t) {
        return `<h${t.depth} class="x">${this.parser.parseInline(t.tokens)}</h${t.depth}>`;
      },
    },
  });
  return {
    html: marked.parse(src),
    custom: m.parse("## Hi *there*"),
    lex: lexer(src).map((t) => t.type),
    inline: marked.parseInline("**x**"),
    walk: (() => {
      const types = [];
      new Marked({ walkTokens: (t) => types.push(t.type) }).parse("a **b**");
      return types;
    })(),
    brk: marked.parse("a\nb", { breaks: true }),
  };
}
