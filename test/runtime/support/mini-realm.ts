import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { Membrane, type MembraneOptions } from "../../../src/runtime/membrane/host.js";
import { CellTerminated } from "../../../src/runtime/errors.js";
import type { InsideMembrane } from "../../../src/runtime/membrane/inside/wire.js";

const entry = fileURLToPath(new URL("../../../src/runtime/membrane/inside/membrane.ts", import.meta.url));
const bundle = await build({
  entryPoints: [entry],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "inside",
  target: "es2022",
  logLevel: "error",
});
const script = new vm.Script(`(function () { "use strict"; ${bundle.outputFiles[0]!.text} return inside.makeMembrane; })()`);

/** A kit without taming: what the membrane promises must hold whatever the realm's prototypes have become. */
const KIT = `(function () {
  const proxies = new WeakSet(), Real = Proxy, has = WeakSet.prototype.has, call = Function.prototype.call;
  globalThis.Proxy = function (t, h) { const p = new Real(t, h); proxies.add(p); return p; };
  const termination = Object.freeze({ __proto__: null }); let reason, depth = 0, fuel = 0, limit = Infinity;
  const isProxy = (v) => (typeof v === "object" && v !== null || typeof v === "function") && Reflect.apply(has, proxies, [v]);
  const check = () => { if (reason !== undefined) throw termination; };
  const meter = {
    setLimits(l) { if (l.fuel !== undefined) limit = l.fuel; }, usage: () => ({ fuel, peakDepth: 0 }), charge(n) { check(); if ((fuel += n) > limit) { reason = "fuel"; throw termination; } },
    entry() { const d = depth; return d; }, exit(m) { depth = m; }, terminate(r) { reason ??= r; }, reason: () => reason, isTermination: (v) => v === termination, terminationOf: (v) => (v === termination ? reason : undefined),
    interrupt(r) { reason ??= r; }, interruption: () => undefined, calls: () => 0, available: () => limit, lend: (n) => n, giveBack() {},
  };
  const guards = { enter(w) { check(); if ((depth += w) > 20000) { depth -= w; throw new RangeError("too deep"); } return depth - w; }, leave(d, v) { depth = d; return v; }, alive: check };
  const RealDate = Date, makeDate = (time) => new RealDate(time);
  const RealRegExp = RegExp, regExps = { prototype: RegExp.prototype, adopt: (source, flags) => new RealRegExp(source, flags) };
  return { options: {}, guards, meter, names: {}, regExps, makeDate, isProxy, adoptProxy(p) { proxies.add(p); }, swap: (v) => v, real: (v) => v, isOurs: () => true };
})()`;

export interface MiniRealm {
  readonly membrane: Membrane;
  readonly inside: InsideMembrane;
  readonly context: vm.Context;
  readonly meter: { terminate(reason: string): void; setLimits(l: { fuel?: number }): void };
  /** Evaluates guest text; answers with the raw value. */
  raw(text: string): unknown;
  /** The same, converted. */
  get(text: string): unknown;
  /** Gives the guest a global. */
  give(name: string, value: unknown): void;
}

export function miniRealm(options: Partial<MembraneOptions> = {}): MiniRealm {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
  const kit = vm.runInContext(KIT, context) as { meter: MiniRealm["meter"] };
  const inside = (script.runInContext(context) as (kit: unknown) => InsideMembrane)(kit);
  const membrane = new Membrane(inside, { terminated: () => new CellTerminated("fuel"), ...options });
  const raw = (text: string): unknown => vm.runInContext(text, context);
  return {
    membrane,
    inside,
    context,
    meter: kit.meter,
    raw,
    get: (text) => {
      // caught inside: node:vm would look at the error's stack
      const outcome = raw(
        `(() => { try { return { __proto__: null, ok: true, value: ${text} }; } catch (e) { return { __proto__: null, ok: false, value: e }; } })()`,
      ) as {
        ok: boolean;
        value: unknown;
      };
      if (!outcome.ok) throw membrane.thrown(outcome.value);
      return membrane.toHost(outcome.value);
    },
    give(name, value) {
      const set = vm.runInContext(`(v) => { globalThis[${JSON.stringify(name)}] = v; }`, context) as (v: unknown) => void;
      set(membrane.toGuest(value));
    },
  };
}
