import type { Kit } from "../../realm/inside/kit.js";
import { arrayIncludes, freeze } from "../../realm/inside/intrinsics.js";
import type { Connection } from "./callbacks.js";
import { resolved } from "./common-js.js";
import { define, dictionary } from "./dictionary.js";
import { makeEnvironment } from "./environment.js";
import { QUESTION_FUEL, callHost } from "./failure.js";
import type { ModuleRecord, Plan } from "./module-record.js";

/** What a program's `__cc` is made of, beside the kit's own guards. */
export interface ScopeParts {
  readonly kit: Kit;
  readonly connection: Connection;
  readonly importGuard: (specifier: unknown, options?: unknown) => Promise<unknown>;
  readonly declare: unknown;
  /** undefined for scripts and expressions: they have no imports */
  readonly record: ModuleRecord | undefined;
}

/** The factory's argument: exactly the guards that the prelude binds, and the ways to globals, imports and namespaces. */
export function makeScope(plan: Plan, { kit, connection, importGuard, declare, record }: ScopeParts): object {
  const scope = dictionary<unknown>();
  const isMediated = arrayIncludes(plan.guards, "get");
  for (let i = 0; i < plan.guards.length; i++) {
    const name = plan.guards[i]!;
    scope[name] = kit.guards[name] ?? (isMediated ? kit.mediation[name] : undefined);
  }
  scope["import"] = importGuard;
  if (plan.goal === "module") scope["meta"] = makeMeta(plan, kit, connection);
  scope["ns"] = kit.names.namespace;
  scope["declare"] = declare;
  scope["global"] = (name: string) => kit.names.global(name);
  scope["module"] = (index: number) => (record!.environments[index] = makeEnvironment());
  scope["star"] = (index: number) => record!.stars[index];
  return freeze(scope);
}

/** `import.meta`: ordinary, extensible, without a prototype (ECMA-262 §13.3.12.1); all it tells is virtual. */
function makeMeta(plan: Plan, kit: Kit, connection: Connection): object {
  const meta = dictionary<unknown>();
  define(meta, "url", plan.url);
  define(meta, "filename", plan.filename);
  define(meta, "dirname", plan.dirname);
  const { resolve } = {
    resolve(specifier: unknown): string {
      kit.meter.charge(QUESTION_FUEL);
      return resolved(callHost(connection.callbacks.resolveRequested, plan.referrer, `${specifier as string}`, "import") as string);
    },
  };
  define(meta, "resolve", resolve);
  return meta;
}
