import eq from "fast-deep-equal";
import eq6 from "fast-deep-equal/es6/index.js";
export default function probe() {
  return [
    eq({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }),
    eq({ a: 1 }, { a: 2 }),
    eq([1, 2], [1, 2]),
    eq(/a/g, /a/g),
    eq(/a/g, /a/i),
    eq(new Date(1), new Date(1)),
    eq(NaN, NaN),
    eq(null, undefined),
    eq({ a: undefined }, {}),
    eq6(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])),
    eq6(new Set([1]), new Set([2])),
    eq6(new Uint8Array([1, 2]), new Uint8Array([1, 2])),
  ];
}
