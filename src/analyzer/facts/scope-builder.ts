import type * as t from "@babel/types";
import { Resolution } from "./resolution.js";
import type { Binding, BindingKind, FreeReference, Scope } from "./facts.js";

interface OpenScope extends Scope {
  bindings: Map<string, Binding>;
}

/** Shared by all scopes that declare nothing; most blocks do not. Never written. */
const NO_BINDINGS = new Map<string, Binding>();

/** Collects declarations and references during the walk. Names wait in columns until all declarations are known: an object for each would keep the collector busy. */
export class ScopeBuilder {
  readonly root: Scope;
  current: Scope;
  readonly #openers: t.Node[] = [];
  readonly #opened: Scope[] = [];
  readonly #declaring: Scope[] = [];
  readonly #names: t.Identifier[] = [];
  readonly #scopesOf: Scope[] = [];
  readonly #uses: FreeReference["use"][] = [];
  readonly #details: (string | t.Node | undefined)[] = [];

  constructor(program: t.Node) {
    this.root = this.current = makeScope("program", program, null);
    this.alias(program);
  }

  /** Opens a scope below the current one. `at`: the node under which `Facts.scopes` finds it, if any. */
  open(kind: Scope["kind"], node: t.Node, at: t.Node | null = node): Scope {
    this.current = makeScope(kind, node, this.current);
    if (at !== null) this.alias(at);
    return this.current;
  }

  /** Lets `Facts.scopes` answer with the current scope for `node` as well. */
  alias(node: t.Node): void {
    this.#openers.push(node);
    this.#opened.push(this.current);
  }

  close(scope: Scope): void {
    this.current = scope.parent ?? scope;
  }

  /** A binding that no identifier declares: one that the goal supplies (CommonJS parameters), the inner name of a class. */
  declareName(name: string, kind: BindingKind): void {
    this.#binding(name, kind, this.current);
  }

  declare(id: t.Identifier, kind: BindingKind): Binding {
    return this.#binding(id.name, kind, kind === "var" ? this.current.home : this.current, id);
  }

  /**
   * Declares a `var` with an initialiser, or in the head of a `for`, and counts the write. Within `catch (e)`, `var e = 1` writes to the
   * catch parameter although it declares the function's `e` (ECMA-262 §B.3.4), so both count.
   */
  declareWritten(id: t.Identifier): void {
    this.declare(id, "var").writes++;
    for (let scope = this.current; scope !== this.current.home; scope = scope.parent ?? scope.home) {
      const shadow = scope.kind === "catch" ? scope.bindings.get(id.name) : undefined;
      if (shadow !== undefined) shadow.writes++;
    }
  }

  /** `detail`: the member that is used, or the first argument of a call. */
  refer(node: t.Identifier, use: FreeReference["use"], detail?: string | t.Node): void {
    this.#names.push(node);
    this.#scopesOf.push(this.current);
    this.#uses.push(use);
    this.#details.push(detail);
  }

  finish(): Resolution {
    const bindings: (Binding | undefined)[] = [];
    const free = new Map<string, FreeReference[]>();
    for (let i = 0; i < this.#names.length; i++) {
      const node = this.#names[i]!;
      const binding = resolve(node.name, this.#scopesOf[i]!);
      bindings.push(binding === null || binding === "arguments" ? undefined : binding);
      if (binding !== null) continue;
      const use = this.#uses[i]!;
      const detail = this.#details[i];
      const reference: FreeReference =
        detail === undefined ? { node, use } : typeof detail === "string" ? { node, use, member: detail } : { node, use, argument: detail };
      const known = free.get(node.name);
      if (known === undefined) free.set(node.name, [reference]);
      else known.push(reference);
    }
    const references = { names: this.#names, uses: this.#uses, bindings };
    return new Resolution(this.root, free, references, { openers: this.#openers, opened: this.#opened, declaring: this.#declaring });
  }

  #binding(name: string, kind: BindingKind, scope: Scope, id?: t.Identifier): Binding {
    const open = scope as OpenScope;
    if (open.bindings === NO_BINDINGS) {
      open.bindings = new Map();
      this.#declaring.push(open);
    }
    const known = open.bindings.get(name);
    if (known !== undefined) {
      // `var f; function f() {}` is one binding, and a function's.
      if (kind === "function" && known.kind === "var") (known as { kind: BindingKind }).kind = kind;
      if (id !== undefined) known.declarations.push(id);
      return known;
    }
    const binding: Binding = { name, kind, scope, declarations: id === undefined ? [] : [id], references: [], writes: 0 };
    open.bindings.set(name, binding);
    return binding;
  }
}

function makeScope(kind: Scope["kind"], node: t.Node, parent: Scope | null): OpenScope {
  const scope = { kind, node, parent, home: parent?.home as Scope, bindings: NO_BINDINGS };
  if (parent === null || kind === "function" || kind === "static" || kind === "params") scope.home = scope;
  return scope;
}

/** The binding that `name` means in `scope`; null if it is free; `arguments` is every ordinary function's own. */
function resolve(name: string, scope: Scope): Binding | "arguments" | null {
  const isArguments = name === "arguments";
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.bindings !== NO_BINDINGS) {
      const binding = at.bindings.get(name);
      if (binding !== undefined) return binding;
    }
    if (isArguments && (at.kind === "function" || at.kind === "params") && at.node.type !== "ArrowFunctionExpression") return "arguments";
  }
  return null;
}
