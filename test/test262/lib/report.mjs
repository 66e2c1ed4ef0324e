// Tables and comparisons over result files.
import { dirKey } from "./suite.mjs";

const pct = (a, b) => (b ? ((100 * a) / b).toFixed(2) + "%" : "-");
const pad = (s, n) => String(s).padEnd(n);
const lpad = (s, n) => String(s).padStart(n);

export function normalizeError(e) {
  return String(e ?? "")
    .replace(/0x[0-9a-f]+/gi, "0xN")
    .replace(/\b\d+\b/g, "N")
    .replace(/«[^»]*»/g, "«…»")
    .replace(/(["'`])(?:(?!\1).){1,80}\1/g, "$1…$1")
    .replace(/[\w./-]+\.js\b/g, "FILE")
    .slice(0, 140);
}

export function summaryTable(doc, { depth = 2 } = {}) {
  console.log(
    `\n${doc.adapter}${doc.version ? " " + doc.version : ""}: ${doc.run} run in ${doc.seconds} s (${doc.workers} workers, ${doc.killed} killed); files ${doc.filesInDirs}, skipped ${JSON.stringify(doc.skipped)}`,
  );
  const rows = new Map();
  const add = (k, r) => {
    let row = rows.get(k);
    if (!row) rows.set(k, (row = { run: 0, pass: 0, fail: 0, timeout: 0, crash: 0, unsupported: 0, rejected: 0 }));
    row.run++;
    row[r.verdict] = (row[r.verdict] || 0) + 1;
    if (r.rejected) row.rejected++; // of the failures: turned away by policy, not wrong
  };
  for (const r of doc.results) {
    add(dirKey(r.path, depth), r);
  }
  for (const r of doc.results) {
    add("= " + (r.kind || "script?") + (r.negative ? " negative" : " positive"), r);
    add("= TOTAL", r);
  }
  console.log(
    pad("directory", 44) + ["run", "pass", "fail", "(policy)", "timeout", "crash", "unsupp", "pass%"].map((h) => lpad(h, 9)).join(""),
  );
  for (const k of [...rows.keys()].sort((a, b) => (a[0] === "=") - (b[0] === "=") || (a < b ? -1 : 1))) {
    const r = rows.get(k);
    console.log(
      pad(k, 44) +
        [r.run, r.pass, r.fail, r.rejected, r.timeout, r.crash, r.unsupported, pct(r.pass, r.run)].map((v) => lpad(v, 9)).join(""),
    );
  }
}

/** Tests that pass in A and not in B, by directory and first error line. */
export function compare(A, B, { depth = 2, list = false, limit = 40 } = {}) {
  const b = new Map(B.results.map((r) => [r.path, r]));
  const groups = new Map();
  let both = 0,
    lost = 0,
    missing = 0;
  for (const r of A.results) {
    if (r.verdict !== "pass") continue;
    const o = b.get(r.path);
    if (!o) {
      missing++;
      continue;
    }
    if (o.verdict === "pass") {
      both++;
      continue;
    }
    lost++;
    const d = dirKey(r.path, depth);
    const line = o.verdict === "fail" ? normalizeError(o.error) : `[${o.verdict}] ${normalizeError(o.error)}`;
    if (!groups.has(d)) groups.set(d, new Map());
    const g = groups.get(d);
    if (!g.has(line)) g.set(line, []);
    g.get(line).push(o);
  }
  const a = new Map(A.results.map((r) => [r.path, r]));
  const gained = B.results.filter((r) => r.verdict === "pass" && a.has(r.path) && a.get(r.path).verdict !== "pass").length;
  console.log(
    `${A.adapter} -> ${B.adapter}: pass in both ${both}, pass only in ${A.adapter} ${lost}, pass only in ${B.adapter} ${gained}, not run in ${B.adapter} ${missing}`,
  );
  for (const [d, g] of [...groups].sort((x, y) => sum(y[1]) - sum(x[1]))) {
    console.log(`\n## ${d} (${sum(g)})`);
    for (const [line, rs] of [...g].sort((x, y) => y[1].length - x[1].length).slice(0, limit)) {
      console.log(`  ${lpad(rs.length, 5)}  ${line}`);
      for (const r of list ? rs : rs.slice(0, 1)) console.log(`           ${r.path}`);
    }
  }
  console.log("\n## over all directories");
  const all = new Map();
  for (const g of groups.values()) for (const [l, rs] of g) all.set(l, [...(all.get(l) || []), ...rs]);
  for (const [line, rs] of [...all].sort((x, y) => y[1].length - x[1].length).slice(0, limit))
    console.log(`  ${lpad(rs.length, 5)}  ${line}   e.g. ${rs[0].path}`);
}
const sum = (g) => [...g.values()].reduce((n, a) => n + a.length, 0);

/** The baseline table: each peer over the tests that the base passes and that are in scope. */
export function peerTable(base, scope, docs, { depth = 2, excludeTags = [], filter } = {}) {
  const re = filter && new RegExp(filter);
  const denom = new Map();
  for (const r of base.results) {
    if (r.verdict !== "pass") continue;
    if (scope && !scope.tests[r.path]?.inScope) continue;
    if (excludeTags.length && scope?.tests[r.path]?.tags?.some((t) => excludeTags.includes(t))) continue;
    if (re && !re.test(r.path)) continue;
    denom.set(r.path, r);
  }
  console.log(
    `denominator: ${denom.size} tests that ${base.adapter} passes${scope ? " and that are in scope" : ""}${excludeTags.length ? ", without tests tagged " + excludeTags.join(", ") : ""}`,
  );
  const cols = ["script+", "script-", "module+", "module-", "all+", "all"];
  const colsOf = (r) => [r.kind + (r.negative ? "-" : "+"), ...(r.negative ? [] : ["all+"]), "all"];
  const head = pad("system", 26) + lpad("run", 8) + cols.map((c) => lpad(c, 22)).join("");
  console.log(head);
  for (const d of docs) {
    const c = Object.fromEntries(cols.map((k) => [k, [0, 0]]));
    let n = 0;
    for (const r of d.results) {
      const b = denom.get(r.path);
      if (!b) continue;
      n++;
      for (const k of colsOf(b)) {
        c[k][1]++;
        if (r.verdict === "pass") c[k][0]++;
      }
    }
    console.log(
      pad(`${d.adapter} ${d.version || ""}`, 26) + lpad(n, 8) + cols.map((k) => lpad(`${c[k][0]}/${c[k][1]} ${pct(...c[k])}`, 22)).join(""),
    );
  }
  console.log("\npositive tests only, by directory (passed/run):");
  const keys = [...new Set([...denom.values()].filter((r) => !r.negative).map((r) => dirKey(r.path, depth)))].sort();
  console.log(pad("directory", 36) + docs.map((d) => lpad(d.adapter, 18)).join(""));
  for (const k of keys) {
    console.log(
      pad(k, 36) +
        docs
          .map((d) => {
            let p = 0,
              n = 0;
            for (const r of d.results) {
              const b = denom.get(r.path);
              if (b && !b.negative && dirKey(r.path, depth) === k) {
                n++;
                if (r.verdict === "pass") p++;
              }
            }
            return lpad(n ? `${p}/${n} ${((100 * p) / n).toFixed(1)}` : "-", 18);
          })
          .join(""),
    );
  }
}
