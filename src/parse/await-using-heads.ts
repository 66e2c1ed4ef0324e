import type * as t from "@babel/types";
import { forEachChild } from "./for-each-child.js";

/**
 * Moves resources that are awaited out of the heads of loops, where Babel's plugin takes them for others (7.29):
 *
 *   for (await using r of list) S   ⟶  for (const _r of list) { await using r = _r; S }
 */
export function moveAwaitUsingHeads(root: t.Node, text: string): void {
  let name = "_resource";
  while (text.includes(name)) name += "_";
  const visit = (node: t.Node): void => {
    if (node.type === "ForOfStatement" && node.left.type === "VariableDeclaration" && node.left.kind === "await using")
      moveHead(node, name);
    forEachChild(node, visit);
  };
  visit(root);
}

function moveHead(node: t.ForOfStatement, name: string): void {
  const left = node.left as t.VariableDeclaration;
  const [declarator] = left.declarations as [t.VariableDeclarator];
  const { start, end, loc } = left;
  const held = (): t.Identifier => ({ ...declarator.id, type: "Identifier", name }) as t.Identifier;
  const resource = { ...left, declarations: [{ ...declarator, init: held() }] } as t.VariableDeclaration;
  const body: t.Statement[] = [resource, node.body];
  node.left = { ...left, kind: "const", declarations: [{ ...declarator, id: held() }] } as t.VariableDeclaration;
  node.body = { type: "BlockStatement", body, directives: [], start, end, loc } as t.BlockStatement;
}
