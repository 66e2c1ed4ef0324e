// Reading a test262 checkout: frontmatter, variants, harness text, fixture files.
// Own code; needs only Node. The checkout's folder is always passed in.
import fs from "node:fs";
import path from "node:path";

export const STRICT_PREFIX = '"use strict";\n';
export const SENTINEL = "@@t262-end@@";

/** Parses the small YAML subset that test262's frontmatter uses. */
export function parseFrontmatter(source) {
  const meta = { flags: [], features: [], includes: [], negative: null, description: "" };
  const m = /\/\*---\r?\n?([\s\S]*?)---\*\//.exec(source);
  if (!m) return meta;
  const lines = m[1].split(/\r\n|\r|\n/);
  for (let i = 0; i < lines.length; i++) {
    const kv = /^([A-Za-z0-9_]+):[ \t]*(.*)$/.exec(lines[i]);
    if (!kv) continue;
    const key = kv[1];
    let value = kv[2].trim();
    const block = [];
    while (i + 1 < lines.length && (/^[ \t]/.test(lines[i + 1]) || lines[i + 1].trim() === "" || /^- /.test(lines[i + 1]))) {
      block.push(lines[++i]);
    }
    if (key === "flags" || key === "features" || key === "includes") {
      meta[key] = parseList(value + "\n" + block.join("\n"));
    } else if (key === "negative") {
      const neg = {};
      const text = (value.startsWith("{") ? value.replace(/[{}]/g, "").split(",") : block).map((l) => l.trim());
      for (const l of text) {
        const p = /^(phase|type):\s*(.*?)\s*$/.exec(l);
        if (p) neg[p[1]] = p[2].replace(/^['"]|['"]$/g, "");
      }
      meta.negative = neg;
    } else if (key === "description") {
      meta.description = (value.replace(/^[|>]-?$/, "") + " " + block.map((l) => l.trim()).join(" ")).trim();
    }
  }
  return meta;
}

function parseList(text) {
  const t = text.replace(/(^|\s)#[^\n]*/g, "$1");
  const inline = /\[([\s\S]*?)\]/.exec(t);
  const items = inline ? inline[1].split(",") : [...t.matchAll(/^\s*-\s*(.+)$/gm)].map((x) => x[1]);
  return items.map((s) => s.trim().replace(/^['"]|['"]$/g, "")).filter(Boolean);
}

export function fnv1a(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193) >>> 0;
  }
  // A final avalanche, so that paths that differ only at their ends spread out.
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b) >>> 0;
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35) >>> 0;
  h ^= h >>> 16;
  return h >>> 0;
}

export class Suite {
  constructor(root, { patchHarness = true } = {}) {
    this.root = root;
    this.testRoot = path.join(root, "test");
    this.patchHarness = patchHarness;
    this.harnessCache = new Map();
    this.definesCache = new Map();
    if (!fs.existsSync(path.join(root, "harness", "assert.js"))) {
      throw new Error("not a test262 checkout (no harness/assert.js): " + root);
    }
  }

  /** Every test file under `dirs` (relative to the suite's test/ folder), sorted, fixtures left out. */
  list(dirs) {
    const out = [];
    const walk = (rel) => {
      const abs = path.join(this.testRoot, rel);
      for (const e of fs.readdirSync(abs, { withFileTypes: true })) {
        const r = rel ? rel + "/" + e.name : e.name;
        if (e.isDirectory()) walk(r);
        else if (e.name.endsWith(".js") && !e.name.includes("_FIXTURE")) out.push(r);
      }
    };
    for (const d of dirs) {
      const clean = d.replace(/^test\//, "").replace(/\/+$/, "");
      const abs = path.join(this.testRoot, clean);
      if (fs.statSync(abs).isDirectory()) walk(clean);
      else out.push(clean);
    }
    return [...new Set(out)].sort();
  }

  read(rel) {
    return fs.readFileSync(path.join(this.testRoot, rel), "utf8");
  }

  meta(rel) {
    const source = this.read(rel);
    return { source, ...parseFrontmatter(source) };
  }

  /**
   * The one variant that a strict-only system runs of this test:
   * {kind:'script'|'module', strictPrefix, raw} or {skip: reason}.
   */
  variant(meta) {
    const f = new Set(meta.flags);
    if (f.has("module")) return { kind: "module", strictPrefix: false, raw: f.has("raw") };
    if (f.has("noStrict")) return { skip: "noStrict" };
    if (f.has("raw")) {
      if (f.has("onlyStrict") || /^\s*(['"])use strict\1/.test(meta.source)) return { kind: "script", strictPrefix: false, raw: true };
      return { skip: "raw-sloppy" };
    }
    return { kind: "script", strictPrefix: true, raw: false };
  }

  harnessNames(meta, variant) {
    if (variant.raw) return [];
    const names = ["assert.js", "sta.js"];
    if (meta.flags.includes("async")) names.push("doneprintHandle.js");
    for (const n of meta.includes) if (!names.includes(n)) names.push(n);
    return names;
  }

  harnessFile(name) {
    let s = this.harnessCache.get(name);
    if (s === undefined) {
      s = fs.readFileSync(path.join(this.root, "harness", name), "utf8");
      if (this.patchHarness) s = patchHarnessText(name, s);
      this.harnessCache.set(name, s);
    }
    return s;
  }

  /** Top-level names that a harness file declares (from its own `defines:` list and a column-0 scan). */
  harnessDefines(name) {
    let d = this.definesCache.get(name);
    if (!d) {
      const src = this.harnessFile(name);
      const set = new Set();
      for (const m of src.matchAll(/^(?:async )?(?:function\*?|var|let|const|class)\s+([A-Za-z_$][\w$]*)/gm)) set.add(m[1]);
      d = [...set];
      this.definesCache.set(name, d);
    }
    return d;
  }

  /** The harness text for a test, and the global names it has to leave behind. */
  harness(meta, variant) {
    const names = this.harnessNames(meta, variant);
    const source = names.map((n) => this.harnessFile(n)).join("\n;\n");
    const defines = [...new Set(names.flatMap((n) => this.harnessDefines(n)))];
    return { names, source, defines };
  }

  /** Files that a test can load (static or dynamic import with a literal './...' specifier), transitively. */
  fixtures(rel, source) {
    const seen = new Map();
    const queue = [[rel, source]];
    while (queue.length) {
      const [r, src] = queue.pop();
      const dir = path.posix.dirname(r);
      for (const m of src.matchAll(/(['"`])(\.{1,2}\/[^'"`\n]+)\1/g)) {
        const target = path.posix.normalize(dir + "/" + m[2]);
        if (target === rel || seen.has(target)) continue;
        const abs = path.join(this.testRoot, target);
        if (!fs.existsSync(abs) || !fs.statSync(abs).isFile()) continue;
        const text = fs.readFileSync(abs, "utf8");
        seen.set(target, text);
        queue.push([target, text]);
      }
    }
    return [...seen].map(([name, source]) => ({ name, source }));
  }
}

/**
 * Small edits to the suite's own helper text, so that a sandbox that forbids `.constructor`,
 * or whose frozen Object.prototype has the "override mistake", can still run the helper.
 * The meaning of the assertions is kept. Switch off with --no-harness-patch.
 */
export function patchHarnessText(name, s) {
  if (name === "assert.js" || name === "asyncHelpers.js") {
    s = s.replaceAll(
      "thrown.constructor !== expectedErrorConstructor",
      "Object.getPrototypeOf(thrown) !== expectedErrorConstructor.prototype",
    );
    s = s.replaceAll("thrown.constructor.name", "thrown.name");
    s = s.replace('!Object.prototype.hasOwnProperty.call(globalThis, "$DONE")', 'typeof $DONE !== "function"');
  }
  if (name === "propertyHelper.js") s = s.replaceAll("Function.prototype.call.bind(", "(function () {}).call.bind(");
  if (name === "sta.js") {
    s = s.replace(
      /Test262Error\.prototype\.toString = (function \(\) \{[\s\S]*?\n\});/,
      "Object.defineProperty(Test262Error.prototype, 'toString', { value: $1, writable: true, enumerable: true, configurable: true });\n" +
        "Object.defineProperty(Test262Error.prototype, 'name', { value: 'Test262Error', writable: true, enumerable: false, configurable: true });",
    );
  }
  return s;
}

/** Directory key for tables: the first `depth` folders of a test path. */
export function dirKey(rel, depth = 2) {
  const parts = path.posix.dirname(rel).split("/");
  return parts.slice(0, depth).join("/");
}
