import BN from "bn.js";
export default function probe() {
  const a = new BN("123456789012345678901234567890");
  const b = new BN("deadbeefcafebabe", 16);
  const s = (x) => x.toString(10);
  const red = BN.red(new BN(97));
  const k = BN.red("k256");
  return {
    add: s(a.add(b)),
    mul: s(a.mul(b)),
    div: s(a.div(b)),
    mod: s(a.mod(new BN(97))),
    pow: s(new BN(3).pow(new BN(60))),
    sh: s(a.shln(5).shrn(2)),
    cmp: [a.cmp(b), a.gt(b), a.isEven()],
    hex: b.toString(16),
    gcd: s(new BN(48).gcd(new BN(18))),
    inv: s(new BN(3).invm(new BN(11))),
    red: s(new BN(10).toRed(red).redPow(new BN(5)).fromRed()),
    k: new BN(5).toRed(k).redInvm().fromRed().toString(16),
    arr: new BN(258).toArray("be", 4),
    neg: s(new BN(-5).umod(new BN(3))),
    bits: a.bitLength(),
    xor: s(new BN(6).xor(new BN(3))),
    json: JSON.stringify({ b: new BN(255) }),
    sq: s(a.sqr().isqr ? a.sqr() : a.sqr()),
    isBN: BN.isBN(a),
    le: s(new BN([1, 2, 3], "le")),
    num: new BN(42).toNumber(),
    i: s(a.clone().iaddn(1)),
    big: s(new BN(2).pow(new BN(521)).subn(1)).length,
  };
}
