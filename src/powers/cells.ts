import { bastion, type Bastion } from "../runtime/bastion.js";
import type { Cell } from "../runtime/cell.js";
import type { CellOptions, Limits } from "../runtime/cell-options.js";
import { CellError } from "../runtime/errors.js";
import { Power, type PowerHost } from "../runtime/power.js";
import { definePolicy, type PolicyInput } from "../policy/index.js";

export interface CellsOptions {
  /** Cells that one guest may have at once. Default 16: each is a realm of its own, about a megabyte. */
  readonly max?: number;
  /** Longest source of an inner program, in UTF-16 units. Default 256 Ki: the host compiles it. */
  readonly maxSource?: number;
}

/** What a guest may say of a cell of its own. Plain data and functions of the guest; all else is left out. */
export interface GuestCellOptions {
  readonly policy?: PolicyInput;
  readonly globals?: Readonly<Record<string, unknown>>;
  readonly modules?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly limits?: Pick<Limits, "fuel" | "allocation" | "depth" | "hostCalls" | "output" | "timers" | "perCall">;
  readonly name?: string;
}

export interface GuestCells {
  create(options?: GuestCellOptions): Bastion<GuestCell>;
}

/** Fuel that compiling takes, for each UTF-16 unit of source. */
const FUEL_PER_UNIT = 20;
const LIMITS = ["fuel", "allocation", "depth", "hostCalls", "output", "timers", "perCall"] as const;

/**
 * The power to make cells: `globals: { cells: cells() }`; the guest calls `cells.create({ globals, limits, … })` and has a cell with `evaluate`, `execute`,
 * `load`, `import`, `usage`, `status` and `dispose`.
 *
 * An inner cell never has more than the outer one: its policy is the meet of both, its fuel and its allocation are taken from the outer's, it ends with the outer, and it
 * has no powers but functions and data that the outer guest hands in. Compiling for it costs the outer guest fuel.
 */
export function cells(options: CellsOptions = {}): Power {
  const { max = 16, maxSource = 256 * 1024 } = options;
  if (!Number.isInteger(max) || max < 0) throw new TypeError("cells: max is a whole number");
  return new Power((host) => makeCells(host, max, maxSource), { kind: "cells", options: { max, maxSource } });
}

function makeCells(host: PowerHost, max: number, maxSource: number): GuestCells {
  const live = new Set<Cell>();
  return {
    create: (asked) => {
      for (const cell of [...live]) if (cell.status !== "ready") live.delete(cell);
      if (live.size >= max) throw new RangeError(`a guest has at most ${max} cells at once`);
      const cell = host.subcell(judge(asked));
      live.add(cell);
      return bastion(new GuestCell(cell, (source) => chargeSource(host, source, maxSource)), { name: "Cell" });
    },
  };
}

/** Takes what is known of what a guest says; the membrane has made it plain data of ours. */
function judge(asked: GuestCellOptions = {}): CellOptions {
  if (typeof asked !== "object" || asked === null) throw new CellError("invalid-options", "options of a cell are an object");
  const { policy, globals, modules, limits, name } = asked;
  return {
    ...(policy === undefined ? {} : { policy: definePolicy(policy) }),
    ...(globals === undefined ? {} : { globals: record(globals) }),
    ...(modules === undefined ? {} : { modules: record(modules) as NonNullable<CellOptions["modules"]> }),
    limits: Object.fromEntries(LIMITS.filter((limit) => limits?.[limit] !== undefined).map((limit) => [limit, limits?.[limit]])),
    name: typeof name === "string" ? name.slice(0, 100) : "inner",
  };
}

function record(given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null) throw new CellError("invalid-options", "globals and modules are objects");
  return given as Readonly<Record<string, unknown>>;
}

function chargeSource(host: PowerHost, source: unknown, maxSource: number): string {
  if (typeof source !== "string") throw new CellError("invalid-options", "a program is given as text");
  if (source.length > maxSource) throw new CellError("invalid-options", `a program of an inner cell has at most ${maxSource} characters`);
  host.charge(FUEL_PER_UNIT * (source.length + 1));
  return source;
}

/** A guest's hold on a cell of its own; goes in as a bastion. */
class GuestCell {
  readonly #cell: Cell;
  readonly #judge: (source: unknown) => string;

  constructor(cell: Cell, judge: (source: unknown) => string) {
    this.#cell = cell;
    this.#judge = judge;
  }
  evaluate(program: unknown): unknown {
    return this.#cell.evaluate(this.#judge(program));
  }
  execute(program: unknown): void {
    this.#cell.execute(this.#judge(program));
  }
  async load(program: unknown): Promise<unknown> {
    return plain(await this.#cell.load(this.#judge(program)));
  }
  async import(specifier: unknown): Promise<unknown> {
    return plain(await this.#cell.import(String(specifier)));
  }
  usage(): Cell["usage"] {
    return { ...this.#cell.usage };
  }
  status(): Cell["status"] {
    return this.#cell.status;
  }
  dispose(): void {
    this.#cell.dispose();
  }
}

const plain = (namespace: object): object => ({ ...namespace });
