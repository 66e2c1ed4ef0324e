import { XMLParser, XMLBuilder, XMLValidator } from "fast-xml-parser";
export default function probe() {
  const xml = '<?xml version="1.0"?><root a="1"><x>1</x><x>02</x><y b="t">z &lt; &#65;</y><![CDATA[raw <b>]]><e/><!-- c --></root>';
  const p = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@_" });
  return {
    obj: p.parse(xml),
    def: new XMLParser().parse(xml),
    order: new XMLParser({ preserveOrder: true, ignoreAttributes: false }).parse('<a><b>1</b>t<b c="2"/></a>'),
    valid: XMLValidator.validate(xml),
    bad: XMLValidator.validate("<a><b></a>").err.code,
    build: new XMLBuilder({ ignoreAttributes: false, format: true }).build({ r: { "@_i": "1", k: [1, 2], t: "a<b" } }),
    tagp: new XMLParser({ tagValueProcessor: (n, v) => v + "!" }).parse("<a>q</a>"),
    arr: new XMLParser({ isArray: (n) => n === "b" }).parse("<a><b>1</b></a>"),
    stop: new XMLParser({ stopNodes: ["a.s"] }).parse("<a><s><i>x</i></s></a>"),
  };
}
