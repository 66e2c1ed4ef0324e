import type * as t from "@babel/types";

/**
 * What becomes of a node type:
 *   allow    means nothing but what its children mean; stands in the output as it is
 *   rewrite  the transform writes another form, or rules look at it first (DESIGN §4)
 *   reject   refused
 */
export type Disposition = "allow" | "rewrite" | "reject";

/**
 * Every node type of standard JavaScript, decided. A new type in @babel/types stops the build here until somebody decides; at run time a type
 * without an entry (JSX and types that nobody has compiled away, proposals) is refused by default, its children unseen.
 */
export const SYNTAX_POLICY = {
  ArrayExpression: "allow",
  ArrayPattern: "rewrite", // targets
  ArrowFunctionExpression: "rewrite", // entry
  AssignmentExpression: "rewrite", // targets
  AssignmentPattern: "rewrite",
  AwaitExpression: "rewrite", // metered
  BigIntLiteral: "allow",
  BinaryExpression: "allow",
  BlockStatement: "allow",
  BooleanLiteral: "allow",
  BreakStatement: "allow",
  CallExpression: "rewrite", // callee keeps its receiver; `require`
  CatchClause: "rewrite", // caught
  ClassAccessorProperty: "reject", // the decorators proposal's
  ClassBody: "allow",
  ClassDeclaration: "rewrite", // default constructor
  ClassExpression: "rewrite",
  ClassMethod: "rewrite", // key, entry
  ClassPrivateMethod: "rewrite", // entry
  ClassPrivateProperty: "rewrite", // initialiser
  ClassProperty: "rewrite", // key, initialiser
  ConditionalExpression: "allow",
  ContinueStatement: "allow",
  DebuggerStatement: "rewrite", // dropped
  Directive: "rewrite", // dropped; all code is strict
  DirectiveLiteral: "rewrite",
  DoWhileStatement: "rewrite", // steps
  EmptyStatement: "allow",
  ExportAllDeclaration: "rewrite",
  ExportDefaultDeclaration: "rewrite",
  ExportNamedDeclaration: "rewrite",
  ExportNamespaceSpecifier: "rewrite",
  ExportSpecifier: "rewrite",
  ExpressionStatement: "rewrite", // completion value
  File: "allow",
  ForInStatement: "rewrite", // steps, target
  ForOfStatement: "rewrite",
  ForStatement: "rewrite",
  FunctionDeclaration: "rewrite", // entry
  FunctionExpression: "rewrite",
  Identifier: "rewrite", // free names, imports
  IfStatement: "allow",
  Import: "reject", // `import()` is parsed as ImportExpression
  ImportAttribute: "rewrite",
  ImportDeclaration: "rewrite",
  ImportDefaultSpecifier: "rewrite",
  ImportExpression: "rewrite",
  ImportNamespaceSpecifier: "rewrite",
  ImportSpecifier: "rewrite",
  InterpreterDirective: "rewrite", // hashbang, dropped
  LabeledStatement: "allow",
  LogicalExpression: "allow",
  MemberExpression: "rewrite", // key, prototype
  MetaProperty: "rewrite", // import.meta
  NewExpression: "allow",
  NullLiteral: "allow",
  NumericLiteral: "allow",
  ObjectExpression: "allow",
  ObjectMethod: "rewrite", // key, entry
  ObjectPattern: "rewrite", // keys, targets
  ObjectProperty: "rewrite", // key
  OptionalCallExpression: "rewrite",
  OptionalMemberExpression: "rewrite",
  ParenthesizedExpression: "reject", // the parser leaves none
  PrivateName: "allow",
  Program: "rewrite",
  RegExpLiteral: "allow", // judged by invalid-regexp
  RestElement: "rewrite", // target
  ReturnStatement: "rewrite", // leave
  SequenceExpression: "allow",
  SpreadElement: "allow",
  StaticBlock: "rewrite", // entry
  StringLiteral: "allow",
  Super: "allow",
  SwitchCase: "allow",
  SwitchStatement: "allow",
  TaggedTemplateExpression: "rewrite", // tag keeps its receiver
  TemplateElement: "allow",
  TemplateLiteral: "allow",
  ThisExpression: "allow",
  ThrowStatement: "allow",
  TryStatement: "rewrite", // finally
  UnaryExpression: "rewrite", // delete, typeof
  UpdateExpression: "rewrite", // target
  VariableDeclaration: "rewrite", // `using`, a script's `var`
  VariableDeclarator: "rewrite",
  WhileStatement: "rewrite", // steps
  WithStatement: "reject", // never strict
  YieldExpression: "rewrite", // metered
} as const satisfies Record<t.Standardized["type"], Disposition>;
