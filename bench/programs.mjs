// Assembles self-contained guest scripts from checkouts of published benchmark
// suites. This file holds no program text: it reads the files below BENCH_SRC
//   BENCH_SRC/JetStream  (github WebKit/JetStream, includes Octane, SunSpider,
//                         ARES-6, RexBench, SeaMonster, web-tooling-benchmark)
//   BENCH_SRC/awfy       (github smarr/are-we-fast-yet)
//   BENCH_SRC/kraken     (github mozilla/krakenbenchmark.mozilla.org, has
//                         tests/kraken-1.1 and tests/sunspider-0.9.1)
// and joins them with a mechanical prelude (seeded Math.random, fixed clock,
// declarations for sloppy-mode implicit globals) and a glue tail that defines
//   function benchmark() -> checksum (or a promise of it).
// The result is a strict-mode script body; an adapter may wrap it in a function.
//
//   node programs.mjs                 list programs
//   node programs.mjs NAME [SCALE]    print the assembled script
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { pathToFileURL } from "node:url";

const ROOT = () => {
  if (!process.env.BENCH_SRC) throw new Error("set BENCH_SRC to the checkout root");
  return process.env.BENCH_SRC;
};
const read = (f) => {
  const p = path.join(ROOT(), f);
  return f.endsWith(".z") ? zlib.inflateSync(fs.readFileSync(p)).toString("utf8") : fs.readFileSync(p, "utf8");
};

const RANDOM = `
let __seed = 49734321;
const __resetRandom = () => { __seed = 49734321; };
const __random = () => {
  __seed = ((__seed + 0x7ed55d16) + (__seed << 12)) & 0xffffffff;
  __seed = ((__seed ^ 0xc761c23c) ^ (__seed >>> 19)) & 0xffffffff;
  __seed = ((__seed + 0x165667b1) + (__seed << 5)) & 0xffffffff;
  __seed = ((__seed + 0xd3a2646c) ^ (__seed << 9)) & 0xffffffff;
  __seed = ((__seed + 0xfd7046c5) + (__seed << 3)) & 0xffffffff;
  __seed = ((__seed ^ 0xb55a4f09) ^ (__seed >>> 16)) & 0xffffffff;
  return (__seed >>> 0) / 0x100000000;
};
`;
// A clock that advances a fixed step per reading: no real time inside the guest.
const CLOCK = `
let __clock = 1600000000000;
const __now = () => (__clock += 16);
`;

