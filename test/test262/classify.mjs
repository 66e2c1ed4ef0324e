#!/usr/bin/env node
/* eslint-disable no-control-regex -- looks at any text there is */
// Decides for each test whether it inherently needs something that a cleansing, strict-only,
// frozen-realm sandbox forbids by design. Writes {tests: {path: {kind, negative, inScope, reasons, tags}}}.
//   reasons: hard; one is enough to put a test out of scope.
//   tags:    soft; the test stays in scope, but the property is worth knowing when it fails.
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { Suite, dirKey } from "./lib/suite.mjs";
import { requirePeer } from "./lib/adapter-util.mjs";

const args = Object.fromEntries(
  process.argv
    .slice(2)
    .join("\u0000")
    .split(/\u0000?--/)
    .filter(Boolean)
    .map((s) => {
      const [k, ...v] = s.split(/[=\u0000]/);
      return [k, v.join("=") || true];
    }),
);
if (args.modules) process.env.T262_MODULES = path.resolve(args.modules);
const suiteDir = args.suite || process.env.T262;
if (!suiteDir) {
  console.error("usage: classify.mjs --suite DIR --modules DIR --out FILE [--dirs language,built-ins] [--allow reason,reason]");
  process.exit(2);
}
const suite = new Suite(suiteDir);
const { parse } = requirePeer("@babel/parser");
const allow = new Set(
  String(args.allow || "")
    .split(",")
    .filter(Boolean),
);

const PLUGINS = [
  "decorators",
  "decoratorAutoAccessors",
  "explicitResourceManagement",
  "deferredImportEvaluation",
  "sourcePhaseImports",
  "importReflection",
];
function tryParse(source, kind) {
  for (const plugins of [PLUGINS.filter((p) => p !== "importReflection"), []]) {
    try {
      return parse(source, {
        sourceType: kind,
        plugins,
        errorRecovery: true,
        attachComment: false,
        createImportExpressions: true,
        strictMode: true,
        allowReturnOutsideFunction: false,
        tokens: false,
      }).program;
    } catch {
      // what cannot be read is left out
    }
  }
  return null;
}

const BUILTINS = new Set(
  (
    "Object Function Array String Number Boolean Symbol BigInt Math JSON Reflect Proxy Promise RegExp Date Map Set WeakMap WeakSet WeakRef " +
    "FinalizationRegistry Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError SuppressedError ArrayBuffer SharedArrayBuffer DataView Atomics " +
    "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Intl Iterator AsyncIterator Temporal " +
    "DisposableStack AsyncDisposableStack isNaN isFinite parseInt parseFloat decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape undefined NaN Infinity " +
    "TypedArray GeneratorFunction AsyncFunction AsyncGeneratorFunction"
  ).split(" "),
);
const CONSTANTS = new Set(["undefined", "NaN", "Infinity"]); // names of values that cannot be changed anyway
const MUTATORS = new Set([
  "defineProperty",
  "defineProperties",
  "setPrototypeOf",
  "assign",
  "freeze",
  "seal",
  "preventExtensions",
  "set",
  "deleteProperty",
]);
const VERIFIERS =
  /^verify(Property|CallableProperty|AccessorProperty|Writable|NotWritable|Configurable|NotConfigurable|Enumerable|NotEnumerable|PrimordialProperty|PrimordialCallableProperty|PrimordialAccessorProperty)$/;
const OVERRIDABLE = new Set([
  "toString",
  "valueOf",
  "hasOwnProperty",
  "toLocaleString",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "name",
  "length",
  "message",
  "then",
  "constructor",
  "call",
  "apply",
  "bind",
  "next",
  "return",
  "throw",
  "toJSON",
]);
const FUNCTION_SCOPES = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ObjectMethod",
  "ClassMethod",
  "ClassPrivateMethod",
  "ClassProperty",
  "ClassPrivateProperty",
  "ClassAccessorProperty",
  "StaticBlock",
]);
const SKIP_KEYS = new Set([
  "loc",
  "start",
  "end",
  "extra",
  "errors",
  "range",
  "leadingComments",
  "trailingComments",
  "innerComments",
  "type",
]);

