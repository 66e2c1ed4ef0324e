import * as d3 from "d3-shape";
export default function probe() {
  const pts = [
    [0, 0],
    [1, 3],
    [2, 1],
    [4, 4],
  ];
  const out = {};
  for (const c of [
    "curveLinear",
    "curveBasis",
    "curveCardinal",
    "curveCatmullRom",
    "curveMonotoneX",
    "curveNatural",
    "curveStep",
    "curveBasisClosed",
    "curveBundle",
  ])
    out[c] = d3.line().curve(d3[c])(pts);
  return {
    out,
    area: d3.area().y0(0)(pts),
    arc: d3.arc()({ innerRadius: 1, outerRadius: 2, startAngle: 0, endAngle: Math.PI / 2 }),
    cen: d3
      .arc()
      .centroid({ innerRadius: 0, outerRadius: 2, startAngle: 0, endAngle: 1 })
      .map((x) => x.toFixed(6)),
    pie: d3
      .pie()([1, 2, 3])
      .map((p) => [p.index, p.startAngle.toFixed(5), p.endAngle.toFixed(5)]),
    stack: d3
      .stack()
      .keys(["a", "b"])
      .order(d3.stackOrderDescending)
      .offset(d3.stackOffsetExpand)([
        { a: 1, b: 3 },
        { a: 2, b: 2 },
      ])
      .map((s) => [s.key, ...s.map((x) => [x[0], x[1]])]),
    sym: d3.symbols.map((s) => d3.symbol().type(s)().length),
    link: d3.linkHorizontal()({ source: [0, 0], target: [5, 5] }),
    rad: d3.lineRadial()([
      [0, 1],
      [1, 2],
    ]),
    def: d3.line().defined((d) => d[0] !== 1)(pts),
    pr: d3.pointRadial(1, 2).map((x) => x.toFixed(4)),
    cr: d3.arc().cornerRadius(0.3)({ innerRadius: 1, outerRadius: 3, startAngle: 0, endAngle: 2 }).length,
  };
}
