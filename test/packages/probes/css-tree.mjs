import * as csstree from "css-tree";
export default function probe() {
  const ast = csstree.parse(
    ".foo > a:not(.b)::before { color: #ff0000; width: calc(1px + 2%) } @media screen and (min-width: 10px) { x { margin: 0 auto } }",
  );
  const classes = [];
  csstree.walk(ast, (n) => {
    if (n.type === "ClassSelector") classes.push(n.name);
  });
  return {
    classes,
    gen: csstree.generate(ast),
    find: csstree.find(ast, (n) => n.type === "Dimension").unit,
    match: csstree.lexer.matchProperty("color", csstree.parse("red", { context: "value" })).error === null,
    bad: csstree.lexer.matchProperty("color", csstree.parse("10px", { context: "value" })).error.name,
    plain: csstree.toPlainObject(csstree.parse("a", { context: "selector" })),
    ident: csstree.ident.encode("1a"),
    str: csstree.string.encode('x"y'),
    url: csstree.url.decode("url(a b)"),
    syn: csstree.definitionSyntax.parse("a | b{2}").type,
    tok: (() => {
      const t = [];
      csstree.tokenize("a:b", (ty, s, e) => t.push([csstree.tokenNames[ty], s, e]));
      return t;
    })(),
    fork: csstree.fork({ properties: { zed: "<length>" } }).lexer.matchProperty("zed", "1px").matched !== null,
    errs: (() => {
      const e = [];
      csstree.parse("a { b }", { onParseError: (x) => e.push(x.message) });
      return e;
    })(),
  };
}
