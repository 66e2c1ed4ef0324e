import DMP from "diff-match-patch";
export default function probe() {
  const d = new DMP();
  const diffs = d.diff_main("The quick brown fox jumps", "That quick red fox jumped over");
  d.diff_cleanupSemantic(diffs);
  const ps = d.patch_make("The quick brown fox", "The slow brown dog");
  const txt = d.patch_toText(ps);
  return {
    diffs: diffs.map((x) => [x[0], x[1]]),
    lev: d.diff_levenshtein(diffs),
    html: d.diff_prettyHtml(diffs),
    patch: txt,
    apply: d.patch_apply(d.patch_fromText(txt), "The quick brown fox!"),
    match: d.match_main("abcdefghijk", "efxhi", 0),
    delta: d.diff_toDelta(d.diff_main("abc", "abd")),
    from: d.diff_fromDelta("abc", "=2\t-1\t+d").length,
    t1: d.diff_text1(diffs),
    cp: d.diff_commonPrefix("1234abc", "1234xyz"),
    eff: (() => {
      const z = d.diff_main("xab", "yac");
      d.diff_cleanupEfficiency(z);
      return z.length;
    })(),
    consts: [DMP.DIFF_DELETE, DMP.DIFF_INSERT],
    line: d.diff_main("a\n".repeat(100) + "b", "a\n".repeat(100) + "c", true).length,
  };
}
