/** Numbers from a seed, always the same ones (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What every program begins with: values whose use can be seen. */
const HEAD = `
const key = (name) => ({ toString() { log("key", name); return name; } });
const seen = (value, name) => (log("seen", name), value);
const sym = Symbol("sym");
const o = { a: 1, b: { c: 2, m(...x) { return [this === o.b, ...x]; } }, [sym]: 3, m(...x) { return [this === o, ...x]; }, get g() { log("get g"); return 4; }, set g(v) { log("set g", v); } };
const list = [1, 2, [3, 4], "five"];
const iter = (...values) => ({ *[Symbol.iterator]() { try { for (const v of values) { log("next", v); yield v; } } finally { log("closed"); } } });
const tag = function (strings, ...values) { return [strings.length, this === o, ...values]; };
o.tag = tag;
let budget = 40;
const step = () => { if (--budget < 0) throw new RangeError("budget"); };
`;

/**
 * Writes a program out of the shapes that the compiler rewrites: keys, receivers, patterns, chains, classes, generators, handlers, names. It ends
 * soon, says much through \`log\`, and means the same on every engine.
 */
export function generateProgram(seed: number): string {
  const { head, body } = write(seed, false);
  return `${head}var x = 1; let y = "a";\n${body}`;
}

/** The same as two modules that import each other, by file name; `input.mjs` is the one to run. */
export function generateModules(seed: number): Readonly<Record<string, string>> {
  const { head, body } = write(seed, true);
  const random = randomFrom(seed + 0.5);
  const awaits = random() < 0.3 ? "await null;" : "";
  return {
    "input.mjs": `import { x, o, list, iter, tag, sym, key, seen, step, later } from "./dep.mjs";
import late, * as ns from "./dep.mjs";
${awaits}
export let y = "a"; var w = 2;
export function hoisted(v) { return [typeof v, w]; }
log(Object.keys(ns), typeof late, later());
${body}
export { y as renamed, w as default };
export * from "./dep.mjs";`,
    "dep.mjs": `import { hoisted, renamed } from "./input.mjs";
import * as back from "./input.mjs";
${head.replace(/^(?:const|function|let) /gm, "export $&")}
export let x = 1;
export const later = () => { x++; try { return renamed; } catch (e) { return e.name; } };
export default function () { return hoisted(x); }
log(hoisted(1), later(), typeof back.hoisted);
try { renamed; } catch (e) { log(e.name); }
${random() < 0.3 ? "await 0;" : ""}`,
  };
}

