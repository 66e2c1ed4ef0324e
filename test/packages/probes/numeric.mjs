import numeric from "numeric";
export default function probe() {
  const r = (x) => JSON.parse(JSON.stringify(x, (k, v) => (typeof v === "number" ? Math.round(v * 1e8) / 1e8 : v)));
  return {
    add: numeric.add([1, 2], [3, 4]),
    dot: numeric.dot(
      [
        [1, 2],
        [3, 4],
      ],
      [5, 6],
    ),
    inv: r(
      numeric.inv([
        [1, 2],
        [3, 4],
      ]),
    ),
    det: r(
      numeric.det([
        [1, 2],
        [3, 4],
      ]),
    ),
    solve: r(
      numeric.solve(
        [
          [2, 1],
          [1, 3],
        ],
        [3, 5],
      ),
    ),
    svd: r(
      numeric.svd([
        [1, 0],
        [0, 2],
      ]).S,
    ),
    eig: r(
      numeric.eig([
        [2, 0],
        [0, 3],
      ]).lambda.x,
    ),
    min: r(numeric.uncmin((x) => (x[0] - 1) ** 2 + 2, [0]).solution),
    spl: r(numeric.spline([0, 1, 2], [0, 1, 4]).at(1)),
    lin: numeric.linspace(0, 1, 3),
  };
}
