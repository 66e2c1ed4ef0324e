import async from "async";
export default async function probe() {
  const p = (f) => new Promise((res, rej) => f((e, r) => (e ? rej(e) : res(r))));
  const q = [];
  const queue = async.queue((t, cb) => {
    q.push(t);
    cb();
  }, 2);
  queue.push([1, 2, 3]);
  await queue.drain();
  return {
    map: await async.map([1, 2, 3], async (x) => x * 2),
    series: await p((cb) => async.series({ a: (c) => c(null, 1), b: (c) => c(null, 2) }, cb)),
    waterfall: await p((cb) => async.waterfall([(c) => c(null, 2), (n, c) => c(null, n * 3)], cb)),
    parallel: await async.parallel([async () => "x", async () => "y"]),
    filter: await async.filter([1, 2, 3, 4], async (x) => x % 2 === 0),
    auto: await async.auto({ a: async () => 1, b: ["a", async (r) => r.a + 1] }),
    reduce: await async.reduce([1, 2, 3], 0, async (m, x) => m + x),
    queue: q,
    retry: await (() => {
      let n = 0;
      return async.retry(3, async () => {
        if (++n < 3) throw new Error("f");
        return n;
      });
    })(),
    err: await async
      .each([1], async () => {
        throw new Error("bad");
      })
      .catch((e) => e.message),
    sortBy: await async.sortBy([3, 1, 2], async (x) => x),
    whilst: await (() => {
      let i = 0;
      return async.whilst(
        async () => i < 3,
        async () => ++i,
      );
    })(),
    memo: await new Promise((r) => async.memoize((x, cb) => cb(null, x + 1))(1, (e, v) => r(v))),
  };
}
