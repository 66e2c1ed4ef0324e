import * as ns from "js-sha256";
export default function probe() {
  const sha256 = ns.sha256;
  const sha224 = ns.sha224;
  const h = sha256.create();
  h.update("The quick ");
  h.update("brown fox");
  return {
    a: sha256("Message to hash"),
    b: sha224("x"),
    e: sha256(""),
    u: sha256("中文"),
    arr: sha256.array("abc").length,
    hm: sha256.hmac("key", "msg"),
    inc: h.hex(),
    buf: sha256(new Uint8Array([1, 2, 3])),
    ab: new Uint8Array(sha256.arrayBuffer("q")).length,
    long: sha256("a".repeat(1000)),
    err: (() => {
      try {
        sha256(5);
      } catch (e) {
        return e instanceof Error;
      }
    })(),
  };
}
