import { PromiseOf, TypeErrorOf, keysOf, reflectGet } from "../../realm/inside/intrinsics.js";
import type { Kit } from "../../realm/inside/kit.js";
import type { Connection } from "./callbacks.js";
import { dictionary, isObject } from "./dictionary.js";
import { QUESTION_FUEL, callHost } from "./failure.js";

interface Ticket {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export interface DynamicImports {
  /** The `import` guard of a program. */
  guardFor(referrer: number): (specifier: unknown, options?: unknown) => Promise<unknown>;
  resolve(ticket: number, value: unknown): void;
  reject(ticket: number, reason: unknown): void;
}

/**
 * `import(specifier, options)`: converts the specifier to a string once, and what is judged by the policy on the host's side is
 * that very string. Every failure rejects the promise, as ECMA-262 §13.3.10 asks; nothing throws.
 */
export function makeDynamicImports(kit: Kit, connection: Connection): DynamicImports {
  const open = dictionary<Ticket>();
  let last = 0;
  const take = (ticket: number): Ticket | undefined => {
    const found = open[ticket];
    delete open[ticket];
    return found;
  };
  const request = (referrer: number, specifier: unknown, options: unknown): Promise<unknown> =>
    new PromiseOf((resolve, reject) => {
      // what is thrown in here rejects the promise
      const text = `${specifier as string}`;
      const type = typeAttribute(options);
      kit.meter.charge(QUESTION_FUEL);
      const ticket = ++last;
      open[ticket] = { __proto__: null, resolve, reject } as Ticket;
      callHost(connection.callbacks.importRequested, ticket, referrer, text, type);
    });
  return {
    guardFor: (referrer) => (specifier, options) => request(referrer, specifier, options),
    resolve: (ticket, value) => take(ticket)?.resolve(value),
    reject: (ticket, reason) => take(ticket)?.reject(reason),
  };
}

/** The `type` of `{ with: { type } }`, or "". Reads each property once. Other attributes are not supported: TypeError. */
function typeAttribute(options: unknown): string {
  if (options === undefined) return "";
  if (!isObject(options)) throw new TypeErrorOf("The second argument of import() must be an object");
  const attributes = reflectGet(options, "with");
  if (attributes === undefined) return "";
  if (!isObject(attributes)) throw new TypeErrorOf("The 'with' option of import() must be an object");
  const names = keysOf(attributes);
  let type = "";
  let unknown: string | undefined;
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const value = reflectGet(attributes, name);
    if (typeof value !== "string") throw new TypeErrorOf("Import attributes must have string values");
    if (name === "type") type = value;
    else unknown ??= name;
  }
  if (unknown !== undefined) throw new TypeErrorOf(`Import attribute "${unknown}" is not supported`);
  return type;
}
