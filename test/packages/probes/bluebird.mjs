import Promise_ from "bluebird";
export default async function probe() {
  const B = Promise_;
  return {
    map: await B.map([1, 2, 3], (x) => x * 2),
    props: await B.props({ a: B.resolve(1), b: 2 }),
    spread: await B.all([1, 2]).spread((a, b) => a + b),
    join: await B.join(B.resolve(1), B.resolve(2), (a, b) => a + b),
    coroutine: await B.coroutine(function* () {
      const x = yield B.resolve(3);
      return x + 1;
    })(),
    err: await B.reject(new RangeError("r")).catch(RangeError, (e) => "R:" + e.message),
    fin: await B.resolve(1).finally(() => 2),
    some: await B.some([B.resolve(1), B.resolve(2)], 1),
    reduce: await B.reduce([1, 2, 3], (a, b) => a + b, 0),
    tap: await B.resolve(9).tap(() => 1),
    each: await B.each([1, 2], (x) => x),
    insp: B.resolve(1).isFulfilled(),
    opErr: await B.fromCallback((c) => c(new Error("e"))).catch((e) => e.isOperational === true),
    any: await B.any([B.reject(new Error("a")), B.resolve("ok")]),
    delay: await B.delay(1).then(() => "d"),
  };
}
