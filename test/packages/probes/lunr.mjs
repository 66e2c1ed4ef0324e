import lunr from "lunr";
export default function probe() {
  const docs = [
    { name: "Lunr", text: "Like Solr, but much smaller, and not as bright." },
    { name: "React", text: "A JavaScript library for building user interfaces." },
    { name: "Lodash", text: "A modern JavaScript utility library delivering modularity, performance & extras." },
  ];
  const idx = lunr(function () {
    this.ref("name");
    this.field("text", { boost: 2 });
    this.metadataWhitelist = ["position"];
    docs.forEach((d) => {
      this.add(d);
    });
  });
  const q = (x) => idx.search(x).map((r) => [r.ref, r.score.toFixed(3)]);
  return {
    a: q("bright"),
    stem: q("buildings"),
    wild: q("java*"),
    fuzzy: q("libary~1"),
    bool: q("+javascript -building"),
    field: q("text:solr"),
    pos: idx.search("library")[0].matchData.metadata,
    load: lunr.Index.load(JSON.parse(JSON.stringify(idx))).search("solr").length,
    stemmer: ["running", "happily", "generalizations"].map((w) => lunr.stemmer(new lunr.Token(w)).toString()),
    err: (() => {
      try {
        idx.search("zz:q");
      } catch (e) {
        return [e.name, e.message];
      }
    })(),
    query: idx.query((b) => b.term("modern", { boost: 2 })).length,
    tok: lunr.tokenizer("Foo-Bar baz").map(String),
    trim: lunr.trimmer(new lunr.Token("x!")).toString(),
    set: lunr.Set.empty.contains("q"),
  };
}
