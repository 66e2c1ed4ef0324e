import * as pakoNs from "pako";
export default function probe() {
  const pako = pakoNs.deflate ? pakoNs : pakoNs.default;
  const src = Uint8Array.from({ length: 2000 }, (_, i) => (i * i) % 251);
  const d = pako.deflate(src);
  const g = pako.gzip(src, { level: 9 });
  const back = pako.inflate(d);
  const sum = (a) => a.reduce((x, y) => (x * 31 + y) >>> 0, 7);
  const inf = new pako.Inflate();
  inf.push(d.subarray(0, 10), false);
  inf.push(d.subarray(10), true);
  return {
    len: d.length,
    sum: sum(d),
    eq: back.length === 2000 && back.every((x, i) => x === src[i]),
    gz: pako.ungzip(g).length,
    raw: sum(pako.inflateRaw(pako.deflateRaw(src))),
    str: pako.inflate(pako.deflate("héllo ☃"), { toText: true, to: "string" }) + "",
    chunk: sum(inf.result),
    err: (() => {
      try {
        pako.inflate(new Uint8Array([1, 2, 3]));
        return "none";
      } catch (e) {
        return String((e && e.message) || e);
      }
    })(),
  };
}
