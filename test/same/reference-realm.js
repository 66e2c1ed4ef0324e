// The guards as their table in docs/artifact.md describes them, without any policy: what the compiler's output means, by itself.
// Evaluated inside a fresh context. Answers with `run(factory, manifest, import)`.
(function () {
  "use strict";
  let depth = 0;
  const namespace = Object.create(null);
  const lexicals = new Map();
  const toKey = (k) => Reflect.ownKeys({ [k]: 0 })[0];
  const deferred = (k) => {
    let known,
      done = false;
    return {
      __proto__: null,
      [Symbol.toPrimitive]() {
        if (!done) {
          known = toKey(k);
          done = true;
        }
        return known;
      },
    };
  };
  const missing = (name) =>
    new Proxy(
      {},
      {
        get() {
          throw new ReferenceError(`${name} is not defined`);
        },
        set() {
          throw new ReferenceError(`${name} is not defined`);
        },
        has: () => true,
      },
    );
  const env = (name) => {
    const accessors = lexicals.get(name);
    if (accessors !== undefined) return Object.defineProperty({}, name, accessors);
    if (name in namespace) return namespace;
    if (name in globalThis) return globalThis;
    return missing(name);
  };
  const guards = {
    key: (k) => (typeof k === "object" || typeof k === "function" ? (k === null ? k : deferred(k)) : k),
    proto: (v) => v,
    parent: (v) => v,
    caught(e, p, w) {
      if (p !== undefined) depth = p + w;
      return e;
    },
    alive(p, w) {
      if (p !== undefined) depth = p + w;
    },
    none: Symbol("none"),
    enter(w) {
      if (!Number.isInteger(w) || w < 1) throw new Error("weight");
      const p = depth;
      depth += w;
      if (depth > 900) {
        depth = p;
        throw new RangeError("Maximum call stack size exceeded");
      }
      return p;
    },
    leave(p, v) {
      depth = p;
      return v;
    },
    fin(p) {
      if (p !== -1) depth = p;
    },
    back(p, w) {
      if (p === -1) return guards.enter(w);
      depth = p + w;
      return p;
    },
    buy: (s) => (s === 0 ? 1 : Math.min(65536, s + s)),
    delegate: (iterable) => iterable,
    sized: (iterable) => iterable,
    count: (length) => void length,
    keyed: (object) => object,
    boxed(iterable, mask) {
      const iterator = iterable[Symbol.iterator]();
      const { next } = iterator;
      let at = 0;
      let isDrained = false;
      const step = () => {
        const result = isDrained ? { done: true } : next.call(iterator);
        isDrained ||= !!result.done;
        return isDrained ? undefined : result.value;
      };
      const rest = () => {
        const list = [];
        for (let value = step(); !isDrained; value = step()) list.push(value);
        return list;
      };
      return {
        [Symbol.iterator]: () => ({
          next() {
            const kind = mask[at++];
            if (kind === "1") return { value: { v: step() } };
            if (kind === "2") return { value: { v: rest() } };
            const value = step();
            return isDrained ? { done: kind !== "0" } : { value };
          },
          get return() {
            const method = isDrained ? undefined : iterator.return;
            return method && (() => method.call(iterator));
          },
        }),
      };
    },
    iterate(iterable) {
      const method = iterable[Symbol.asyncIterator];
      let iterator,
        isSync = false;
      if (method === undefined || method === null) {
        isSync = true;
        iterator = iterable[Symbol.iterator]();
      } else iterator = method.call(iterable);
      const { next } = iterator;
      let open = false;
      return {
        async next() {
          open = false;
          let step = next.call(iterator);
          if (!isSync) step = await step;
          if (typeof step !== "object" || step === null) throw new TypeError("not an object");
          const done = !!step.done;
          let value;
          if (!done) value = isSync ? await step.value : step.value;
          open = !done;
          return { done, value };
        },
        async close() {
          if (!open) return;
          open = false;
          const method = iterator.return;
          if (method === undefined || method === null) return;
          let result = method.call(iterator);
          if (!isSync) result = await result;
          if (typeof result !== "object" || result === null) throw new TypeError("not an object");
        },
      };
    },
    env,
    type(name) {
      try {
        return typeof env(name)[name];
      } catch (e) {
        if (lexicals.has(name)) throw e;
        return "undefined";
      }
    },
    ns: namespace,
    meta: Object.assign(Object.create(null), { url: "cell:guest" }),
  };
  return {
    get depth() {
      return depth;
    },
    resetDepth() {
      depth = 0;
    },
    /** The record of a program, in its scope. `module(i)` answers with what the i-th import exports. */
    record(factory, manifest, module, star, load) {
      for (const name of manifest.declares.vars) if (!(name in namespace)) namespace[name] = undefined;
      return factory({
        ...guards,
        import: async (specifier) => load(String(specifier)),
        declare(...accessors) {
          manifest.declares.lexicals.forEach((name, i) =>
            lexicals.set(name, { get: accessors[2 * i], set: accessors[2 * i + 1], configurable: true }),
          );
        },
        // Undefined where this engine lacks a name that the language has by now.
        global: (name) => globalThis[name],
        module,
        star,
      });
    },
  };
})();
