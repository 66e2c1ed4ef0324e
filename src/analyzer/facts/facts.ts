import type * as t from "@babel/types";

export type BindingKind = "var" | "let" | "const" | "class" | "function" | "param" | "catch" | "import" | "self";

export interface Binding {
  readonly name: string;
  /** `self`: the inner name of a named function or class expression; a class declaration has both `class` outside and `self` inside. */
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** Identifiers that declare it (several for repeated `var`s and functions). */
  readonly declarations: t.Identifier[];
  /** Identifiers that refer to it, reads and writes, declarations left out. */
  readonly references: t.Identifier[];
  /** Writes: assignment, update, pattern target, `for (x of …)` without declaration, a `var` with an initialiser or as for-in/of head. */
  writes: number;
}

export interface Scope {
  /**
   * `params`: the outer scope of a function whose parameters contain expressions; its body's is a `function` below it.
   * `self`: holds the inner name of a named function expression. `class`: holds the inner name of a class.
   */
  readonly kind: "program" | "function" | "params" | "block" | "catch" | "class" | "static" | "self";
  readonly node: t.Node;
  readonly parent: Scope | null;
  /** The nearest enclosing scope to which `var`s and temps belong: program, function or static (within parameters: `params`). */
  readonly home: Scope;
  readonly bindings: ReadonlyMap<string, Binding>;
}

/** Everything about the names of one program. Babel's nodes are the keys. */
export interface Facts {
  readonly root: Scope;
  /**
   * Scope opened by a node: Program, functions, blocks, for statements, catch clauses, switch, classes, static blocks. A function's
   * body block answers with the scope of its `var`s; the function itself with the outer one if there are two.
   */
  readonly scopes: ReadonlyMap<t.Node, Scope>;
  /** Binding of every identifier that declares or refers; free ones are absent. */
  readonly bindings: ReadonlyMap<t.Identifier, Binding>;
  /** Free names, each with its references in source order (`arguments` inside a non-arrow function is not free). */
  readonly free: ReadonlyMap<string, readonly FreeReference[]>;
}

export interface FreeReference {
  readonly node: t.Identifier;
  readonly use: "read" | "write" | "update" | "typeof" | "delete" | "call";
  /** For `Math.max`: `max`; what the program uses of the global. */
  readonly member?: string;
  /** Of a call: its first argument. */
  readonly argument?: t.Node;
}
