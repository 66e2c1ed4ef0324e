/** Runs an attack with no compiler, no verifier and no guards: what the realm (L4) and the membrane (L5) hold by themselves. */
import { inspect } from "node:util";
import { CellTerminated } from "../../src/runtime/errors.js";
import { Membrane } from "../../src/runtime/membrane/host.js";
import { createRealm } from "../../src/runtime/realm/node-vm.js";
import { ownRejections } from "../../src/runtime/realm/unhandled-rejections.js";

interface RawOptions {
  readonly kind: "script" | "module";
  readonly globals: Readonly<Record<string, unknown>>;
}

/** What a module may be without a linker: an async function without the words that only modules have. */
const asFunction = (source: string): string => source.replace(/^(\s*)export (?:default )?(?=const|let|var|class|function|async)/gm, "$1");

export async function runRaw(source: string, { kind, globals }: RawOptions): Promise<{ by: string; code?: string; error?: string }> {
  const realm = createRealm({
    features: { constructor: false, proto: false, globalObject: false },
    ambient: "violation",
    optional: ["Proxy", "WeakRef"],
    regexp: "native",
  });
  const { kit, membrane: inside } = realm.inside;
  kit.meter.setLimits({ fuel: 3_000_000 });
  inside.addHostCalls(300);
  const membrane = new Membrane(inside, { terminated: () => new CellTerminated("fuel") });
  ownRejections({ root: realm.inside.root, unhandled: () => undefined });
  const names = Object.keys(globals);
  const head = kind === "module" ? "async function" : "function";
  try {
    // stand-ins of the realm's that a program gets as globals, whatever the realm's own global object has under these names
    const tamed = ["Date", "Error", "Proxy"];
    const outer = realm.instantiate(
      `(function (${tamed.join(", ")}) { return (${head} (${names.join(", ")}) { "use strict";\n${asFunction(source)}\n}); })`,
      "guest.js",
    ) as (...raw: unknown[]) => unknown;
    const make = outer(...tamed.map((name) => kit.names.global(name)));
    const run = membrane.toHost(make) as (...args: unknown[]) => unknown;
    await consume(run(...names.map((name) => globals[name])));
    return kit.meter.reason() === undefined ? { by: "completed" } : { by: "stopped", code: "fuel" };
  } catch (error) {
    return { by: "threw", error: isOurs(error) ? error.message : "not an error of the host" };
  }
}

/** Asked without touching what might be a guest's. */
const isOurs = (error: unknown): error is Error => {
  try {
    return Object.prototype.isPrototypeOf.call(Error.prototype, error as object);
  } catch {
    return false;
  }
};

/** What supervisors do with a value: attacks hide in all of it. */
async function consume(value: unknown): Promise<void> {
  const settled = await Promise.race([Promise.resolve(value).catch(() => undefined), new Promise((done) => setTimeout(done, 1_000))]);
  for (const use of [String, JSON.stringify, (x: unknown) => inspect(x)]) {
    try {
      use(settled);
    } catch {
      // a hostile value may refuse to be shown
    }
  }
}
