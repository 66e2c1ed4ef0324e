import * as React from "react";
import { renderToString, renderToStaticMarkup } from "react-dom/server";
export default function probe() {
  const {
    createElement: h,
    useState,
    useMemo,
    useContext,
    createContext,
    useReducer,
    Fragment,
    Component,
    memo,
    forwardRef,
    Suspense,
    Children,
    cloneElement,
    isValidElement,
  } = React;
  const Ctx = createContext("def");
  const Child = memo(({ name, children }) => {
    const [n] = useState(() => 3);
    const m = useMemo(() => n * 2, [n]);
    return h("span", { className: "x", "data-n": m, onClick: () => {} }, name, " ", useContext(Ctx), children);
  });
  class Cls extends Component {
    constructor(p) {
      super(p);
      this.state = { q: p.start };
    }
    static getDerivedStateFromProps(p, s) {
      return { d: s.q + 1 };
    }
    render() {
      return h("b", { style: { color: "red", fontSize: 12, WebkitBoxFlex: 1 } }, this.state.q, "/", this.state.d);
    }
  }
  const F = forwardRef((p, r) => h("i", { ref: r }, p.t));
  const Red = () => {
    const [s] = useReducer((x, a) => x + a, 5);
    return s;
  };
  return {
    a: renderToStaticMarkup(
      h(
        "div",
        { id: "r", hidden: true },
        h(Child, { name: "<esc>" }),
        h(Ctx.Provider, { value: "prov" }, h(Child, { name: "n" }, h("br"))),
        h(Cls, { start: 1 }),
        h(Fragment, null, "a", null, false, 0),
        h(F, { t: "f" }),
        h(Red),
      ),
    ),
    b: renderToString(h("p", null, "a", 1)),
    raw: renderToStaticMarkup(h("p", { dangerouslySetInnerHTML: { __html: "<u>r</u>" } })),
    inp: renderToStaticMarkup(h("select", { defaultValue: "b" }, h("option", { value: "a" }), h("option", { value: "b" }))),
    kids: Children.map([h("a", { key: 1 }), "z"], (c) => c).length,
    clone: cloneElement(h("a", { x: 1 }), { y: 2 }).props,
    valid: isValidElement(h("a")),
    svg: renderToStaticMarkup(h("svg", { viewBox: "0 0 1 1", strokeWidth: 2 })),
    sus: renderToString(h(Suspense, { fallback: "l" }, h("q"))),
    err: (() => {
      try {
        renderToString(
          h(() => {
            throw new Error("in");
          }),
        );
      } catch (e) {
        return e.message;
      }
    })(),
    ver: typeof React.version,
  };
}
