import { CapabilityError, CellError } from "./errors.js";

/** Names of the methods that a bastion lets through by default. */
type MethodName<T> = {
  [K in keyof T]: K extends string
    ? K extends `_${string}` | "constructor" | "then"
      ? never
      : T[K] extends (...args: never[]) => unknown
        ? K
        : never
    : never;
}[keyof T];

/** A restricted face of `T`: its public methods, with their types. */
export type Bastion<T extends object, K extends keyof T = MethodName<T>> = { readonly [M in K]: T[M] };

export interface BastionOptions<T extends object> {
  /** The methods that come through; each must exist. Left out: all that pass the filter. `then` comes through only if it is named here. */
  readonly methods?: readonly (keyof T & string)[];
  /** Says which names come through. Default: those that do not begin with `_`. `constructor` never does. */
  readonly filter?: (name: string) => boolean;
  /** For the printed form, `<Bastion for NAME>`. Default: the name of the target's class. */
  readonly name?: string;
  /** Allows `revoke(bastion)`. Default false. */
  readonly revocable?: boolean;
}

/** What the membrane knows of a bastion. */
export interface BastionRecord {
  readonly name: string;
  readonly methods: ReadonlyMap<string, (...args: unknown[]) => unknown>;
  readonly revocable: boolean;
  target: object | undefined;
}

const records = new WeakMap<object, BastionRecord>();

/** The record of a bastion; undefined for anything else. */
export const bastionRecord = (value: object): BastionRecord | undefined => records.get(value);

/**
 * Makes a restricted face of a host object, for guests: only its methods, under their names, always called on the target.
 *
 *   bastion(store)                              what does not begin with `_`
 *   bastion(store, { methods: ["get"] })        just that
 *
 * The face is a frozen object; handed to a cell it becomes a frozen object of that cell's realm, the same one each time. Methods are found
 * once, here, along the prototype chain, without running accessors: fields, accessors and symbols never come through, and what is
 * refused looks as if it were not there. Arguments and results cross the membrane as everything does; a method that answers with its
 * target, or a promise for it, answers with the bastion. After Python's `Bastion` module.
 *
 * @throws CellError `invalid-options` when a named method does not exist
 */
export function bastion<T extends object, const K extends keyof T & string = MethodName<T>>(
  target: T,
  options: BastionOptions<T> & { readonly methods?: readonly K[] } = {},
): Bastion<T, K> {
  const found = methodsOf(target);
  const names = options.methods ?? [...found.keys()].filter((name) => name !== "then" && passesFilter(options.filter, name));
  const face = Object.create(null) as Record<string, unknown>;
  const methods = new Map<string, (...args: unknown[]) => unknown>();
  const record: BastionRecord = { name: options.name ?? classNameOf(target), methods, revocable: options.revocable === true, target };
  for (const name of names) {
    const method = found.get(name);
    if (method === undefined || name === "constructor") {
      throw new CellError("invalid-options", `bastion: ${record.name} has no method ${JSON.stringify(name)}`);
    }
    const call = (...args: unknown[]): unknown => {
      const self = record.target;
      if (self === undefined) throw new CapabilityError(`the bastion for ${record.name} has been revoked`);
      const result: unknown = Reflect.apply(method, self, args);
      const faced = (value: unknown): unknown => (value === self ? face : value);
      return result instanceof Promise ? result.then(faced) : faced(result);
    };
    Object.defineProperty(call, "name", { value: name });
    Object.defineProperty(call, "length", { value: method.length });
    methods.set(name, Object.freeze(call));
    Object.defineProperty(face, name, { value: call, enumerable: true });
  }
  const printed = `<Bastion for ${record.name}>`;
  if (!methods.has("toString")) Object.defineProperty(face, "toString", { value: () => printed });
  Object.defineProperty(face, Symbol.toStringTag, { value: "Bastion" });
  records.set(face, record);
  return Object.freeze(face) as Bastion<T, K>;
}

/**
 * Ends a revocable bastion, in every cell that has it: its methods throw from now on, and the target is let go.
 *
 * @throws CellError `invalid-options` when it is no bastion, or not revocable
 */
export function revoke(face: object): void {
  const record = records.get(face);
  if (record?.revocable !== true) throw new CellError("invalid-options", "revoke: not a revocable bastion");
  record.target = undefined;
}

/** `constructor` never; by default nothing that begins with `_`. */
const passesFilter = (filter: BastionOptions<object>["filter"], name: string): boolean =>
  name !== "constructor" && (filter === undefined ? !name.startsWith("_") : filter(name));

/** `Object.prototype` and `Function.prototype`, of whatever realm. What a function inherits would be ways to call the target itself. */
function isRoot(at: object): boolean {
  const parent = Object.getPrototypeOf(at) as object | null;
  return parent === null || (typeof at === "function" && Object.getPrototypeOf(parent) === null);
}

/** Methods by name, the nearest first, without those of `Object.prototype` and `Function.prototype`. */
function methodsOf(target: object): ReadonlyMap<string, (...args: unknown[]) => unknown> {
  const methods = new Map<string, (...args: unknown[]) => unknown>();
  const hidden = new Set<string>();
  for (let at: object | null = target; at !== null && (at === target || !isRoot(at)); at = Object.getPrototypeOf(at) as object | null) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (hidden.has(name)) continue;
      hidden.add(name);
      const value: unknown = Object.getOwnPropertyDescriptor(at, name)?.value;
      if (typeof value === "function") methods.set(name, value as (...args: unknown[]) => unknown);
    }
  }
  return methods;
}

/** The target's class, looked up without running accessors. */
function classNameOf(target: object): string {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const made: unknown = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof made !== "function") continue;
    const name: unknown = Object.getOwnPropertyDescriptor(made, "name")?.value;
    if (typeof name === "string" && name !== "") return name;
  }
  return "object";
}
