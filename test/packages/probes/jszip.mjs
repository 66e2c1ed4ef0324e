import JSZip from "jszip";
export default async function probe() {
  const z = new JSZip();
  const date = new Date(Date.UTC(2024, 0, 1));
  z.file("a.txt", "Hello ☃", { date });
  z.folder("d", { date }).file("b.bin", new Uint8Array([1, 2, 3]), { date });
  z.file("c.b64", "AQID", { base64: true, date });
  const u8 = await z.generateAsync({ type: "uint8array", compression: "DEFLATE" });
  const r = await JSZip.loadAsync(u8);
  const b64 = await z.generateAsync({ type: "base64" });
  return {
    names: Object.keys(r.files),
    txt: await r.file("a.txt").async("string"),
    bin: Array.from(await r.file("d/b.bin").async("uint8array")),
    c: await r.file("c.b64").async("base64"),
    filt: r.file(/txt/).length,
    rm: Object.keys(r.remove("d").files).length,
    err: await JSZip.loadAsync(new Uint8Array([1, 2])).catch((e) => e instanceof Error),
    len: b64.length > 100,
    dir: r.folder(/d/).length,
    v: JSZip.version,
  };
}
