import type * as t from "@babel/types";
import type { Binding, BindingKind, Facts, FreeReference, Scope } from "./facts.js";

type NameNode = t.Identifier | t.JSXIdentifier;

interface OpenScope extends Scope {
  bindings: Map<string, Binding>;
}

/** Shared by all scopes that declare nothing; most blocks do not. Never written. */
const NO_BINDINGS = new Map<string, Binding>();

/**
 * Collects declarations and references during the walk and resolves the references once all declarations are known, since a
 * name may be used in front of its declaration.
 */
export class ScopeBuilder {
  readonly root: Scope;
  current: Scope;
  readonly #scopes = new Map<t.Node, Scope>();
  readonly #bindings = new Map<NameNode, Binding>();
  // references until they are resolved, a column each: an object for every name in a program would keep the collector busy
  readonly #names: NameNode[] = [];
  readonly #scopesOf: Scope[] = [];
  readonly #uses: FreeReference["use"][] = [];
  readonly #members: (string | undefined)[] = [];

  constructor(program: t.Node) {
    this.root = this.current = makeScope("program", program, null);
    this.#scopes.set(program, this.root);
  }

  /** Opens a scope below the current one. `at`: the node under which `Facts.scopes` finds it, if any. */
  open(kind: Scope["kind"], node: t.Node, at: t.Node | null = node): Scope {
    const scope = makeScope(kind, node, this.current);
    if (at !== null) this.#scopes.set(at, scope);
    return (this.current = scope);
  }

  /** Lets `Facts.scopes` answer with the current scope for `node` as well. */
  alias(node: t.Node): void {
    this.#scopes.set(node, this.current);
  }

  close(scope: Scope): void {
    this.current = scope.parent ?? scope;
  }

  /** A binding that the goal supplies (CommonJS parameters): no identifier declares it. */
  declareName(name: string, kind: BindingKind): void {
    this.#binding(name, kind, this.current);
  }

  declare(id: t.Identifier, kind: BindingKind, scope: Scope = kind === "var" ? this.current.home : this.current): Binding {
    const binding = this.#binding(id.name, kind, scope);
    binding.declarations.push(id);
    this.#bindings.set(id, binding);
    return binding;
  }

  /**
   * Counts the write of a `var` with an initialiser, or in the head of a `for`. Within `catch (e)`, `var e = 1` writes to the
   * catch parameter although it declares the function's `e` (ECMA-262 §B.3.4), so both count.
   */
  writeVar(id: t.Identifier): void {
    const declared = this.#bindings.get(id);
    if (declared !== undefined) declared.writes++;
    for (let scope = this.current; scope !== this.current.home; scope = scope.parent ?? scope.home) {
      const shadow = scope.kind === "catch" ? scope.bindings.get(id.name) : undefined;
      if (shadow !== undefined) shadow.writes++;
    }
  }

  refer(node: NameNode, use: FreeReference["use"], member?: string): void {
    this.#names.push(node);
    this.#scopesOf.push(this.current);
    this.#uses.push(use);
    this.#members.push(member);
  }

  finish(): Facts {
    const free = new Map<string, FreeReference[]>();
    for (let i = 0; i < this.#names.length; i++) {
      const node = this.#names[i]!;
      const use = this.#uses[i]!;
      const member = this.#members[i];
      const name = node.name;
      const binding = resolve(name, this.#scopesOf[i]!);
      if (binding === "arguments") continue;
      if (binding !== null) {
        binding.references.push(node as t.Identifier);
        if (use === "write" || use === "update") binding.writes++;
        this.#bindings.set(node, binding);
        continue;
      }
      const reference: FreeReference = member === undefined ? { node, use } : { node, use, member };
      const known = free.get(name);
      if (known === undefined) free.set(name, [reference]);
      else known.push(reference);
    }
    return { root: this.root, scopes: this.#scopes, bindings: this.#bindings, free };
  }

  #binding(name: string, kind: BindingKind, scope: Scope): Binding {
    const open = scope as OpenScope;
    if (open.bindings === NO_BINDINGS) open.bindings = new Map();
    const known = open.bindings.get(name);
    if (known !== undefined) {
      // `var f; function f() {}` is one binding, and a function's.
      if (kind === "function" && known.kind === "var") (known as { kind: BindingKind }).kind = kind;
      return known;
    }
    const binding: Binding = { name, kind, scope, declarations: [], references: [], writes: 0 };
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
