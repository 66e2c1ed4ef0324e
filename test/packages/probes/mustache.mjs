import Mustache from "mustache";
export default function probe() {
  const v = {
    name: "Chris",
    company: "<b>GH</b>",
    items: [{ n: 1 }, { n: 2 }],
    empty: [],
    fn() {
      return this.name + "!";
    },
    wrap: () => (t, r) => "<i>" + r(t) + "</i>",
    deep: { a: { b: 3 } },
  };
  return {
    basic: Mustache.render("{{name}} {{age}} {{company}} {{{company}}} {{&company}}", v),
    sec: Mustache.render("{{#items}}<{{n}}>{{/items}}{{^empty}}none{{/empty}}", v),
    fn: Mustache.render("{{fn}} {{#wrap}}hi {{name}}{{/wrap}}", v),
    dot: Mustache.render("{{deep.a.b}} {{#items}}{{.}}{{/items}}", { ...v, items: ["x", "y"] }),
    part: Mustache.render("a {{>p}} b", v, { p: "[{{name}}]" }),
    tags: Mustache.render("{{=<% %>=}}<% name %>{{x}}", v),
    cmt: Mustache.render("a{{! no }}b", v),
    parse: Mustache.parse("x{{y}}").length,
    esc: Mustache.escape("<>\"'/`="),
    err: (() => {
      try {
        Mustache.render("{{#a}}", {});
      } catch (e) {
        return e.message;
      }
    })(),
    length: Mustache.render("{{items.length}}", v),
  };
}
