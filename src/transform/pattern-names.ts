import type * as t from "@babel/types";

/** The identifiers that a binding pattern declares, in order. */
export function patternNames(node: t.Node, names: t.Identifier[] = []): t.Identifier[] {
  switch (node.type) {
    case "Identifier":
      names.push(node);
      break;
    case "ArrayPattern":
      for (const item of node.elements) if (item !== null) patternNames(item, names);
      break;
    case "ObjectPattern":
      for (const item of node.properties) patternNames(item.type === "RestElement" ? item.argument : item.value, names);
      break;
    case "AssignmentPattern":
      patternNames(node.left, names);
      break;
    case "RestElement":
      patternNames(node.argument, names);
      break;
  }
  return names;
}
