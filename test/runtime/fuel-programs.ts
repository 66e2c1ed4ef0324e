/**
 * Programs whose steps are marked: `$T` stands where a function is entered or a loop turns, `$C` where a field is given its value. Without the marks they are what a guest runs; with a counter in their
 * place they tell the truth about it.
 */
export const PROGRAMS: Readonly<Record<string, string>> = {
  "a loop": "let x = 0; for (let i = 0; i < 5000; i++) { $T x += i; } x",
  "loops in loops":
    "let x = 0; for (let i = 0; i < 60; i++) { $T for (let j = 0; j < 60; j++) { $T x ^= i * j; } let k = 40; while (k--) { $T x++; } } x",
  "a loop that is left by continue":
    "let x = 0; outer: for (let i = 0; i < 300; i++) { $T for (let j = 0; j < 10; j++) { $T if (j === 5) continue outer; x++; } } x",
  "chained getters":
    "const chain = [{ get v() { $T return 1; } }]; for (let i = 1; i < 14; i++) { $T const p = chain[i - 1]; chain.push({ get v() { $T return p.v + p.v; } }); } chain[13].v",
  "fields in fields":
    "class A0 { constructor() { $T } x = 1; } let C = A0; for (let i = 0; i < 10; i++) { $T const P = C; C = class { constructor() { $T } a = ($C new P()); b = ($C new P()); }; } new C(); 1",
  "a native that steps through a small next":
    "let n = 0; const it = { [Symbol.iterator]() { $T return this; }, next() { $T return { done: n++ > 5000, value: n }; } }; new Set(it).size",
  "a throw before anything is settled":
    "let x = 0; for (let i = 0; i < 400; i++) { $T try { for (let j = 0; j < 9; j++) { $T if (j === 7) throw i; x++; } } catch { x--; } } x",
  recursion: "const fib = (n) => { $T return n < 2 ? n : fib(n - 1) + fib(n - 2); }; fib(16)",
  methods:
    "class C { #n = 0; m(i) { $T return i === 0 ? this.#n : this.m(i - 1); } } const c = new C(); let x = 0; for (let i = 0; i < 60; i++) { $T x += c.m(i); } x",
  generators: "function* g(n) { $T for (let i = 0; i < n; i++) { $T yield i; } } let x = 0; for (const v of g(2000)) { $T x += v; } x",
  conversions:
    "let n = 0; const o = { valueOf() { $T n++; return n; }, toString() { $T n++; return 'k'; } }; let x = 0; for (let i = 0; i < 500; i++) { $T x += o * 2; `${o}`; } x",
  callbacks:
    "let x = 0; const a = Array.from({ length: 500 }, (_, i) => { $T return i; }); for (let i = 0; i < 5; i++) { $T a.forEach((v) => { $T x += v; }); } x",
  comparators:
    "let n = 0; const a = Array.from({ length: 300 }, (_, i) => { $T return (i * 7919) % 307; }); a.sort((p, q) => { $T n++; return p - q; }); n",
  replacers:
    "let x = 0; for (let i = 0; i < 60; i++) { $T 'abcabc'.replace(/b/g, () => { $T x++; return ''; }); JSON.stringify([1, 2], (k, v) => { $T return v; }); } x",
  closures:
    "const make = (n) => { $T let c = 0; return () => { $T c += n; return c; }; }; let x = 0; for (let i = 0; i < 300; i++) { $T const f = make(i); x += f() + f(); } x",
  "the throwing of errors":
    "let x = 0; const f = (i) => { $T if (i % 3 === 0) throw new Error('x'); return i; }; for (let i = 0; i < 300; i++) { $T try { x += f(i); } catch { x--; } finally { x++; } } x",
};

/** Of nested loops, branches and calls, as a seed has it. */
export function generated(seed: number): string {
  let state = seed * 2654435761 + 1;
  const pick = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % n;
  };
  const names: string[] = [];
  const body = (level: number, names: readonly string[]): string =>
    Array.from({ length: 1 + pick(3) }, () => {
      const kind = level > 3 ? 0 : pick(6);
      const i = `i${level}`;
      switch (kind) {
        case 1:
          return `for (let ${i} = 0; ${i} < ${1 + pick(12)}; ${i}++) { $T ${body(level + 1, names)} }`;
        case 2:
          return `{ let ${i} = ${pick(12)}; while (${i}-- > 0) { $T if (x % 5 === ${pick(5)}) break; ${body(level + 1, names)} } }`;
        case 3:
          return `if ((x ^ ${pick(99)}) % 3 === 0) { ${body(level + 1, names)} } else x += ${pick(9)};`;
        case 4:
          return `try { if (x % 7 === ${pick(7)}) throw x; ${body(level + 1, names)} } catch (e) { x ^= 1; }`;
        case 5:
          return names.length === 0 ? "x++;" : `x += ${names[pick(names.length)]!}(x & 15);`;
        default:
          return `x = (x * ${1 + pick(9)} + ${pick(99)}) % 1009;`;
      }
    }).join(" ");
  let text = "let x = 1; ";
  for (let f = 0; f < 3; f++) {
    text += `const f${f} = (n) => { $T ${body(2, names)} return x % 11; }; `;
    names.push(`f${f}`);
  }
  return `${text} for (let r = 0; r < 20; r++) { $T ${body(0, names)} } x`;
}

/** The program that a guest runs. */
export const bare = (program: string): string => program.replaceAll(/\$[TC]/g, "");
/** The program that counts its steps as `counter.steps`. */
export const counting = (program: string): string =>
  `"use strict"; ${program.replaceAll("$T", "counter.steps++;").replaceAll("$C", "counter.steps++,")}`;
