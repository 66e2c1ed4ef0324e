import { create, all } from "mathjs";
export default function probe() {
  const math = create(all, {});
  const f = (x) => math.format(x, 10);
  const e = (s, sc) => f(math.evaluate(s, sc || {}));
  return {
    a: e("sqrt(3^2 + 4^2)"),
    b: e("2 inch to cm"),
    c: e("sqrt(-4) + 2i"),
    m: e("inv([1, 2; 3, 4])"),
    det: f(
      math.det([
        [1, 2],
        [3, 4],
      ]),
    ),
    der: math.derivative("x^2 + 2x + 1", "x").toString(),
    simp: math.simplify("2x + 3x").toString(),
    scope: e("a * b + c", { a: 2, b: 3, c: 4 }),
    fn: e("f(x) = x^2; f(5)"),
    big: math.format(math.bignumber(1).div(3), 20),
    frac: f(math.add(math.fraction(1, 3), math.fraction(1, 6))),
    parse: math.parse("a + b * 2").toTex(),
    chain: math.chain(3).add(4).multiply(2).done(),
    stat: [math.mean(1, 2, 3), math.std([1, 2, 3]), math.median([3, 1, 2])],
    err: (() => {
      try {
        math.evaluate("foo(");
      } catch (x) {
        return x.name;
      }
    })(),
    eig: f(
      math.eigs([
        [2, 0],
        [0, 3],
      ]).values,
    ),
    unit: f(math.unit("5 km").to("mile")),
    str: e('concat("a", "b")'),
    comp: math.compile("x * 2").evaluate({ x: 4 }),
    imp: (math.import({ triple: (x) => x * 3 }), e("triple(4)")),
    num: math.gcd(12, 18),
    matr: f(math.multiply(math.matrix([[1, 2]]), math.matrix([[3], [4]]))),
  };
}
