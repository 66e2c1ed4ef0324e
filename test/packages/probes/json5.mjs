import JSON5 from "json5";
export default function probe() {
  return {
    p: JSON5.parse("{ // c\n unq: 'single', \"q\": [1, +2, .5, 0xFF, Infinity, ], /* x */ t: true, n: null, s: 'a\\\nb', u\\u0061: 1, }"),
    proto: Object.keys(JSON5.parse('{"__proto__": {"x": 1}, toString: 1}')),
    s: JSON5.stringify({ a: [1, "it's", NaN], "b-c": { d: undefined, e: null } }),
    pretty: JSON5.stringify({ a: { b: [1] } }, null, 2),
    rev: JSON5.parse("{a: 1, b: {c: 2}}", (k, v) => (typeof v === "number" ? v + 1 : v)),
    err: (() => {
      try {
        JSON5.parse("{a: }");
      } catch (e) {
        return [e.name, e.message, e.lineNumber, e.columnNumber];
      }
    })(),
    rep: JSON5.stringify({ a: 1, b: 2 }, ["a"]),
    toj: JSON5.stringify({ x: { toJSON5: () => "five" }, d: new Date(0) }),
    circ: (() => {
      const o = {};
      o.o = o;
      try {
        JSON5.stringify(o);
      } catch (e) {
        return e.name;
      }
    })(),
  };
}
