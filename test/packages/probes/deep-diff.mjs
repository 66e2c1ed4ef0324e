import deepDiff from "deep-diff";
export default function probe() {
  const lhs = { name: "l", d: { with: ["a", "b"], n: 1 }, gone: 1 };
  const rhs = { name: "r", d: { with: ["a", "x", "c"], n: 1 }, add: { q: 2 } };
  const diffs = deepDiff.diff(lhs, rhs);
  const target = JSON.parse(JSON.stringify(lhs));
  for (const d of diffs) deepDiff.applyChange(target, rhs, d);
  const obs = [];
  deepDiff.observableDiff({ a: 1 }, { a: 2 }, (d) => obs.push(d.kind + ":" + d.path.join(".")));
  return {
    diffs: JSON.parse(JSON.stringify(diffs)),
    applied: target,
    same: deepDiff.diff({ a: 1 }, { a: 1 }) ?? null,
    obs,
    kinds: diffs.map((d) => d.kind),
    types: deepDiff.diff({ a: new Date(0), r: /x/ }, { a: new Date(5), r: /y/ }).length,
    pre: deepDiff.diff({ a: 1, _x: 1 }, { a: 1, _x: 2 }, (p, k) => k === "_x") ?? null,
    revert: (() => {
      const t = { a: 2 };
      deepDiff.revertChange(t, true, deepDiff.diff({ a: 1 }, { a: 2 })[0]);
      return t;
    })(),
  };
}
