// Turns what an adapter reported into a verdict on one test.
import { STRICT_PREFIX, SENTINEL } from "./suite.mjs";

export function buildJob(suite, rel, { timeoutMs, sentinel = true }) {
  const meta = suite.meta(rel);
  const variant = suite.variant(meta);
  if (variant.skip) return { skip: variant.skip };
  const isAsync = meta.flags.includes("async");
  const negative = meta.negative;
  const early = negative && (negative.phase === "parse" || negative.phase === "early");
  const harness = early ? { names: [], source: "", defines: [] } : suite.harness(meta, variant);
  const useSentinel = sentinel && !negative && !isAsync && !variant.raw;
  let source = (variant.strictPrefix ? STRICT_PREFIX : "") + meta.source;
  if (useSentinel) source += '\n;print("' + SENTINEL + '");\n';
  const prints = [];
  let doneResolve;
  const done = new Promise((r) => {
    doneResolve = r;
  });
  const job = {
    // What is to be run.
    files: [{ name: rel, source }, ...suite.fixtures(rel, meta.source)],
    main: rel,
    kind: variant.kind,
    raw: variant.raw,
    includesSource: harness.source,
    includesDefines: harness.defines,
    timeoutMs,
    features: meta.features,
    flags: meta.flags,
    testPath: rel,
    async: isAsync,
    // Early-error tests: the adapter may stop after parsing.
    expectEarlyError: !!early,
    // The guest's print(): the adapter exposes a function that ends up here with a string.
    print(message) {
      const s = String(message);
      if (prints.length < 1000) prints.push(s);
      if (s === "Test262:AsyncTestComplete" || s.startsWith("Test262:AsyncTestFailure:")) doneResolve(s);
    },
    // Resolves with the message when the guest has called $DONE.
    done,
  };
  return { job, meta, variant, negative, isAsync, useSentinel, prints, done };
}

const firstLine = (s) =>
  String(s ?? "")
    .split("\n")[0]
    .slice(0, 300);

export async function judge(adapter, suite, rel, opts) {
  const built = buildJob(suite, rel, opts);
  if (built.skip) return { path: rel, verdict: "skip", reason: built.skip };
  const { job, negative, isAsync, useSentinel, prints, done, variant } = built;
  const t0 = process.hrtime.bigint();
  const out = { path: rel, kind: variant.kind, negative: negative ? negative.phase : undefined, async: isAsync || undefined };
  const timeout = sleep(opts.timeoutMs, { status: "timeout" });
  let res;
  try {
    res = await Promise.race([adapter.run(job), timeout.promise]);
  } catch (e) {
    let name = "unknown",
      message = "";
    try {
      name = String(e?.name);
      message = String(e?.message);
    } catch {
      // what cannot be read is left out
    }
    res = { status: "adapter-error", errorName: name, errorMessage: message };
  }
  const error = res.status === "error" ? `${res.errorName ?? "?"}: ${firstLine(res.errorMessage)}` : undefined;
  const set = (verdict, extra) => Object.assign(out, { verdict }, extra);
  if (res.status === "unsupported") set("unsupported", { error: firstLine(res.errorMessage) });
  else if (res.status === "timeout") set("timeout", { error: "timed out" });
  else if (res.status === "adapter-error") set("fail", { error: `adapter: ${res.errorName}: ${firstLine(res.errorMessage)}` });
  else if (negative) {
    if (res.status !== "error") set("fail", { error: `expected ${negative.type} (${negative.phase}), none thrown` });
    else if (res.rejected && negative.type === "SyntaxError" && negative.phase !== "runtime") set("pass", { via: "rejected" });
    else if (res.errorName !== negative.type)
      set("fail", { error: `expected ${negative.type} (${negative.phase}), got ${error}`, phase: res.phase });
    else if (res.phase && !phaseFits(negative.phase, res.phase))
      set("fail", { error: `expected ${negative.type} at ${negative.phase}, got it at ${res.phase}`, phase: res.phase });
    else set("pass");
  } else if (res.status === "error") {
    set("fail", { error, phase: res.phase, rejected: res.rejected || undefined });
  } else if (isAsync) {
    const msg = await Promise.race([done, timeout.promise]);
    if (typeof msg !== "string") set("timeout", { error: "async test never called $DONE" });
    else if (msg === "Test262:AsyncTestComplete") set("pass");
    else set("fail", { error: firstLine(msg.slice("Test262:AsyncTestFailure:".length)), phase: "runtime" });
    if (out.verdict === "pass" && prints.some((p) => p.startsWith("Test262:AsyncTestFailure:"))) {
      set("fail", {
        error: "both completion and failure reported: " + firstLine(prints.find((p) => p.startsWith("Test262:AsyncTestFailure:"))),
      });
    }
  } else if (useSentinel && !prints.includes(SENTINEL)) {
    set("fail", { error: "ended without an error, but the end of the test was not reached" });
  } else set("pass");
  timeout.cancel();
  out.ms = Number((process.hrtime.bigint() - t0) / 10000n) / 100;
  return out;
}

function phaseFits(want, got) {
  if (want === "parse" || want === "early") return got === "parse" || got === "early";
  return want === got;
}

function sleep(ms, value) {
  let id;
  const promise = new Promise((r) => {
    id = setTimeout(r, ms, value);
  });
  return { promise, cancel: () => clearTimeout(id) };
}
