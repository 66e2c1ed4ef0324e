import _ from "lodash";
export default function probe() {
  return {
    chunk: _.chunk([1, 2, 3, 4, 5], 2),
    merge: _.merge({ a: { b: 1 }, l: [1, 2] }, { a: { c: 2 }, l: [3] }),
    get: _.get({ a: [{ b: { c: 3 } }] }, "a[0].b.c"),
    set: _.set({}, "x.y[1].z", 5),
    cloneDeep: _.cloneDeep({ d: new Date(0), m: new Map([[1, { z: 1 }]]), s: new Set([1]), r: /a/gi }).m.get(1),
    groupBy: _.groupBy([6.1, 4.2, 6.3], Math.floor),
    sortBy: _.sortBy(
      [
        { u: "f", a: 48 },
        { u: "b", a: 36 },
        { u: "f", a: 40 },
      ],
      ["u", "a"],
    ).map((x) => x.a),
    equal: _.isEqual({ a: [1, new Date(5)] }, { a: [1, new Date(5)] }),
    camel: _.camelCase("--foo-bar baz--"),
    kebab: _.kebabCase("fooBarÉcole"),
    chain: _.chain([3, 1, 2])
      .sortBy()
      .map((n) => n * 2)
      .filter((n) => n > 2)
      .value(),
    lazy: _(_.range(300))
      .map((x) => x * x)
      .filter((x) => x % 2)
      .take(3)
      .value(),
    curry: _.curry((a, b, c) => [a, b, c])(1)(2)(3),
    tmplEscape: _.escape("<a & b>"),
    plain: [_.isPlainObject({}), _.isPlainObject(Object.create(null)), _.isPlainObject([])],
    types: [
      _.isArguments(
        (function () {
          return arguments;
        })(),
      ),
      _.isRegExp(/x/),
      _.isError(new TypeError("x")),
      _.isTypedArray(new Uint8Array(1)),
    ],
    pick: _.pick({ a: 1, b: 2, c: 3 }, ["a", "c"]),
    words: _.words("fred, barney & pebbles"),
    invert: _.invert({ a: 1, b: 2 }),
    zip: _.zipObject(["a", "b"], [1, 2]),
    memo: _.memoize((x) => x + 1)(4),
  };
}