function children(node, visit) {
  for (const k in node) {
    if (SKIP_KEYS.has(k)) continue;
    const v = node[k];
    if (Array.isArray(v)) {
      for (const c of v) if (c && typeof c.type === "string") visit(c, k);
    } else if (v && typeof v.type === "string") visit(v, k);
  }
}
const isMember = (n) => n && (n.type === "MemberExpression" || n.type === "OptionalMemberExpression");
function keyName(node) {
  // the literal name of a member access or property, if it is one
  const p = node.property || node.key;
  if (!p) return undefined;
  if (!node.computed && p.type === "Identifier") return p.name;
  if (p.type === "StringLiteral") return p.value;
  if (node.computed && p.type === "TemplateLiteral" && p.expressions.length === 0) return p.quasis[0].value.cooked;
  return undefined;
}

function analyse(program, kind) {
  const reasons = new Set(),
    tags = new Set();
  // Pass 1: names that the file itself declares, and its top-level var/function names.
  const declared = new Set(),
    topVars = new Set(),
    genFns = new Set(),
    userFns = new Set();
  const bind = (p) => {
    if (!p) return;
    if (p.type === "Identifier") declared.add(p.name);
    else if (p.type === "ObjectPattern") p.properties.forEach((q) => bind(q.type === "RestElement" ? q.argument : q.value));
    else if (p.type === "ArrayPattern") p.elements.forEach(bind);
    else if (p.type === "AssignmentPattern") bind(p.left);
    else if (p.type === "RestElement") bind(p.argument);
  };
  (function walk(n, depth) {
    if (n.type === "VariableDeclarator") {
      bind(n.id);
      if (depth === 0 && n.id.type === "Identifier") topVars.add(n.id.name);
    }
    if (/^(Function|Class)(Declaration|Expression)$/.test(n.type) && n.id) {
      declared.add(n.id.name);
      if (depth === 0 && n.type === "FunctionDeclaration") topVars.add(n.id.name);
    }
    if (n.type === "FunctionDeclaration" && n.id) {
      userFns.add(n.id.name);
      if (n.generator || n.async) genFns.add(n.id.name);
    }
    if (
      n.type === "VariableDeclarator" &&
      n.id.type === "Identifier" &&
      n.init &&
      /Function/.test(n.init.type) &&
      (n.init.generator || n.init.async)
    )
      genFns.add(n.id.name);
    if (n.params) n.params.forEach(bind);
    if (n.type === "CatchClause") bind(n.param);
    if (/^Import(Default|Namespace)?Specifier$/.test(n.type)) bind(n.local);
    children(n, (c) => walk(c, depth + (FUNCTION_SCOPES.has(n.type) || n.type === "ArrowFunctionExpression" ? 1 : 0)));
  })(program, 0);

  const tainted = new Set();
  const isGetProto = (n) =>
    n.type === "CallExpression" &&
    isMember(n.callee) &&
    keyName(n.callee) === "getPrototypeOf" &&
    n.callee.object.type === "Identifier" &&
    /^(Object|Reflect)$/.test(n.callee.object.name);
  function intrinsicProtoOf(arg) {
    if (!arg) return false;
    if (
      /Literal$/.test(arg.type) ||
      arg.type === "ArrayExpression" ||
      arg.type === "ObjectExpression" ||
      arg.type === "CallExpression" ||
      arg.type === "NewExpression"
    ) {
      if (arg.type === "NewExpression" || (arg.type === "CallExpression" && !isGetProto(arg))) {
        const c = arg.callee;
        if (c.type === "Identifier" && declared.has(c.name) && !tainted.has(c.name))
          return genFns.has(c.name) ? false : arg.type === "CallExpression" ? undefined : false;
      }
      return true;
    }
    if (/Function/.test(arg.type)) return true;
    if (arg.type === "ClassExpression") return !arg.superClass;
    if (arg.type === "Identifier")
      return (BUILTINS.has(arg.name) && !declared.has(arg.name)) || tainted.has(arg.name) || userFns.has(arg.name) || genFns.has(arg.name);
    if (isMember(arg))
      return intrinsic(arg) || (keyName(arg) === "prototype" && arg.object.type === "Identifier" && genFns.has(arg.object.name));
    return false;
  }
  function intrinsic(n) {
    if (!n) return false;
    if (n.type === "Identifier") return (BUILTINS.has(n.name) && !declared.has(n.name) && !CONSTANTS.has(n.name)) || tainted.has(n.name);
    if (isMember(n)) {
      if (n.object.type === "ThisExpression" || isGlobal(n.object)) return BUILTINS.has(keyName(n));
      return intrinsic(n.object);
    }
    if (isGetProto(n)) return !!intrinsicProtoOf(n.arguments[0]);
    return false;
  }
  const isGlobal = (n) =>
    (n.type === "Identifier" && n.name === "globalThis" && !declared.has("globalThis")) ||
    (isMember(n) && keyName(n) === "global" && n.object.type === "Identifier" && n.object.name === "$262") ||
    n._topThis === true ||
    (n.type === "Identifier" && globals.has(n.name));
  const globals = new Set();
  // Pass 2: aliases of intrinsics and of the global object (two rounds suffice for the suite's chains).
  (function mark(n, top) {
    if (n.type === "ThisExpression" && top && kind === "script") n._topThis = true;
    children(n, (c) => mark(c, top && !FUNCTION_SCOPES.has(n.type)));
  })(program, true);
  for (let round = 0; round < 2; round++) {
    (function walk(n) {
      const take = (id, init) => {
        if (!id || id.type !== "Identifier" || !init) return;
        if (isGlobal(init)) globals.add(id.name);
        // A constant such as Symbol.iterator is no object that could be changed.
        else if (
          intrinsic(init) &&
          !(
            isMember(init) &&
            init.object.type === "Identifier" &&
            /^(Symbol|Math|Number)$/.test(init.object.name) &&
            keyName(init) !== "prototype"
          )
        )
          tainted.add(id.name);
      };
      if (n.type === "VariableDeclarator") take(n.id, n.init);
      if (n.type === "AssignmentExpression" && n.operator === "=") take(n.left, n.right);
      children(n, walk);
    })(program);
  }

  const write = (target) => {
    if (!target) return;
    if (target.type === "Identifier") {
      if (BUILTINS.has(target.name) && !declared.has(target.name) && !CONSTANTS.has(target.name)) reasons.add("intrinsic-mutation");
      return;
    }
    if (isMember(target)) {
      if (
        target.object.type === "Identifier" &&
        /^(Math|Number)$/.test(target.object.name) &&
        /^[A-Z][A-Z0-9_]*$/.test(keyName(target) || "")
      )
        return; // a read-only constant: a TypeError in any realm
      if (isGlobal(target.object)) reasons.add(BUILTINS.has(keyName(target)) ? "intrinsic-mutation" : "global-object");
      else if (intrinsic(target.object)) reasons.add("intrinsic-mutation");
      else if (OVERRIDABLE.has(keyName(target))) tags.add("override-mistake-risk");
      return;
    }
    if (target.type === "ArrayPattern") target.elements.forEach(write);
    else if (target.type === "ObjectPattern") target.properties.forEach((p) => write(p.type === "RestElement" ? p.argument : p.value));
    else if (target.type === "AssignmentPattern") write(target.left);
    else if (target.type === "RestElement") write(target.argument);
  };

  (function walk(n, parent, key) {
    switch (n.type) {
      case "WithStatement":
        reasons.add("with");
        break;
      case "Identifier": {
        const isKey =
          (isMember(parent) && key === "property" && !parent.computed) ||
          (parent?.key === n && !parent.computed && !parent.shorthand) ||
          (/^(Export|Import)/.test(parent?.type || "") && key !== "local" && key !== "declaration") ||
          parent?.type === "LabeledStatement" ||
          parent?.type === "BreakStatement" ||
          parent?.type === "ContinueStatement";
        if (isKey) break;
        if (n.name === "eval") reasons.add("eval");
        else if (n.name === "__proto__") reasons.add("proto");
        else if (n.name === "SharedArrayBuffer" || n.name === "Atomics") reasons.add("shared-memory");
        else if (/^(GeneratorFunction|AsyncFunction|AsyncGeneratorFunction)$/.test(n.name) && !declared.has(n.name))
          reasons.add("function-constructor");
        else if (n.name === "Function" && !declared.has("Function")) {
          const asCallee =
            (parent.type === "NewExpression" || parent.type === "CallExpression" || parent.type === "OptionalCallExpression") &&
            key === "callee";
          const asSuper = key === "superClass";
          const member = isMember(parent) && key === "object" ? keyName(parent) : undefined;
          const reflect = key === "arguments" && parent.callee && isMember(parent.callee) && keyName(parent.callee) === "construct";
          if (asCallee || asSuper || reflect || (member && /^(call|apply|bind)$/.test(member))) reasons.add("function-constructor");
          else tags.add("uses-Function");
        }
        break;
      }
      case "MemberExpression":
      case "OptionalMemberExpression": {
        const name = keyName(n);
        if (n.property.type === "PrivateName") break;
        if (name === "__proto__") reasons.add("proto");
        else if (name === "constructor") reasons.add("constructor-access");
        else if (name === "callee" || name === "caller") reasons.add("callee-caller");
        else if (name === "eval" && isGlobal(n.object)) reasons.add("eval");
        else if (name === "Function" && isGlobal(n.object)) reasons.add("function-constructor");
        else if (/^__(define|lookup)(G|S)etter__$/.test(name || "")) tags.add("legacy-accessors");
        if (n.object.type === "Identifier" && n.object.name === "$262") reasons.add("host-262");
        if (isGlobal(n.object)) {
          if (name === undefined || !BUILTINS.has(name)) reasons.add("global-object");
          else tags.add("global-read");
        }
        if (n.computed && name === undefined && !/Literal$/.test(n.property.type)) tags.add("computed-access");
        break;
      }
      case "ObjectProperty":
      case "ObjectMethod": {
        const name = keyName(n);
        if (name === "__proto__") reasons.add("proto");
        else if (name === "constructor") {
          if (n._inPattern) reasons.add("constructor-access");
          else tags.add("constructor-key");
        } else if (name === "callee" || name === "caller") {
          if (n._inPattern) reasons.add("callee-caller");
        }
        break;
      }
      case "ObjectPattern":
        n.properties.forEach((p) => {
          p._inPattern = true;
        });
        break;
      case "ClassMethod":
      case "ClassProperty":
      case "ClassAccessorProperty":
        if (keyName(n) === "constructor" && n.kind !== "constructor") tags.add("constructor-key");
        if (keyName(n) === "__proto__") reasons.add("proto");
        break;
      case "StringLiteral":
        if (n.value === "__proto__") reasons.add("proto");
        else if (
          n.value === "constructor" &&
          parent &&
          (parent.type === "CallExpression" || parent.type === "ArrayExpression" || parent.type === "NewExpression")
        )
          reasons.add("constructor-string");
        break;
      case "ThisExpression":
        if (n._topThis) tags.add("toplevel-this");
        break;
      case "ImportExpression":
        tags.add(kind === "script" ? "dynamic-import-in-script" : "dynamic-import");
        break;
      case "MetaProperty":
        tags.add(n.meta.name === "import" ? "import-meta" : "new-target");
        break;
      case "AssignmentExpression":
        write(n.left);
        break;
      case "UpdateExpression":
        write(n.argument);
        break;
      case "UnaryExpression":
        if (n.operator === "delete") {
          if (isMember(n.argument)) write(n.argument);
        }
        break;
      case "ForInStatement":
      case "ForOfStatement":
        if (n.left.type !== "VariableDeclaration") write(n.left);
        break;
      case "CallExpression":
      case "OptionalCallExpression": {
        const a0 = n.arguments[0];
        if (isMember(n.callee) && a0) {
          const m = keyName(n.callee),
            o = n.callee.object;
          if (MUTATORS.has(m) && o.type === "Identifier" && /^(Object|Reflect)$/.test(o.name)) {
            if (isGlobal(a0)) reasons.add("global-object");
            else if (intrinsic(a0)) reasons.add("intrinsic-mutation");
          }
        }
        if (a0 && isGlobal(a0)) reasons.add("global-object");
        if (n.callee.type === "Identifier" && VERIFIERS.test(n.callee.name) && a0 && intrinsic(a0)) reasons.add("intrinsic-attributes");
        if (n.callee.type === "Identifier" && n.callee.name === "fnGlobalObject") reasons.add("global-object");
        break;
      }
      case "BinaryExpression":
        if (n.operator === "in" && isGlobal(n.right)) reasons.add("global-object");
        break;
    }
    children(n, (c, k) => walk(c, n, k));
  })(program, null, null);
  return { reasons, tags };
}

