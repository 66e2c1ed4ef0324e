import type * as t from "@babel/types";
import type { KeyOwner } from "../static-key.js";

/** Goes along with the walk, which shows it each thing once, in source order and parents first. */
export interface Watcher {
  /** Every identifier, whatever it stands for: name, key, label. Undefined if nobody looks: nearly half of all nodes are identifiers. */
  readonly name: ((node: t.Identifier) => void) | undefined;
  /** Every property key that the text spells: of members, literals, patterns, class elements; imported and exported names. */
  key(name: string, key: t.Node, owner: KeyOwner): void;
  /** A member that is assigned, updated, deleted or filled by a pattern. */
  target(node: t.MemberExpression): void;
  call(node: t.CallExpression): void;
  /** What is imported from: by `import` and `export … from`, or by `import()`. */
  specifier(node: t.Node, isDynamic: boolean): void;
  pattern(node: t.RegExpLiteral): void;
  /** A node that is no standard JavaScript, or none that runs in a cell. What is below it is not shown. */
  unsupported(node: t.Node): void;
}

const ignore = (): void => {};

/** For walks that nobody goes along with. */
export const NOBODY: Watcher = {
  name: undefined,
  key: ignore,
  target: ignore,
  call: ignore,
  specifier: ignore,
  pattern: ignore,
  unsupported: ignore,
};