function fix(src, fixes, name) {
  for (const [from, to] of fixes ?? []) {
    const out = typeof from === "string" ? src.split(from).join(to) : src.replace(from, to);
    if (out === src) throw new Error(`${name}: fix ${from} did not match`);
    src = out;
  }
  return src;
}
function common(src) {
  return src
    .replace(/Math\.random\b/g, "__random")
    .replace(/\bnew Date\(\)/g, "new Date(__now())")
    .replace(/\b(Date|performance)\.now\b/g, "__now");
}
const stripStrict = (s) => s.replace(/^\s*(['"])use strict\1;?/m, "");

// ---- builders -------------------------------------------------------------
// JetStream style: files, then class Benchmark { runIteration(i); validate(n) }
function js(
  name,
  {
    files,
    n = 1,
    pre = "",
    vars = [],
    fixes,
    validate = "validate",
    check,
    post = "",
    blobs = {},
    async: isAsync = false,
    ctor = "{}",
    init = "",
    klass = "Benchmark",
    perRun = "",
  },
) {
  return (scale) => {
    const N = Math.max(1, Math.round(n * scale));
    let body = files.map((f) => stripStrict(common(read(`JetStream/${f}`)))).join("\n;\n");
    body = fix(body, fixes, name);
    const b = Object.entries(blobs)
      .map(([k, f]) => `const ${k} = ${JSON.stringify(read(`JetStream/${f}`))};\n`)
      .join("");
    const aw = isAsync ? "await " : "";
    return {
      inner: N,
      source:
        `"use strict";\n${RANDOM}${CLOCK}const console = { log() {}, assert(c) { if (!c) throw new Error('assert'); }, error() {}, warn() {} };\n` +
        `const __exp = {};\n${vars.length ? `var ${vars.join(", ")};\n` : ""}${b}${pre}\n${body}\n;\n${post}\n` +
        `${isAsync ? "async " : ""}function benchmark() {\n  __resetRandom();\n  let result = 0;\n  ${perRun}\n  const b = new ${klass}(${ctor});\n  ${init}\n` +
        `  for (let i = 0; i < ${N}; i++) { if (b.prepareForNextIteration) ${aw}b.prepareForNextIteration(); const r = ${aw}b.runIteration(i); if (typeof r === 'number') result = (result + r) % 4294967296; }\n` +
        (validate ? `  if (b.${validate}) b.${validate}(${N});\n` : "") +
        `  return ${check ?? `"ok:${N}:" + result`};\n}\n`,
    };
  };
}
// are-we-fast-yet: CommonJS modules inlined; innerBenchmarkLoop(k) verifies itself
function awfy(file, { n = 1, k = null }) {
  return (scale) => {
    const N = Math.max(1, Math.round(n * scale));
    const mod = (f) =>
      `const __m_${f} = (function () { const exports = {};\n` +
      stripStrict(common(read(`awfy/benchmarks/JavaScript/${f}.js`))).replace(/require\('\.\/(\w+)'\)/g, "__m_$1") +
      "\nreturn exports; })();\n";
    const loop =
      k === null
        ? `  if (!b.innerBenchmarkLoop(${N})) throw new Error('wrong result');\n`
        : `  for (let i = 0; i < ${N}; i++) if (!b.innerBenchmarkLoop(${k})) throw new Error('wrong result');\n`;
    return {
      inner: N,
      source: `"use strict";\n${RANDOM}${CLOCK}${mod("benchmark")}${mod("som")}${mod(file)}\nfunction benchmark() {\n  const b = __m_${file}.newInstance();\n${loop}  return "ok:${N}";\n}\n`,
    };
  };
}
// Kraken / SunSpider: data file(s) once, the timed script as a function body
function body(name, { data = [], files, n = 1, pre = "", vars = [], fixes, check = "0", outer = "" }) {
  return (scale) => {
    const N = Math.max(1, Math.round(n * scale));
    const d = data.map((f) => stripStrict(common(read(`kraken/${f}`)))).join("\n;\n");
    const s = fix(files.map((f) => stripStrict(common(read(`kraken/${f}`)))).join("\n;\n"), fixes, name);
    return {
      inner: N,
      source:
        `"use strict";\n${RANDOM}${CLOCK}${vars.length ? `var ${vars.join(", ")};\n` : ""}${pre}\n${d}\n;${outer}\nfunction __run() {\n${s}\n;\nreturn (${check});\n}\n` +
        `function benchmark() {\n  __resetRandom();\n  let r;\n  for (let __i = 0; __i < ${N}; __i++) r = __run();\n  return "ok:${N}:" + r;\n}\n`,
    };
  };
}
// web-tooling-benchmark bundles as shipped in JetStream
function wtb(tool, { n = 1, files, pre = "", fixes }) {
  return (scale) => {
    const N = Math.max(1, Math.round(n * scale));
    const src = fix(stripStrict(common(read(`JetStream/web-tooling-benchmark/dist/${tool}.bundle.js`))), fixes, tool);
    const f = Object.fromEntries(files.map((x) => [x, read(`JetStream/web-tooling-benchmark/third_party/${x}`)]));
    return {
      inner: N,
      source:
        `"use strict";\n${RANDOM}${CLOCK}const __env = {};\nconst __files = ${JSON.stringify(f)};\nconst console = { log() {}, error() {}, warn() {} };\n${pre}\n(function () { const self = __env, globalThis = __env;\n${src}\n}).call(__env);\n` +
        `async function benchmark() {\n  for (let i = 0; i < ${N}; i++) await __env.WTBenchmark.runTest(__files);\n  return "ok:${N}";\n}\n`,
    };
  };
}

const O = "Octane",
  R = "RexBench",
  A = "ARES-6";

// name: [category, core?, builder]
export const PROGRAMS = {
  // are-we-fast-yet (ES6 classes, strict-compatible, self-verifying)
  "awfy-bounce": ["oo", 1, awfy("bounce", { n: 4000 })],
  "awfy-list": ["recursion", 0, awfy("list", { n: 3000 })],
  "awfy-permute": ["recursion", 0, awfy("permute", { n: 2500 })],
  "awfy-queens": ["recursion", 0, awfy("queens", { n: 2500 })],
  "awfy-sieve": ["array", 0, awfy("sieve", { n: 3500 })],
  "awfy-storage": ["array", 0, awfy("storage", { n: 500 })],
  "awfy-towers": ["recursion", 1, awfy("towers", { n: 1000 })],
  "awfy-mandelbrot": ["numeric", 1, awfy("mandelbrot", { n: 3, k: 500 })],
  "awfy-nbody": ["numeric", 1, awfy("nbody", { n: 5, k: 250000 })],
  "awfy-richards": ["oo", 1, awfy("richards", { n: 100 })],
  "awfy-deltablue": ["oo", 1, awfy("deltablue", { n: 20000 })],
  "awfy-json": ["string", 1, awfy("json", { n: 200 })],
  // Octane (JetStream's copies)
  "octane-navier-stokes": [
    "numeric",
    1,
    js("ns", { files: [`${O}/navier-stokes.js`], n: 20, fixes: [[/\bthis\.result\b/g, "__cs"]], vars: ["__cs"] }),
  ],
  "octane-crypto": [
    "array",
    1,
    js("crypto", {
      files: [`${O}/crypto.js`],
      n: 24,
      vars: ["setupEngine", "nValue", "eValue", "dValue", "pValue", "qValue", "dmp1Value", "dmq1Value", "coeffValue", "DV", "this_array"],
    }),
  ],
  "octane-raytrace": ["oo", 1, js("rt", { files: [`${O}/raytrace.js`], n: 8 })],
  "octane-earley-boyer": [
    "property",
    1,
    js("eb", {
      files: [`${O}/earley-boyer.js`],
      n: 12,
      vars: ["res", "i", "result"],
      fixes: [
        [/\\([0-7]{3})/g, (_, o) => "\\x" + parseInt(o, 8).toString(16).padStart(2, "0")],
        ["return eval(evalStr);", 'throw new Error("eval");'],
      ],
    }),
  ],
  "octane-splay": ["property", 1, js("splay", { files: [`${O}/splay.js`], n: 5 })],
  "octane-regexp": ["string", 1, js("re", { files: [`${O}/regexp.js`], n: 8 })],
  // JetStream, ES6+ and others
  "js-basic": [
    "modern",
    1,
    js("basic", {
      files: ["ast", "basic", "caseless_map", "lexer", "number", "parser", "random", "state", "benchmark"].map((f) => `${A}/Basic/${f}.js`),
      n: 25,
    }),
  ],
  "js-babylon": [
    "modern",
    1,
    js("babylon", {
      files: [`${A}/Babylon/index.js`, `${A}/Babylon/benchmark.js`],
      blobs: {
        __airBlob: `${A}/Babylon/air-blob.js`,
        __basicBlob: `${A}/Babylon/basic-blob.js`,
        __inspectorBlob: `${A}/Babylon/inspector-blob.js`,
        __babylonBlob: `${A}/Babylon/babylon-blob.js`,
      },
      n: 12,
      init: `b.sources = [['air', __airBlob, {}], ['basic', __basicBlob, {}], ['inspector', __inspectorBlob, {}], ['babylon', __babylonBlob, { sourceType: 'module' }]];`,
    }),
  ],
  "js-offlineassembler": [
    "string",
    1,
    js("oa", {
      files: [
        "registers",
        "instructions",
        "ast",
        "parser",
        "file",
        "LowLevelInterpreter",
        "LowLevelInterpreter32_64",
        "LowLevelInterpreter64",
        "InitBytecodes",
        "expected",
        "benchmark",
      ].map((f) => `${R}/OfflineAssembler/${f}.js`),
      n: 2,
    }),
  ],
  "js-hash-map": ["property", 1, js("hm", { files: ["simple/hash-map.js"], n: 10 })],
  "js-doxbee-async": [
    "modern",
    1,
    js("doxbee", {
      files: ["simple/doxbee-async.js"],
      fixes: [["globalThis.Benchmark =", "__exp.Benchmark ="]],
      klass: "__exp.Benchmark",
      n: 5,
      async: true,
    }),
  ],
  "js-sync-fs": [
    "modern",
    0,
    js("syncfs", {
      files: ["generators/sync-file-system.js"],
      n: 8,
      validate: null,
      check: 'String(b.lastFileHash) + ":" + b.totalFileCount + ":" + b.totalDirCount',
    }),
  ],
  "js-lazy-collections": [
    "modern",
    1,
    js("lazy", { files: ["generators/lazy-collections.js"], n: 4, validate: null, check: "b.totalLength" }),
  ],
  "js-js-tokens": ["string", 0, js("jst", { files: ["generators/js-tokens.js"], n: 6 })],
  "js-private-fields": ["modern", 1, js("pf", { files: ["class-fields/raytrace-private-class-fields.js"], n: 6 })],
  "js-gaussian-blur": [
    "array",
    1,
    js("gb", { files: ["SeaMonster/gaussian-blur.js"], n: 7, check: 'b.buffer[1000] + ":" + b.buffer[100000]' }),
  ],
  "js-sjcl-sha256": ["array", 0, js("sha256", { files: ["SeaMonster/sjlc.js", "SeaMonster/stanford-crypto-sha256.js"], n: 16 })],
  "js-base64": ["string", 1, js("b64", { files: ["SunSpider/base64.js"], n: 10 })],
  "js-crypto-md5": ["string", 0, js("md5", { files: ["SunSpider/crypto-md5.js"], n: 20 })],
  // web-tooling-benchmark bundles (real tools)
  "wtb-acorn": [
    "realworld",
    1,
    wtb("acorn", {
      n: 1,
      files: [
        "backbone-1.6.1.js",
        "jquery-3.7.1.js",
        "lodash.core-4.17.21.js",
        "preact-8.2.5.js",
        "redux-5.0.1.min.js",
        "speedometer-es2015-test-2.0.js",
        "underscore-1.13.7.js",
        "vue-3.5.18.runtime.esm-browser.js",
      ],
    }),
  ],
  // Kraken 1.1
  "kraken-audio-fft": [
    "array",
    1,
    body("fft", {
      data: ["tests/kraken-1.1/audio-fft-data.js"],
      files: ["tests/kraken-1.1/audio-fft.js"],
      n: 4,
      check: "fft.spectrum[7]",
      vars: [
        "DSP",
        "DFT",
        "FFT",
        "Sampler",
        "Oscillator",
        "ADSR",
        "IIRFilter",
        "IIRFilter2",
        "WindowFunction",
        "Biquad",
        "GraphicalEq",
        "MultiDelay",
        "SingleDelay",
        "Reverb",
      ],
    }),
  ],
  // SunSpider 0.9.1
  "ss-controlflow-recursive": ["recursion", 1, body("cfr", { files: ["tests/sunspider-0.9.1/controlflow-recursive.js"], n: 100 })],
  "ss-fannkuch": ["array", 1, body("fk", { files: ["tests/sunspider-0.9.1/access-fannkuch.js"], n: 40, check: "ret" })],
  "ss-string-fasta": ["property", 1, body("fa", { files: ["tests/sunspider-0.9.1/string-fasta.js"], n: 27, check: "ret" })],
};

export function assemble(name, scale = 1) {
  const p = PROGRAMS[name];
  if (!p) throw new Error(`no program ${name}`);
  return { name, category: p[0], core: !!p[1], ...p[2](scale) };
}
export const names = (all = false) => Object.keys(PROGRAMS).filter((k) => all || PROGRAMS[k][1]);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, scale] = process.argv.slice(2);
  if (name) process.stdout.write(assemble(name, Number(scale ?? 1)).source);
  else for (const k of names(true)) console.log(k.padEnd(26), PROGRAMS[k][0].padEnd(10), PROGRAMS[k][1] ? "core" : "extra");
}
