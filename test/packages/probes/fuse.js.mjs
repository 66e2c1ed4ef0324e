import Fuse from "fuse.js";
export default function probe() {
  const books = [
    { t: "Old Man's War", a: { f: "John", l: "Scalzi" }, g: ["sf"] },
    { t: "The Lock Artist", a: { f: "Steve", l: "Hamilton" }, g: ["crime", "thriller"] },
    { t: "HTML5", a: { f: "Remy", l: "Sharp" }, g: ["web"] },
    { t: "Right Ho Jeeves", a: { f: "P.D", l: "Woodhouse" }, g: ["fun"] },
  ];
  const f = new Fuse(books, { keys: ["t", "a.f", { name: "g", weight: 2 }], includeScore: true, includeMatches: true });
  const q = (x) => f.search(x).map((r) => [r.item.t, r.score.toFixed(5)]);
  return {
    a: q("lok"),
    b: q("jon"),
    c: q("thriler"),
    none: q("zzzzzz"),
    m: f.search("html")[0].matches[0].indices,
    strs: new Fuse(["apple", "banana", "orange"], { threshold: 0.3 }).search("aple").map((r) => r.refIndex),
    ext: new Fuse(books, { keys: ["t"], useExtendedSearch: true }).search("^Old | 'HTML").map((r) => r.refIndex),
    lim: f.search("e", { limit: 1 }).length,
    rm: f.remove((d) => d.t === "HTML5").length,
    add: (f.add({ t: "New", a: {}, g: [] }), q("new").length),
    idx: Fuse.createIndex(["t"], books).size(),
  };
}