// For text that no parser here understands.
function scanText(source) {
  const s = source.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/\/\/[^\n]*/g, " ");
  const reasons = new Set(),
    tags = new Set(["unparsed"]);
  if (/\beval\b/.test(s)) reasons.add("eval");
  if (/\bnew\s+Function\b|\bFunction\s*\(/.test(s)) reasons.add("function-constructor");
  if (/\bwith\s*\(/.test(s)) reasons.add("with");
  if (/__proto__/.test(s)) reasons.add("proto");
  if (/\.\s*constructor\b|\[\s*['"]constructor['"]\s*\]/.test(s)) reasons.add("constructor-access");
  if (/\.\s*(callee|caller)\b/.test(s)) reasons.add("callee-caller");
  if (/\$262\./.test(s)) reasons.add("host-262");
  if (/\b(SharedArrayBuffer|Atomics)\b/.test(s)) reasons.add("shared-memory");
  if (/\b(globalThis|this)\.\w+\s*=[^=]/.test(s) && /globalThis/.test(s)) reasons.add("global-object");
  if (/\b[A-Z]\w+\.prototype(\.\w+|\[[^\]]+\])\s*=[^=]/.test(s)) tags.add("maybe-intrinsic-mutation");
  return { reasons, tags };
}

const harnessReasons = new Map();
function harnessCheck(name) {
  if (!harnessReasons.has(name)) {
    const src = suite.harnessFile(name);
    const program = tryParse(src, "script");
    const r = program ? analyse(program, "script") : scanText(src);
    // Only what the helper does when it is loaded or inevitably used matters; what it merely could do
    // in a branch (e.g. temporalHelpers' subclass checks) is judged by the test that calls it.
    harnessReasons.set(name, [...r.reasons]);
  }
  return harnessReasons.get(name);
}

const dirs = String(args.dirs || "language").split(",");
const tests = {};
const all = suite.list(dirs);
const skipped = {};
const t0 = Date.now();
for (const rel of all) {
  const meta = suite.meta(rel);
  const variant = suite.variant(meta);
  if (variant.skip) {
    skipped[variant.skip] = (skipped[variant.skip] || 0) + 1;
    continue;
  }
  const entry = { kind: variant.kind };
  if (meta.negative) entry.negative = meta.negative.phase;
  const early = meta.negative && meta.negative.phase !== "runtime";
  const reasons = new Set(),
    tags = new Set();
  if (!early) {
    const sources = [
      [meta.source, variant.kind],
      ...suite
        .fixtures(rel, meta.source)
        .filter((f) => f.name.endsWith(".js"))
        .map((f) => [f.source, "module"]),
    ];
    for (const [source, kind] of sources) {
      const program = tryParse(source, kind);
      const r = program ? analyse(program, kind) : scanText(source);
      r.reasons.forEach((x) => reasons.add(x));
      r.tags.forEach((x) => tags.add(x));
    }
    for (const f of meta.features) if (/^(SharedArrayBuffer|Atomics|Atomics\..*)$/.test(f)) reasons.add("shared-memory");
    if (meta.features.includes("cross-realm") || meta.features.includes("IsHTMLDDA")) reasons.add("host-262");
    if (meta.features.includes("tail-call-optimization")) tags.add("tco");
    if (meta.features.includes("top-level-await")) tags.add("top-level-await");
    if (meta.flags.some((f) => /^CanBlock/.test(f))) reasons.add("host-262");
    for (const h of suite.harnessNames(meta, variant)) for (const r of harnessCheck(h)) reasons.add("harness:" + h + ":" + r);
  }
  const hard = [...reasons].filter((r) => !allow.has(r) && !allow.has(r.split(":")[0]));
  entry.inScope = hard.length === 0;
  if (reasons.size) entry.reasons = [...reasons].sort();
  if (tags.size) entry.tags = [...tags].sort();
  tests[rel] = entry;
}

const seconds = (Date.now() - t0) / 1000;
const byReason = {},
  soleReason = {},
  byTag = {},
  byDir = {},
  byKind = {};
for (const [rel, e] of Object.entries(tests)) {
  for (const r of e.reasons || []) byReason[r] = (byReason[r] || 0) + 1;
  if (e.reasons?.length === 1) soleReason[e.reasons[0]] = (soleReason[e.reasons[0]] || 0) + 1;
  if (e.inScope) for (const t of e.tags || []) byTag[t] = (byTag[t] || 0) + 1;
  const d = (byDir[dirKey(rel, +(args.depth || 2))] ||= { selected: 0, inScope: 0, positive: 0, earlyError: 0 });
  d.selected++;
  const k = (byKind[e.kind + (e.negative ? " negative" : " positive")] ||= { selected: 0, inScope: 0 });
  k.selected++;
  if (e.inScope) {
    d.inScope++;
    k.inScope++;
    if (e.negative && e.negative !== "runtime") d.earlyError++;
    else d.positive++;
  }
}
const inScope = Object.values(tests).filter((e) => e.inScope).length;
const doc = {
  dirs,
  files: all.length,
  skipped,
  selected: Object.keys(tests).length,
  inScope,
  byKind,
  byDir,
  byReason,
  soleReason,
  tagsInScope: byTag,
  harness: Object.fromEntries(harnessReasons),
  allow: [...allow],
  tests,
};
if (args.out) {
  const { tests: ts, ...head } = doc;
  fs.mkdirSync(path.dirname(path.resolve(args.out)), { recursive: true });
  const text =
    JSON.stringify(head, null, 1).replace(/\n\}$/, ',\n "tests": {\n') +
    Object.entries(ts)
      .map(([k, v]) => JSON.stringify(k) + ": " + JSON.stringify(v))
      .join(",\n") +
    "\n}}\n";
  fs.writeFileSync(args.out, args.out.endsWith(".gz") ? gzipSync(text) : text);
}
console.log(
  `files ${all.length}, skipped ${JSON.stringify(skipped)}, selected ${doc.selected}, in scope ${inScope} (${seconds.toFixed(1)} s)`,
);
console.log("directory".padEnd(44) + ["selected", "in scope", "executed", "early-err"].map((s) => s.padStart(10)).join(""));
for (const [k, d] of Object.entries(byDir).sort())
  console.log(k.padEnd(44) + [d.selected, d.inScope, d.positive, d.earlyError].map((s) => String(s).padStart(10)).join(""));
console.log("by kind", byKind);
console.log("out-of-scope reasons (a test can have several; sole = the only one):");
for (const [k, n] of Object.entries(byReason).sort((a, b) => b[1] - a[1]))
  console.log("  " + k.padEnd(60) + String(n).padStart(6) + ("sole " + (soleReason[k] || 0)).padStart(12));
console.log("tags of in-scope tests", byTag);
console.log("harness files with hard reasons:", Object.fromEntries([...harnessReasons].filter(([, r]) => r.length)));
