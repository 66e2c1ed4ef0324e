import * as ns from "intl-messageformat";
export default function probe() {
  const IMF = ns.IntlMessageFormat ?? ns.default;
  const f = (m, v, l = "en-US") => new IMF(m, l).format(v);
  return {
    a: f("Hello {name}!", { name: "X" }),
    pl: [0, 1, 5].map((n) => f("{n, plural, =0 {none} one {# item} other {# items}}", { n })),
    sel: f("{g, select, male {he} female {she} other {they}}", { g: "female" }),
    ord: [1, 2, 3, 4].map((n) => f("{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}", { n })),
    num: f("{n, number}", { n: 12345.678 }),
    pct: f("{n, number, percent}", { n: 0.25 }),
    nest: f("{g, select, other {{n, plural, one {a} other {b #}}}}", { g: "q", n: 4 }),
    tag: f("x <b>{n}</b>", { n: "y", b: (c) => "[" + c.join("") + "]" }),
    esc: f("'{'{x}'}'", { x: 1 }),
    pl2: f("{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}", { n: 5 }, "pl"),
    err: (() => {
      try {
        f("{x", {});
      } catch (e) {
        return e instanceof Error;
      }
    })(),
    miss: (() => {
      try {
        f("{x}", {});
      } catch (e) {
        return [e instanceof Error, e.code];
      }
    })(),
    ast: new IMF("a {b}", "en").getAst().length,
    off: f("{n, plural, offset:1 =1 {you} one {you and # other} other {you and # others}}", { n: 3 }),
    sk: f("{n, number, ::currency/USD}", { n: 5 }),
  };
}
