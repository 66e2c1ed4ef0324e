import {
  reactive,
  ref,
  computed,
  effect,
  readonly,
  shallowReactive,
  toRaw,
  isReactive,
  isRef,
  toRefs,
  stop,
  effectScope,
  watch,
  customRef,
  markRaw,
  proxyRefs,
  unref,
  triggerRef,
  shallowRef,
} from "@vue/reactivity";
export default function probe() {
  const log = [];
  const s = reactive({ a: 1, n: { d: 1 }, l: [1, 2, { z: 1 }], m: new Map([["k", { v: 1 }]]), st: new Set([1]) });
  const c = computed(() => s.a + s.n.d);
  const run = effect(() => log.push([c.value, s.l.length, s.m.get("k").v, s.st.size]));
  s.a = 5;
  s.n.d = 9;
  s.l.push(4);
  s.m.get("k").v = 7;
  s.st.add(2);
  stop(run);
  s.a = 0;
  const r = ref(3);
  const w = [];
  watch(r, (v, o) => w.push([v, o]));
  r.value++;
  const ro = readonly(s);
  const sc = effectScope();
  let n = 0;
  sc.run(() =>
    effect(() => {
      n = r.value;
    }),
  );
  sc.stop();
  r.value = 99;
  const { a } = toRefs(s);
  a.value = 42;
  const sh = shallowRef({ q: 1 });
  let t = 0;
  effect(() => {
    t++;
    sh.value;
  });
  triggerRef(sh);
  const cr = customRef((track, trig) => {
    let v = 1;
    return {
      get() {
        track();
        return v;
      },
      set(x) {
        v = x * 2;
        trig();
      },
    };
  });
  cr.value = 4;
  return {
    log,
    w,
    n,
    c: c.value,
    s: s.a,
    is: [isReactive(s.n), isReactive(shallowReactive({ x: {} }).x), isRef(r)],
    ro: (() => {
      try {
        ro.a = 1;
      } catch (e) {
        return e instanceof TypeError;
      }
      return ro.a;
    })(),
    raw: toRaw(s).l.length,
    t,
    cr: cr.value,
    mr: isReactive(reactive({ q: markRaw({}) }).q),
    pr: proxyRefs({ r }).r,
    un: unref(r),
    inc: s.l.includes(toRaw(s).l[2]),
    idx: s.l.indexOf(s.l[2]),
    map: s.l.map((x) => typeof x),
    keys: Object.keys(s),
    has: "a" in s,
    del: delete s.a && s.a === undefined,
    it: [...s.m.keys()],
  };
}
