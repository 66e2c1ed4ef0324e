import * as I from "immutable";
export default function probe() {
  const { Map, List, Set, OrderedMap, Record, Seq, fromJS, is, Stack, Range, Repeat } = I;
  const R = Record({ a: 1, b: 2 }, "R");
  const r = new R({ b: 5 });
  return {
    map: Map({ a: 1 }).set("b", 2).toJS(),
    list: List([1, 2, 3])
      .push(4)
      .map((x) => x * 2)
      .toArray(),
    fromJS: fromJS({ a: [{ b: 1 }] })
      .setIn(["a", 0, "b"], 3)
      .toJS(),
    is: is(Map({ a: List([1]) }), Map({ a: List([1]) })),
    rec: [r.a, r.b, r.set("a", 9).toJS(), String(r)],
    seq: Seq([1, 2, 3, 4])
      .filter((x) => x % 2)
      .map((x) => x * x)
      .toArray(),
    om: OrderedMap([
      ["z", 1],
      ["a", 2],
    ])
      .keySeq()
      .toArray(),
    set: Set([1, 2, 2]).union([3]).size,
    group: List(["a", "bb", "cc"])
      .groupBy((x) => x.length)
      .map((l) => l.toArray())
      .toJS(),
    stack: Stack([1, 2]).push(0).toArray(),
    range: Range(0, 10, 3).toArray(),
    rep: Repeat("x", 3).join(""),
    str: String(Map({ a: List([1]) })),
    big: Range(0, 1000)
      .reduce((m, i) => m.set("k" + i, i), Map())
      .get("k777"),
    del: Map({ a: 1, b: 2 }).delete("a").toJS(),
    mergeDeep: Map({ a: Map({ b: 1 }) })
      .mergeDeep({ a: { c: 2 } })
      .toJS(),
    hash: I.hash("abc"),
    sort: List([3, 1, 2]).sort().toArray(),
    iter: [...Map({ q: 1 })],
  };
}
