import type { Identifier, MemberExpression, Node } from "acorn";

/** Where a name is declared, and what happens to it. */
export interface Binding {
  readonly name: string;
  readonly frame: Frame;
  /** of the prelude: never assigned */
  readonly fixed: boolean;
  /** not a `var`, nor a function at its function's top */
  lexical: boolean;
  /** `const`: an assignment throws, and changes nothing */
  constant: boolean;
  declarations: number;
  /** Assignments, updates, pattern targets. Initialisers of `let` and `const`, parameters and the guard of a `catch` are none. */
  writes: number;
  /** The only assignment, if there is one. */
  writtenIn: Frame | undefined;
  writtenAt: number;
  /** References other than as the callee of a plain call. */
  escapes: boolean;
  /** A rest parameter. */
  rest: boolean;
  /** References by which somebody may get hold of its value. */
  exposed: boolean;
}

/** A block, function or class as names see it (I2). Names may be declared after they are used: all is resolved at the end. */
export class Scope {
  names: Map<string, Binding> | undefined;
  /** Somebody may get hold of its `arguments`. */
  exposed = false;
  /** Functions other than arrows, static blocks and fields stop the search for `arguments`. */
  constructor(
    readonly parent: Scope | undefined,
    readonly frame: Frame,
    /** binds `arguments` */
    readonly hasArguments = false,
  ) {}

  declare(name: string, fixed = false): Binding {
    const names = (this.names ??= new Map<string, Binding>());
    const known = names.get(name);
    if (known !== undefined) {
      known.declarations++;
      return known;
    }
    const binding: Binding = {
      name,
      frame: this.frame,
      fixed,
      lexical: false,
      constant: false,
      declarations: 1,
      writes: 0,
      writtenIn: undefined,
      writtenAt: -1,
      escapes: false,
      rest: false,
      exposed: false,
    };
    names.set(name, binding);
    return binding;
  }

  find(name: string): Binding | undefined {
    const own = this.names?.get(name);
    if (own !== undefined) return own;
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      const found = scope.names?.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The scope whose `arguments` are meant. */
  findArguments(): Scope | undefined {
    if (this.hasArguments) return this;
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) if (scope.hasArguments) return scope;
    return undefined;
  }
}

/**
 * How a frame is charged.
 *   none    not metered
 *   light   every return leaves
 *   fenced  a `finally` round all leaves
 *   leaf    not charged: everything in it is bounded by its caller
 */
export type Charge = "none" | "light" | "fenced" | "leaf";

/** One activation record: `run`, a function, a static block, or a field's initialiser. */
export class Frame {
  charge: Charge = "none";
  /** The literal W of its entry. */
  weight = 0;
  /** Declared names. */
  bindings = 0;
  /** Arguments in flight now, and the most that ever are. */
  flight = 0;
  peak = 0;
  /** Has something that a leaf may not have. */
  busy: Node | undefined;
  hasCounters = false;
  /** Depth of `for…of` bodies round the current statement. */
  forOf = 0;
  /** The scope of `var`s. */
  vars!: Scope;

  constructor(
    readonly kind: "run" | "function" | "arrow" | "static" | "field",
    readonly suspendable: boolean,
    /** `super` and `new.target` mean something of the guest's. */
    readonly isGuests: boolean,
  ) {}

  /** Arguments in flight while what follows is evaluated. */
  board(count: number): void {
    this.flight += count;
    this.carry(0);
  }

  /** Arguments in flight while nothing of the guest's is evaluated. */
  carry(count: number): void {
    if (this.flight + count > this.peak) this.peak = this.flight + count;
  }
}

export const enum Use {
  Read,
  Call,
  /** what is spread, without a guard */
  Spread,
  /** its length, or an element that a number names, is read */
  Part,
  Write,
  /** read and written */
  Update,
}

/** References met, in parallel lists: one object fewer for each. */
export class References {
  readonly nodes: Identifier[] = [];
  readonly scopes: Scope[] = [];
  readonly uses: Use[] = [];
  /** Spreads without guard, by their places in these lists. */
  readonly spreads: number[] = [];
  /** Members whose base must be steady while their key is evaluated. */
  readonly bases: { readonly node: MemberExpression; readonly base: Identifier; readonly key: Node; readonly scope: Scope }[] = [];

  add(node: Identifier, scope: Scope, use: Use): void {
    this.nodes.push(node);
    this.scopes.push(scope);
    this.uses.push(use);
  }
}
