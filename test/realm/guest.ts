/** A realm without a cell round it: guest sources are compiled and run with nothing but the guards, so that a test sees what L2 and L4 hold alone. */
import { cleanse } from "../../src/compiler.js";
import { guardsOf, type Goal } from "../../src/contract/index.js";
import { definePolicy } from "../../src/policy/index.js";
import type { RealmOptions } from "../../src/runtime/realm/inside/kit.js";
import { createRealm, type Realm } from "../../src/runtime/realm/node-vm.js";

export const STRICT: RealmOptions = {
  features: { constructor: false, proto: false, globalObject: false },
  ambient: "violation",
  optional: [],
  regexp: "native",
};
export const COMPAT: RealmOptions = {
  features: { constructor: true, proto: true, globalObject: true },
  ambient: "standin",
  optional: ["Proxy", "WeakRef"],
  regexp: "native",
};

export interface Guest {
  readonly realm: Realm;
  /** Compiles and runs; answers with the raw value. */
  run(source: string, goal?: Extract<Goal, "script" | "expression">): unknown;
  /** Gives the guest a function of its realm that passes its first argument on, raw. Only for tests: a cell never does so. */
  lend(name: string, receive: (value: unknown) => void): void;
}

export function makeGuest(options: RealmOptions, metered = true): Guest {
  const realm = createRealm(options);
  const { kit } = realm.inside;
  // as it is when a program begins: what is charged is replaced then
  void kit.guards;
  const policy = definePolicy({ extends: options.features.globalObject ? "compat" : "strict", globals: { allow: "*" } });
  const lent: string[] = [];
  return {
    realm,
    run(source, goal = "script") {
      const { text, manifest } = cleanse(source, { goal, policy, metered, supplied: [...options.optional, ...lent] });
      const body = text.slice(text.indexOf("(function"));
      const scope: Record<string, unknown> = Object.create(null);
      for (const name of guardsOf(manifest)) scope[name] = kit.guards[name];
      scope["global"] = kit.names.global;
      scope["declare"] = kit.names.declare(manifest.declares.vars, manifest.declares.lexicals);
      const factory = realm.instantiate(body, manifest.filename) as (scope: object) => { run(): unknown };
      const mark = kit.meter.entry();
      try {
        return factory(scope).run();
      } finally {
        kit.meter.exit(mark);
      }
    },
    lend(name, receive) {
      const make = realm.instantiate(`(function (receive) { return { ${name}(value) { receive(value); } }.${name}; })`, "lent.js") as (
        receive: unknown,
      ) => object;
      lent.push(name);
      kit.names.endow(name, Object.freeze(make(receive)));
    },
  };
}
