import nunjucks from "nunjucks";
export default function probe() {
  const env = new nunjucks.Environment(null, { autoescape: true });
  env.addFilter("shout", (s) => s.toUpperCase() + "!");
  const r = (t, c) => env.renderString(t, c);
  return {
    a: r("{{ name }} {{ html }} {{ html | safe }}", { name: "n", html: "<b>" }),
    b: r("{% for i in l %}{{ loop.index }}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}", { l: ["a", "b"] }),
    c: r('{% set x = 3 %}{{ x * 2 + 1 }} {{ "a" | shout }}', {}),
    d: r("{% macro f(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ f(1) }}", {}),
    e: r('{{ [3,1,2] | sort | join("-") }} {{ "abc" | reverse }}', {}),
    pre: typeof nunjucks.precompileString("{{ x }}", { name: "q" }),
  };
}
