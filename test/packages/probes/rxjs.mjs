import * as Rx from "rxjs";
export default async function probe() {
  const {
    of,
    from,
    Subject,
    BehaviorSubject,
    ReplaySubject,
    map,
    filter,
    scan,
    mergeMap,
    toArray,
    take,
    reduce,
    zip,
    combineLatest,
    catchError,
    throwError,
    firstValueFrom,
    lastValueFrom,
    share,
    concatMap,
    distinctUntilChanged,
    groupBy,
    range,
    EMPTY,
    merge,
    bufferCount,
    pairwise,
    asapScheduler,
    observeOn,
    UnsubscriptionError,
    Observable,
    EmptyError,
  } = Rx;
  const log = [];
  const s = new Subject();
  const sub = s.pipe(scan((a, x) => a + x, 0)).subscribe((v) => log.push(v));
  s.next(1);
  s.next(2);
  sub.unsubscribe();
  s.next(3);
  const rs = new ReplaySubject(2);
  [1, 2, 3].forEach((x) => rs.next(x));
  rs.complete();
  return {
    log,
    sync: await lastValueFrom(
      range(1, 5).pipe(
        filter((x) => x % 2 === 1),
        map((x) => x * x),
        toArray(),
      ),
    ),
    merge: await lastValueFrom(
      from([1, 2]).pipe(
        mergeMap((x) => of(x, x * 10)),
        toArray(),
      ),
    ),
    prom: await firstValueFrom(from(Promise.resolve(5)).pipe(concatMap(async (x) => x + 1))),
    zip: await lastValueFrom(zip(of(1, 2), of("a", "b")).pipe(toArray())),
    combine: await lastValueFrom(combineLatest([of(1), of(2, 3)]).pipe(toArray())),
    err: await lastValueFrom(throwError(() => new Error("boom")).pipe(catchError((e) => of("caught " + e.message)))),
    empty: await lastValueFrom(EMPTY).catch((e) => [e.name, e instanceof EmptyError, e instanceof Error]),
    replay: await lastValueFrom(rs.pipe(toArray())),
    groups: await lastValueFrom(
      of(1, 2, 3, 4).pipe(
        groupBy((x) => x % 2),
        mergeMap((g) => g.pipe(toArray())),
        toArray(),
      ),
    ),
    pair: await lastValueFrom(of(1, 1, 2, 3, 3).pipe(distinctUntilChanged(), pairwise(), toArray())),
    buf: await lastValueFrom(range(0, 5).pipe(bufferCount(2), toArray())),
    beh: new BehaviorSubject(4).value,
    interop: await lastValueFrom(
      new Observable((o) => {
        o.next(1);
        o.complete();
      }).pipe(
        share(),
        reduce((a, b) => a + b, 10),
      ),
    ),
    n: Object.keys(Rx).length > 150,
  };
}
