import { encode, decode, decodeMulti, ExtensionCodec, Encoder, Decoder } from "@msgpack/msgpack";
export default function probe() {
  const v = { a: 1, b: [true, null, -5, 1.5, 70000, 2 ** 40], s: "héllo ☃", u: new Uint8Array([1, 2]), n: { d: new Date(0) } };
  const e = encode(v);
  const d = decode(e);
  const ext = new ExtensionCodec();
  ext.register({ type: 1, encode: (o) => (o instanceof Set ? encode([...o]) : null), decode: (b) => new Set(decode(b)) });
  const e2 = encode(new Set([1, 2]), { extensionCodec: ext });
  return {
    len: e.length,
    hex: Array.from(encode({ x: [1, "a"] }), (x) => x.toString(16)).join(" "),
    d: { ...d, u: Array.from(d.u), n: d.n.d.getTime() },
    ext: [...decode(e2, { extensionCodec: ext })],
    multi: [...decodeMulti(new Uint8Array([...encode(1), ...encode("b")]))],
    big: decode(encode(123n, { useBigInt64: true }), { useBigInt64: true }).toString(),
    sort: Array.from(encode({ b: 1, a: 2 }, { sortKeys: true })),
    err: (() => {
      try {
        decode(new Uint8Array([0xc1]));
      } catch (x) {
        return [x.name, x instanceof Error];
      }
    })(),
    trunc: (() => {
      try {
        decode(e.subarray(0, 5));
      } catch (x) {
        return x instanceof RangeError;
      }
    })(),
    reuse: new Decoder().decode(new Encoder().encode([1])),
    key: (() => {
      try {
        return JSON.stringify(decode(new Uint8Array([0x81, 0xa9, ...[..."__proto__"].map((c) => c.charCodeAt(0)), 1])));
      } catch (x) {
        return x.name;
      }
    })(),
  };
}
