import jmespath from "jmespath";
export default function probe() {
  const d = {
    people: [
      { n: "b", age: 30, st: { s: "x" } },
      { n: "a", age: 50, st: { s: "y" } },
      { n: "c", age: 40, st: null },
    ],
    o: { toString: "own" },
  };
  const s = (e) => jmespath.search(d, e);
  return {
    a: s("people[*].n"),
    b: s("people[?age > `35`].n"),
    c: s("sort_by(people, &age)[-1].n"),
    d: s("people[].{name: n, s: st.s}"),
    e: s("length(people)"),
    f: s("max_by(people, &age).n"),
    g: s("join(',', people[].n)"),
    h: s("people[0:2].age | sum(@)"),
    i: s("o.toString"),
    j: s("o.missing"),
    k: s("keys(o)"),
    l: s("reverse(people)[0].n"),
    m: s("people[?contains(n, 'a')] | [0]"),
    n: s("type(people)"),
    ast: jmespath.compile("a.b").type,
    err: (() => {
      try {
        s("a[");
      } catch (e) {
        return e.name;
      }
    })(),
    o: s("not_null(zz, 'dflt')"),
  };
}
