import elliptic from "elliptic";
export default function probe() {
  const ec = new elliptic.ec("secp256k1");
  const key = ec.keyFromPrivate("11".repeat(32), "hex");
  const msg = [1, 2, 3, 4];
  const sig = key.sign(msg, { canonical: true });
  const p256 = new elliptic.ec("p256");
  const k2 = p256.keyFromPrivate("22".repeat(32), "hex");
  const ed = new elliptic.eddsa("ed25519");
  const ek = ed.keyFromSecret("33".repeat(32));
  const es = ek.sign("deadbeef").toHex();
  return {
    pub: key.getPublic("hex"),
    comp: key.getPublic(true, "hex"),
    der: sig.toDER("hex"),
    ok: key.verify(msg, sig),
    bad: key.verify([9], sig),
    sh: key.derive(ec.keyFromPrivate("44".repeat(32), "hex").getPublic()).toString(16),
    p: k2.getPublic().getX().toString(16),
    es,
    eok: ek.verify("deadbeef", es),
    rec: ec.recoverPubKey(msg, sig, sig.recoveryParam).eq(key.getPublic()),
    n: ec.n.toString(16),
    g: ec.g.mul(3).getX().toString(16),
    val: key.validate().result,
  };
}
