// Node's own engine: a fresh vm context per test; modules as vm.SourceTextModule.
// makeNative() lets other adapters change the realm (prepare) or the guest's text (transform).
import vm from "node:vm";
import path from "node:path";
import { describeError } from "../lib/adapter-util.mjs";

export const name = "native";
export const version = () => process.version;
export const execArgv = ["--experimental-vm-modules", "--expose-gc"];
export const recycle = 3000;

export const run = makeNative();

export function makeNative({ prepare, transform } = {}) {
  return (job) => runNative(job, prepare, transform);
}

function makeRealm(job, loader) {
  const context = vm.createContext({});
  const global = vm.runInContext("this", context);
  const $262 = vm.runInContext("({})", context);
  const define = (o, k, value) => Object.defineProperty(o, k, { value, writable: true, configurable: true, enumerable: false });
  define(global, "print", (m) => job.print(m));
  define(global, "$262", $262);
  $262.global = global;
  $262.gc = () => globalThis.gc?.();
  $262.evalScript = (code) =>
    vm.runInContext(String(code), context, {
      filename: "evalScript.js",
      importModuleDynamically: loader && ((s, _r, a) => loader.dynamic(s, job.main, a)),
    });
  $262.createRealm = () => makeRealm(job).$262;
  $262.detachArrayBuffer = (buffer) => {
    structuredClone(buffer, { transfer: [buffer] });
    return null;
  };
  return { context, global, $262 };
}

async function runNative(job, prepare, transform) {
  const loader = {};
  const realm = makeRealm(job, loader);
  const { context } = realm;
  prepare?.(context, vm);
  const files = new Map(job.files.map((f) => [f.name, f.source]));
  const modules = new Map();
  const resolve = (spec, from) => path.posix.normalize(path.posix.dirname(from) + "/" + spec);
  const typeOf = (extra) => {
    const a = extra?.attributes || extra?.assert || extra || {};
    return a.type;
  };
  const get = (id, type) => {
    const key = (type || "js") + ":" + id;
    let m = modules.get(key);
    if (m) return m;
    const source = files.get(id);
    if (source === undefined) throw new Error("Cannot find module " + id);
    if (type === "json") {
      const value = vm.runInContext("JSON.parse", context)(source);
      m = new vm.SyntheticModule(
        ["default"],
        function () {
          this.setExport("default", value);
        },
        { identifier: id, context },
      );
    } else if (type) {
      throw new (vm.runInContext("TypeError", context))("unsupported module type " + type);
    } else {
      m = new vm.SourceTextModule(transform ? transform(source, "module", id) : source, {
        identifier: id,
        context,
        importModuleDynamically: (s, _ref, a) => loader.dynamic(s, id, a),
        initializeImportMeta(meta) {
          meta.url = "file:///" + id;
        },
      });
    }
    modules.set(key, m);
    return m;
  };
  const link = (spec, ref, extra) => get(resolve(spec, ref.identifier), typeOf(extra));
  const states = new Map(); // module -> {link, evaluation}
  const stateOf = (m) => {
    if (!states.has(m)) states.set(m, {});
    return states.get(m);
  };
  const settle = async (m, status) => {
    while (m.status === status) await new Promise((r) => setImmediate(r));
  };
  const linkOnce = async (m) => {
    const st = stateOf(m);
    if (m.status === "unlinked") st.link ??= m.link(link);
    if (st.link) await st.link;
    else await settle(m, "linking");
  };
  const ready = async (m) => {
    await linkOnce(m);
    await settle(m, "evaluating"); // a module that imports itself while it runs
    const st = stateOf(m);
    await (st.evaluation ??= m.evaluate());
    return m;
  };
  loader.dynamic = async (spec, from, attrs) => ready(get(resolve(String(spec), from), typeOf(attrs)));
  const mainSource = files.get(job.main);

  if (job.includesSource) vm.runInContext(job.includesSource, context, { filename: "harness.js" });
  let phase = "parse";
  try {
    if (job.kind === "script") {
      const script = new vm.Script(transform ? transform(mainSource, "script", job.main) : mainSource, {
        filename: job.main,
        importModuleDynamically: (s, _ref, a) => loader.dynamic(s, job.main, a),
      });
      phase = "runtime";
      script.runInContext(context, { timeout: job.timeoutMs });
    } else {
      const m = get(job.main);
      phase = "resolution";
      // A dependency's own early errors belong to the resolution phase as well.
      await linkOnce(m);
      phase = "runtime";
      await (stateOf(m).evaluation = m.evaluate({ timeout: job.timeoutMs }));
    }
  } catch (e) {
    if (e?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return { status: "timeout" };
    return { status: "error", phase, ...describeError(e) };
  }
  return { status: "pass" };
}
