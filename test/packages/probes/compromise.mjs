import nlp from "compromise";
export default function probe() {
  const d = nlp("She sells seashells by the seashore. John Smith walked 5 miles to Paris in June 2020!");
  return {
    sents: d.sentences().length,
    verbs: d.verbs().out("array"),
    past: nlp("she sells seashells").sentences().toPastTense().text(),
    neg: nlp("i am happy").sentences().toNegative().text(),
    people: d.people().out("array"),
    places: d.places().out("array"),
    nums: d.numbers().get ? d.numbers().get() : [],
    match: d.match("#Noun by the .").text(),
    plural: nlp("two cat").nouns().toPlural().text(),
    tags: d
      .terms()
      .json()
      .slice(0, 3)
      .map((t) => [t.text, t.terms[0].tags.sort()]),
    contr: nlp("we're here").contractions().expand().text(),
    norm: nlp("  Hello   WORLD!! ").normalize().text(),
    num: nlp("fifty two").numbers().toNumber().text(),
    rep: nlp("the red car").replace("red", "blue").text(),
    lex: nlp("zorp the zoop", { zorp: "Verb" }).verbs().text(),
  };
}
