import { Liquid } from "liquidjs";
export default function probe() {
  const e = new Liquid();
  e.registerFilter("shout", (s) => s + "!");
  const r = (t, c) => e.parseAndRenderSync(t, c);
  return {
    a: r("{{ name | upcase | shout }} {{ html | escape }}", { name: "n", html: "<b>" }),
    b: r("{% for i in l limit:2 offset:1 %}{{ forloop.index }}{{ i }} {% else %}none{% endfor %}", { l: [1, 2, 3, 4] }),
    c: r("{% assign x = 3 | plus: 4 %}{{ x | times: 2 }}{% if x > 5 and x != 8 %}big{% elsif x == 1 %}one{% endif %}", {}),
    d: r("{% case k %}{% when 1 %}one{% when 2, 3 %}few{% else %}many{% endcase %}", { k: 3 }),
    f: r('{{ l | map: "a" | sort | join: "-" }} {{ "a,b" | split: "," | size }}', { l: [{ a: 2 }, { a: 1 }] }),
    g: r("{% capture z %}x{{ 1 }}{% endcapture %}[{{ z }}] {% raw %}{{ no }}{% endraw %}", {}),
    date: r('{{ "2024-02-29T00:00:00Z" | date: "%Y/%m/%d", 0 }}', {}),
    tbl: r('{% cycle "a", "b" %}{% cycle "a", "b" %} {{ 3.7 | floor }} {{ nil | default: "d" }}', {}),
    own: r("{{ o.toString }}|{{ o.constructor }}", { o: {} }),
    err: (() => {
      try {
        r("{% if %}", {});
        return "none";
      } catch (x) {
        return x.name;
      }
    })(),
    ws: r("a {%- if true -%} b {%- endif %}", {}),
  };
}
