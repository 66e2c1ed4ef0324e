import _ from "underscore";
export default function probe() {
  return {
    map: _.map({ a: 1, b: 2 }, (v, k) => k + v),
    reduce: _.reduce([1, 2, 3], (m, n) => m + n, 0),
    pluck: _.pluck([{ n: "m" }, { n: "l" }], "n"),
    groupBy: _.groupBy([1.3, 2.1, 2.4], (n) => Math.floor(n)),
    isEqual: _.isEqual({ a: [1, { b: /x/g }] }, { a: [1, { b: /x/g }] }),
    chain: _.chain([1, 2, 3, 200])
      .filter((n) => n % 2 === 0)
      .map((n) => n + 1)
      .value(),
    compose: _.compose(
      (x) => x + 1,
      (x) => x * 2,
    )(5),
    extend: _.extend({ a: 1 }, { b: 2 }),
    defaults: _.defaults({ a: 1 }, { a: 2, b: 3 }),
    uniq: _.uniq([1, 2, 1, 4, 1, 3]),
    debounce: typeof _.debounce(() => {}, 5),
    range: _.range(0, 10, 3),
    escape: _.escape('<b>&"'),
    result: _.result(
      {
        f() {
          return this.v;
        },
        v: 4,
      },
      "f",
    ),
    partition: _.partition([0, 1, 2, 3, 4, 5], (x) => x % 2),
    isFn: [_.isFunction(probe), _.isArguments([]), _.isNaN(NaN), _.isDate(new Date(0))],
  };
}
