/**
 * What the parts that run inside the cell's realm share. Everything below `realm/inside`, `membrane/inside`, `modules/inside` and
 * `guards/` is bundled into one script (scripts/generate.mjs) and evaluated in each realm before guest code: it uses the intrinsics captured in
 * `intrinsics.ts` and nothing else of the realm, imports no host module, and never calls a method on a value that a guest can shape.
 */
import type { Allocation } from "../../limits/allocation.js";
import type { RegExps } from "./regexp/regexps.js";
import type { Manifest } from "../../../contract/index.js";
import type { Mediator } from "./mediator.js";

/** Options of a realm, plain data. */
export interface RealmOptions {
  readonly features: { readonly constructor: boolean; readonly proto: boolean; readonly globalObject: boolean };
  /** Clock and randomness without the power: throw, or answer deterministically. */
  readonly ambient: "violation" | "standin";
  /** Optional language globals that are granted (contract: OPTIONAL_GLOBALS). */
  readonly optional: readonly string[];
  /** How regular expressions match. */
  readonly regexp: "native" | "safe" | "linear";
  /** Natives are not charged. */
  readonly unmetered?: boolean;
}

/** Depth and fuel of the cell (DESIGN §7). Owned by `limits`; the membrane saves and restores depth at crossings. */
export interface Meter {
  /** Sets the budgets; `Infinity` for none. Fuel is added to what is left. */
  setLimits(limits: { fuel?: number; depth?: number; callFuel?: number }): void;
  /** Units of fuel used since creation; greatest depth seen. */
  usage(): { fuel: number; peakDepth: number };
  /** Charges n units (built-ins, crossings). Throws the termination when they are not there. */
  charge(units: number): void;
  /** Begins an entry from the host: answers a mark for `exit`. At the outermost entry the depth starts at 0. */
  entry(): number;
  exit(mark: number): void;
  /** Ends the cell: from now on every guard throws the (frozen, inert) termination value. The first reason stays. */
  terminate(reason: string): void;
  /** Ends what the present call does, and its jobs: guards throw until the next outermost entry. */
  interrupt(reason: string): void;
  /** Why the present call is over, if it is and the cell is not. */
  interruption(): string | undefined;
  /** Number of the present call: that of outermost entries so far. */
  calls(): number;
  /** Fuel that is left: of the call within one, else of the cell. */
  available(): number;
  /** Takes fuel for somebody else (an inner cell); answers how much of it was there. Counts as used until it is given back. */
  lend(units: number): number;
  giveBack(units: number): void;
  /** undefined while the cell lives. */
  reason(): string | undefined;
  /** Why cell or call ended, if v is what guards throw then; undefined for all else. */
  terminationOf(v: unknown): string | undefined;
  /** Whether v is the cell's termination value. */
  isTermination(v: unknown): boolean;
}

/** Names known to programs at run time: granted globals, the main namespace and its lexical bindings. */
export interface Names {
  /** Gives a granted global its value (already of this realm). */
  endow(name: string, value: unknown): void;
  /** Value for `__cc.global(name)`: a script's own earlier declaration first, then the grants. Throws ReferenceError for a name that is not supplied. */
  global(name: string): unknown;
  has(name: string): boolean;
  /** The main namespace: the cell's global object where `globalObject` is granted, else a null-prototype object. */
  readonly namespace: object;
  /** Declares a script's top-level names before it runs. Throws SyntaxError on a conflict, as natively, with nothing declared. */
  declare(vars: readonly string[], lexicals: readonly string[]): (...accessors: (() => unknown)[]) => void;
}

/** Facts about the tamed realm that membrane and linker need. */
export interface Kit {
  readonly options: RealmOptions;
  /** Guards by name, as `__cc` hands them out (those that do not depend on the program). */
  readonly guards: Readonly<Record<string, unknown>>;
  /** Those of programs whose every access is mediated. */
  readonly mediation: Readonly<Record<string, unknown>>;
  readonly mediator: Mediator;
  readonly meter: Meter;
  /** Bytes that natives allocate. */
  readonly allocation: Allocation;
  readonly names: Names;
  readonly regExps: RegExps;
  /** Of this realm, which is tamed for dates by then. */
  makeDate(time: number): object;
  /** Whether v is a Proxy; all of a guest's are made by the cell's own constructor. Looks at identity only. */
  isProxy(v: unknown): boolean;
  /** Has reflection show the accessors of a module's namespace object as the data properties that they stand for. */
  adoptNamespace(namespace: object): void;
  /** The stand-in of a hot prototype, or v. */
  swap(v: unknown): unknown;
  /** The hot prototype of a stand-in, or v. */
  real(v: unknown): unknown;
  /** Whether the object belongs to this realm: its chain ends in this realm's root; runs no guest code. Proxies made by this cell count. */
  isOurs(v: object): boolean;
}

export type { Manifest };
