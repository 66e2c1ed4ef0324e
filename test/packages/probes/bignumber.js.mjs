import { BigNumber } from "bignumber.js";
export default function probe() {
  const s = (x) => x.toString();
  const B = BigNumber.clone({ DECIMAL_PLACES: 40 });
  return {
    add: s(new BigNumber("0.1").plus(0.2)),
    div: s(new B(1).div(7)),
    pow: s(new BigNumber(2).pow(200)),
    sqrt: s(new BigNumber(2).sqrt()),
    mod: s(new BigNumber(-7).mod(3)),
    base: new BigNumber("ff", 16).toString(2),
    fmt: new BigNumber("1234567.891").toFormat(2),
    fix: new BigNumber("1.005").toFixed(2),
    cmp: [new BigNumber(1).lt(2), new BigNumber("1e500").gt("1e499"), new BigNumber(3).eq("3")],
    frac: new BigNumber("0.375").toFraction().map(s),
    exp: new BigNumber("123456").toExponential(3),
    json: JSON.stringify({ b: new BigNumber("1.50") }),
    is: BigNumber.isBigNumber(new B(1)),
    max: s(BigNumber.max(1, 5, 3)),
    sum: s(BigNumber.sum("1", 2.5)),
    nan: (() => {
      try {
        return s(new BigNumber("x"));
      } catch (e) {
        return e.message;
      }
    })(),
    powm: s(new BigNumber(3).pow(100, 7)),
    idiv: s(new BigNumber(17).idiv(5)),
    cfg: BigNumber.config().ROUNDING_MODE,
  };
}
