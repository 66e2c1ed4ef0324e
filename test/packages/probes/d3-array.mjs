import * as d3 from "d3-array";
export default function probe() {
  const a = [5, 3, 8, 1, 9, 2];
  return {
    ext: d3.extent(a),
    mean: d3.mean(a),
    med: d3.median(a),
    q: d3.quantile(a, 0.25),
    dev: d3.deviation(a).toFixed(6),
    bins: d3
      .bin()
      .thresholds(3)(a)
      .map((b) => [b.x0, b.x1, b.length]),
    grp: [...d3.group(a, (x) => x % 2)],
    roll: [
      ...d3.rollup(
        a,
        (v) => v.length,
        (x) => x > 4,
      ),
    ],
    bis: d3.bisectLeft([1, 2, 3, 5], 4),
    ticks: d3.ticks(0, 10, 5),
    range: d3.range(0, 1, 0.25),
    sort: d3.sort(a, d3.descending),
    cross: d3.cross([1, 2], ["a", "b"]),
    pairs: d3.pairs([1, 2, 3]),
    intern: new d3.InternMap([[new Date(0), 1]]).get(new Date(0)),
    iset: [...new d3.InternSet([1, 1, 2])],
    fsum: d3.fsum([0.1, 0.2, 0.3]),
    cum: [...d3.cumsum([1, 2, 3])],
    least: d3.least(a),
    union: [...d3.union([1], [2, 1])],
    flat: d3.flatGroup(
      [
        { a: 1, b: 2 },
        { a: 1, b: 3 },
      ],
      (d) => d.a,
    ).length,
    nice: d3.nice(0.13, 9.7, 5),
    adder: +new d3.Adder().add(1e-9).add(1),
    shuf: d3.shuffler(() => 0.5)([1, 2, 3, 4]),
    zip: d3.zip([1, 2], [3, 4]),
    qsel: d3.quickselect([3, 1, 2], 1)[1],
    index: d3.index([{ k: "a" }], (d) => d.k).get("a"),
    n: Object.keys(d3).length,
  };
}
