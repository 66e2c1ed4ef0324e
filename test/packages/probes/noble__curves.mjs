import { secp256k1 } from "@noble/curves/secp256k1.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { bytesToHex } from "@noble/curves/utils.js";
export default function probe() {
  const sk = new Uint8Array(32).fill(7);
  const msg = new Uint8Array(32).fill(9);
  const h = bytesToHex;
  const pub = secp256k1.getPublicKey(sk);
  const sig = secp256k1.sign(msg, sk);
  const es = ed25519.sign(msg, sk);
  const ep = ed25519.getPublicKey(sk);
  return {
    pub: h(pub),
    ok: secp256k1.verify(sig, msg, pub),
    bad: secp256k1.verify(sig, sk, pub),
    sig: h(sig.toBytes ? sig.toBytes() : sig),
    ed: h(es),
    edok: ed25519.verify(es, msg, ep),
    dh: h(secp256k1.getSharedSecret(sk, secp256k1.getPublicKey(new Uint8Array(32).fill(3)))),
    x: h(x25519.getPublicKey(sk)),
    p256: h(p256.getPublicKey(sk)),
    err: (() => {
      try {
        secp256k1.getPublicKey(new Uint8Array(32));
        return "ok";
      } catch (e) {
        return e instanceof Error;
      }
    })(),
  };
}
