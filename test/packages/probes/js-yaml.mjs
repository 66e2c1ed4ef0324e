import * as yaml from "js-yaml";
export default function probe() {
  const src =
    'a: 1\nb: [x, "y", null, true, 0x1F, 1.5e3]\nc: &anc {k: v}\nd: *anc\ne: |\n  line1\n  line2\nf: >-\n  fold\n  ed\nh:\n  - 2\n  - q: z\n';
  return {
    doc: yaml.load(src),
    dump: yaml.dump({ a: [1, { b: "x: y" }], s: "multi\nline", n: null, t: true, e: "", num: "12" }),
    multi: (() => {
      const r = [];
      for (const d of yaml.loadAll("a: 1\n---\nb: 2\n")) r.push(d);
      return r;
    })(),
    err: (() => {
      try {
        yaml.load("a: [1");
      } catch (e) {
        return [e.name, e instanceof yaml.YAMLException, e.mark ? e.mark.line : null];
      }
    })(),
    dup: (() => {
      try {
        yaml.load("a: 1\na: 2");
      } catch (e) {
        return e.reason;
      }
    })(),
    proto: Object.keys(yaml.load("__proto__: 1\ntoString: 2\nconstructor: 3")).sort(),
    sort: yaml.dump({ b: 1, a: 2 }, { sortKeys: true }),
    flow: yaml.dump({ a: [1, 2], b: { c: 3 } }, { flowLevel: 1 }),
    json: yaml.load('{"a": [1, {"b": "c\\u00e9"}]}'),
    json2: yaml.load('- 1_000\n- ~\n- "2024-01-02"'),
  };
}
