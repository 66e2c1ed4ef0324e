import escodegen from "escodegen";
import { parseScript } from "esprima";
export default function probe() {
  const g = (s, o) => escodegen.generate(parseScript(s), o);
  return {
    a: g('var a=1,b=[1,,2];function f(x,...y){if(x){return y}else throw new Error("e\\n")}'),
    b: g("for(const k of o){switch(k){case 1:break;default:continue}}"),
    c: g("a=b?c:d,(e||f)&&g;(function(){})();new (foo().bar)(1)"),
    compact: g("function q ( a ) { return a + 1 }", { format: escodegen.FORMAT_MINIFY }),
    cls: g("class A extends B{static m(){return super.x()} get [k](){return `a${b}`}}"),
    paren: g("(a,b).c; a-(-b); typeof(()=>{})"),
    quotes: g('x="it\'s"', { format: { quotes: "auto" } }),
    cm: escodegen
      .generate(
        escodegen.attachComments(
          parseScript("/*c*/ a;", { range: true, tokens: true, comment: true }),
          parseScript("/*c*/ a;", { range: true, comment: true }).comments,
          [],
        ),
        { comment: true },
      )
      .includes("c"),
    prec: escodegen.Precedence.Additive,
    br: escodegen.browser,
  };
}