/** @param asModule names that nobody declares are left out, since cells refuse modules that have them */
function write(seed: number, asModule: boolean): { readonly head: string; readonly body: string } {
  const random = randomFrom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const oneOf = (...makers: readonly (() => string)[]): string => pick(makers)();
  let names: string[] = asModule ? ["x", "y", "w"] : ["x", "y"];
  let fresh = 0;
  let inGenerator = false;
  let inAsync = false;
  let loops = 0;
  const newName = (): string => `v${fresh++}`;
  const name = (): string => pick(names);
  const scoped = <T>(work: () => T): T => {
    const outer = names;
    names = [...names];
    const result = work();
    names = outer;
    return result;
  };

  const literal = (): string =>
    pick(["0", "1", "-1", "2.5", '"a"', '"b"', '"m"', "null", "undefined", "true", "10n", "`t`", "/r/g", "NaN"]);
  const plainKey = (): string =>
    pick(['"a"', '"b"', '"g"', '"m"', "sym", "0", "1", "2", 'key("a")', 'key("b")', 'key("m")', "`a`", '"length"', '"zz"']);
  const computed = (d: number): string =>
    d > 0 && random() < 0.3
      ? oneOf(
          () => `seen(${plainKey()}, ${below(9)})`,
          () => `(${effect(d - 1)}, ${plainKey()})`,
          () => name(),
        )
      : plainKey();
  const base = (d: number): string =>
    oneOf(
      () => "o",
      () => "o",
      () => "list",
      () => "o.b",
      () => name(),
      () => (d > 0 ? `seen(o, ${below(9)})` : "o"),
      () => (d > 0 ? `(${expression(d - 1)} ?? o)` : "list"),
    );
  const member = (d: number): string =>
    oneOf(
      () => `${base(d)}[${computed(d)}]`,
      () => `${base(d)}.${pick(["a", "b", "g", "zz"])}`,
      () => `${base(d)}[${computed(d)}]`,
    );
  /** V8 of Node 20 converts a key of type object twice where a member is read and written: those have other keys. */
  const updated = (d: number): string => `${base(d)}[${pick(['"a"', '"b"', '"g"', "sym", "0", "1", "y", '"zz"'])}]`;
  const target = (d: number): string =>
    oneOf(
      () => name(),
      () => member(d),
      () => member(d),
    );
  const args = (d: number): string =>
    Array.from({ length: below(3) }, () => (random() < 0.2 ? `...iter(${literal()})` : expression(d - 1))).join(", ");
  const effect = (d: number): string =>
    oneOf(
      () => `log(${literal()})`,
      () => `${name()} = ${expression(d)}`,
      () => `${name()}++`,
    );
  const chain = (d: number): string =>
    oneOf(
      () => `${base(d)}?.[${computed(d)}]`,
      () => `${base(d)}?.[${computed(d)}]?.(${args(d)})`,
      () => `${base(d)}?.b[${computed(d)}]?.c`,
      () => `${base(d)}[${computed(d)}]?.[${computed(d)}]`,
      () => `delete ${base(d)}?.[${computed(d)}]`,
      () => `(${base(d)}?.[${computed(d)}])?.(${args(d)})`,
      () => `(${base(d)}?.b[${computed(d)}])(${args(d)})`,
      () => `(${base(d)}?.b?.c[${computed(d)}])?.(${args(d)})`,
      () => `${base(d)}?.m?.(${args(d)})[${computed(d)}]`,
      () => `${base(d)}?.b.m(${args(d)})?.[${computed(d)}](${args(d)})`,
      () => `${base(d)}?.b.prototype?.[${computed(d)}]`,
      () => `delete ${base(d)}?.b[${computed(d)}]`,
    );

  function pattern(d: number, declares: boolean): string {
    const leaf = (): string => {
      if (!declares) return target(d);
      const made = newName();
      names.push(made);
      return made;
    };
    const inner = (): string => (d > 0 && random() < 0.3 ? pattern(d - 1, declares) : leaf());
    // a default is written first, so that it cannot name what it initialises
    const element = (): string => {
      const fallback = random() < 0.5 ? ` = ${expression(d - 1)}` : "";
      return inner() + fallback;
    };
    if (random() < 0.4) return `[${element()}, ${element()}${random() < 0.3 ? `, ...${leaf()}` : ""}]`;
    const property = (): string => {
      // where the target is a member, ours are converted behind its base (docs/compatibility.md)
      const computedKey = declares ? `[${computed(d)}]` : `[${pick(['"a"', '"b"', "sym", "y"])}]`;
      const at = pick(["a", "b", computedKey, computedKey, '"m"']);
      return `${at}: ${element()}`;
    };
    const properties = `${property()}, ${property()}`;
    // V8 of Node 20 reads what a rest leaves out once more, where the object has symbols
    return random() < 0.3 ? `{ ${properties.replaceAll('["g"]', '["b"]')}, ...${leaf()} }` : `{ ${properties} }`;
  }

  function func(d: number, head: string, isMethod = false): string {
    const [wasGenerator, wasAsync, outerLoops] = [inGenerator, inAsync, loops];
    inGenerator = /\*/.test(head);
    inAsync = /async/.test(head);
    loops = 0;
    const text = scoped(() => {
      const param = newName();
      const params =
        random() < 0.4
          ? pattern(d - 1, true) + (random() < 0.5 ? ` = ${pick(["o", "list", "iter(1, 2)"])}` : "")
          : random() < 0.5
            ? `${param} = ${expression(d - 1)}`
            : param;
      if (params.startsWith(param)) names.push(param);
      const extra = newName();
      names.push(extra);
      return `${head}(${params}, ${random() < 0.3 ? "..." : ""}${extra}) { step(); ${isMethod && random() < 0.5 ? `log(super[${computed(d)}]);` : ""} ${statements(d - 1, 2)} return ${expression(d - 1)}; }`;
    });
    [inGenerator, inAsync, loops] = [wasGenerator, wasAsync, outerLoops];
    return text;
  }

  function classText(d: number): string {
    const heritage = random() < 0.5;
    const parts = Array.from({ length: 1 + below(3) }, () =>
      oneOf(
        () => func(d - 1, `[${computed(d)}]`, true),
        () => func(d - 1, `static [${computed(d)}]`, true),
        () => func(d - 1, `*${pick(["a", "m"])}`, true),
        () => `[${computed(d)}] = ${withoutSuspension(() => expression(d - 1))};`,
        () => `static #p = ${withoutSuspension(() => expression(d - 1))}; static q() { return this.#p; }`,
        () => `static { ${withoutSuspension(() => statements(d - 1, 1))} }`,
        () => `get g() { return log(super[${computed(0)}]); }`,
        () => `set [${computed(0)}](v) { step(); super[${computed(0)}] = v; log("set", v); }`,
        () => `static get [${computed(0)}]() { return super.name; }`,
        () => `async [${computed(0)}](v) { await v; return new.target; }`,
        () =>
          `#q = ${withoutSuspension(() => expression(d - 1))}; #h(...v) { return [this.#q, ...v]; } b(v) { this.#q ${pick(["=", "+=", "??=", "&&="])} v; return [#q in this, this.#h(1), this?.#h?.(2), this.#q++]; }`,
        () =>
          `constructor(...v) { ${heritage ? "super(...v);" : ""} step(); log(new.target === this.constructor_, arguments.length); this[${computed(0)}] = v.length; }`,
      ),
    );
    return `class${heritage ? " extends (class { m() { return 7; } get b() { return 8; } })" : ""} { ${unique(parts).join(" ")} }`;
  }
  /** What a class may have once. */
  const unique = (parts: string[]): string[] =>
    parts.filter((part, i) =>
      ["#p =", "#q =", "constructor("].every((once) => !part.includes(once) || parts.findIndex((p) => p.includes(once)) === i),
    );
  function withoutSuspension<T>(work: () => T): T {
    const [wasGenerator, wasAsync, outerLoops] = [inGenerator, inAsync, loops];
    inGenerator = inAsync = false;
    loops = 0;
    const result = work();
    [inGenerator, inAsync, loops] = [wasGenerator, wasAsync, outerLoops];
    return result;
  }

  function expression(d: number): string {
    if (d <= 0) return oneOf(literal, name, () => member(0));
    return oneOf(
      literal,
      name,
      () => member(d),
      () => `(${member(d - 1)} = ${expression(d - 1)})`,
      () => `(${updated(d - 1)} ${pick(["+=", "??=", "||=", "&&=", "**=", "-="])} ${expression(d - 1)})`,
      () => `(${name()} ${pick(["=", "+=", "??=", "||=", "&&="])} ${expression(d - 1)})`,
      () => `(${pick(["++", "--"])}${updated(d - 1)})`,
      () => `(${updated(d - 1)}${pick(["++", "--"])})`,
      () => `${base(d - 1)}[${computed(d - 1)}](${args(d)})`,
      () => `o[${pick(['"m"', 'key("m")'])}](${args(d)})`,
      () => `o[${pick(['"tag"', 'key("tag")'])}]\`a\${${expression(d - 1)}}b\``,
      () => `(${chain(d - 1)})`,
      () =>
        `(${expression(d - 1)} ${pick(["+", "===", "&&", "||", "??", "<", ","])} ${expression(d - 1)})`.replace(
          /\?\?/,
          random() < 0.5 ? "??" : "||",
        ),
      () => `(${expression(d - 1)} ? ${expression(d - 1)} : ${expression(d - 1)})`,
      () =>
        `{ [${computed(d - 1)}]: ${expression(d - 1)}, ${func(d - 1, `[${computed(d - 1)}]`)}, ...${base(d - 1)} }`
          .replace(/^/, "(")
          .concat(")"),
      () => `[${expression(d - 1)}, ...iter(${literal()})]`,
      () => `(${func(d - 1, "function ")})`,
      () => `(${func(d - 1, "function ")})(${args(d)})`,
      () => `[...(${func(d - 1, "function* ")})(${args(d)})]`,
      () => `((${newName()}) => ${expression(d - 1)})(${expression(d - 1)})`,
      () => `(${classText(d - 1)}).name`,
      () => `new (${classText(d - 1)})()`,
      () => `(${pattern(d - 1, false)} = ${pick(["o", "list", "iter(1, o)", name()])})`,
      () => `typeof ${pick(["unbound", name(), member(d - 1)])}`,
      () => `(${computed(d - 1)} in ${base(d - 1)})`,
      () => `new (${func(d - 1, "function ")})(...iter(${literal()}), ${expression(d - 1)})`,
      () =>
        `({ get [${computed(d - 1)}]() { step(); return ${expression(0)}; }, set [${computed(d - 1)}](v) { log("set", v); } })[${computed(d - 1)}]`,
      () => `({ __proto__: null, m() { return 1; } })[${computed(d - 1)}]`.replace("__proto__: null, ", ""),
      () => `${base(d - 1)}[${computed(d - 1)}](...${pick(["list", "iter(1, 2)", '"ab"'])}, ${expression(d - 1)})`,
      () => `((...v) => [v.length, ...v])\`a\${${expression(d - 1)}}\``.replace("`a", "(`a").replace(/`$/, "`)"),
      () => `\`<\${${expression(d - 1)}}>\``,
      () => `void ${expression(d - 1)}`,
      () => `(function () { return [...arguments, arguments[${below(3)}], typeof new.target]; })(${args(d)})`,
      () => `((g) => [g.next(1), g.${pick(["next", "return"])}(2), g.next(3)])((${func(d - 1, "function* ")})(${args(d)}))`,
      () => `Object.entries({ ${pick(["a", "b"])}: ${expression(d - 1)}, ...${base(d - 1)} })`,
      () =>
        `(${newName()}_ => { switch (${expression(d - 1)}) { case ${literal()}: return 1; default: return ${expression(d - 1)}; case ${literal()}: } })()`,
      () => (inGenerator ? `(yield ${expression(d - 1)})` : inAsync ? `(await ${expression(d - 1)})` : name()),
    );
  }

  const statements = (d: number, count: number): string =>
    scoped(() => Array.from({ length: 1 + below(count) }, () => statement(d)).join(" "));
  const block = (d: number): string => `{ ${statements(d - 1, 2)} }`;

  function statement(d: number): string {
    if (d <= 0) return `log(${expression(0)});`;
    return oneOf(
      () => `log(${expression(d)});`,
      () => `log(${expression(d)});`,
      () => `${expression(d).replace(/^(?=[{[fc/`])/, "0, ")};`,
      () => {
        const value = expression(d);
        const made = newName();
        names.push(made);
        return `let ${made} = ${value};`;
      },
      () => {
        const value = pick(["o", "list", "iter(5, 6)"]);
        return `let ${pattern(d - 1, true)} = ${value};`;
      },
      () => `if (${expression(d - 1)}) ${block(d)} else ${block(d)}`,
      () => inLoop(() => `for (let i = 0; i < ${below(3)}; i++) ${loopBody(d)}`),
      () => inLoop(() => `for (${member(d - 1)} of ${pick(["[1, 2]", "iter(1, 2)"])}) ${loopBody(d)}`),
      () => inLoop(() => scoped(() => `for (const ${pattern(d - 1, true)} of [o, list, o.b]) ${loopBody(d)}`)),
      () => inLoop(() => `for (${member(d - 1)} in o.b) ${loopBody(d)}`),
      () => `try ${block(d)} catch ${random() < 0.3 ? "" : `({ name })`} { log("caught"); ${statements(d - 1, 1)} }`,
      () => `try ${block(d)} finally { log("finally"); ${random() < 0.2 && loops > 0 ? "continue;" : ""} }`,
      () => {
        const label = newName();
        return `${label}: { ${statements(d - 1, 1)} if (${expression(d - 1)}) break ${label}; ${statements(d - 1, 1)} }`;
      },
      () =>
        `switch (${expression(d - 1)}) { case ${expression(d - 1)}: ${statements(d - 1, 1)} default: ${statements(d - 1, 1)} case 1: log("one"); }`,
      () => {
        const made = newName();
        const text = func(d - 1, `${pick(["", "", "async "])}function${pick(["", "", "*"])} ${made}`);
        return `${text} try { log(${made}(${args(d)})); } catch (e) { log(e.name); }`;
      },
      () => `throw ${pick([literal(), 'new Error("thrown")'])};`,
      () => {
        const label = newName();
        return inLoop(
          () =>
            `${label}: for (let i = 0; i < 3; i++) { step(); for (let j = 0; j < 2; j++) { step(); ${statements(d - 1, 1)} if (${expression(0)}) ${pick(["continue", "break"])} ${label}; } ${statements(d - 1, 1)} }`,
        );
      },
      () =>
        inLoop(
          () =>
            `{ const fs = []; for (let i = 0, n = ${below(3)}; i <= n; i++) { step(); fs.push(() => i++); ${statements(d - 1, 1)} } log(fs.map((f) => f() + f())); }`,
        ),
      () => inLoop(() => `{ let n = 0; do ${loopBody(d)} while (++n < 2); while (n-- > 0) ${loopBody(d)} }`),
      () =>
        inLoop(
          () =>
            `for (const i of [1, 2]) try { step(); ${statements(d - 1, 1)} ${pick(["", "continue;", "break;"])} } catch { log("caught"); } finally { log("finally", i); ${pick(["", "", "if (i) break;", "continue;"])} }`,
        ),
      () => {
        const made = newName();
        names.push(made);
        return `class ${made} ${classText(d - 1).slice(5)}`;
      },
      () =>
        `log(((f) => { try { return f(); } catch (e) { return e.name; } finally { ${statements(d - 1, 1)} } })(() => ${expression(d - 1)}));`,
      // of a value that is no function: Node's contexts let those through
      () => (asModule ? `hoisted(${expression(d - 1)});` : `unbound${below(3)} = ${literal()};`),
    );
  }
  const loopBody = (d: number): string =>
    `{ step(); ${random() < 0.2 ? `if (${expression(0)}) ${pick(["break", "continue"])};` : ""} ${statements(d - 1, 2)} }`;
  function inLoop(work: () => string): string {
    loops++;
    const text = work();
    loops--;
    return text;
  }

  const body = Array.from({ length: 5 }, () => `try { ${statements(3, 3)} } catch (e) { log(e instanceof Error ? e.name : e); }`);
  return { head: HEAD, body: `${body.join("\n")}\n${statement(2)}` };
}
