import type { CallExpression } from "acorn";
import { guardId } from "../../contract/index.js";
import { Use } from "../scope.js";
import { callOf, isReserved, stringOf } from "../shapes.js";
import type { Walk } from "../walk.js";
import { everyCallMediated, everyMediationInItsForm } from "./every-access-mediated.js";
import { regexInItsForm } from "./no-unbounded-regex.js";
import { everyPrototypeGuarded } from "./every-prototype-guarded.js";

/** I3: a guard is called in its own form, in its own place; anything else that is called is the guest's. */
export function everyCallInItsForm(walk: Walk, node: CallExpression): void {
  const { callee } = node;
  if (callee.type === "Identifier" && isReserved(callee.name)) {
    if (guardCall(walk, node, callee.name) || everyMediationInItsForm(walk, node, callee.name)) return;
  }
  if (walk.mediated && everyCallMediated(walk, node)) return;
  walk.frame.busy ??= node;
  if (callee.type === "Identifier" && !node.optional) walk.reference(callee, Use.Call);
  else if (callee.type !== "Super") walk.callee(callee); // the parser has `super()` in constructors alone, which are the guest's
  walk.passing(node.arguments.length, node.arguments);
  if (walk.manifest.goal === "commonjs" && callee.type === "Identifier" && callee.name === "require") {
    const specifier = stringOf(node.arguments[0]);
    if (specifier !== undefined) walk.requires.push({ node, scope: walk.scope, specifier });
  }
}

/** The guards whose calls are values. All others belong to the row of some other node. */
function guardCall(walk: Walk, node: CallExpression, name: string): boolean {
  const args = callOf(node, name) ?? [];
  const [first] = args;
  if (first === undefined) return false;
  switch (name) {
    case guardId("proto"):
      if (args.length !== 1) return false;
      everyPrototypeGuarded(walk, node, first);
      return true;
    case guardId("import"): {
      if (args.length > 2) return false;
      walk.frame.busy ??= node;
      const specifier = stringOf(first);
      if (specifier !== undefined && !walk.dynamicImports.has(specifier))
        walk.report.refuse("I8-import", `\`${specifier}\` is imported, and not among the manifest's dynamic imports.`, node);
      walk.passing(args.length, args);
      return true;
    }
    case guardId("sized"):
    case guardId("boxed"):
    case guardId("keyed"):
      if (!walk.facing.has(node)) return false;
      walk.frame.busy ??= node;
      walk.passing(args.length, args);
      return true;
    case guardId("iterate"):
      if (args.length !== 1 || !walk.metered) return false;
      walk.frame.busy ??= node;
      walk.frame.board(1);
      walk.iterated(first);
      walk.frame.flight--;
      return true;
    case guardId("regexp"):
      return walk.manifest.features.includes("regexp") && regexInItsForm(walk, node);
    case guardId("type"): {
      const asked = stringOf(first);
      if (args.length !== 1 || asked === undefined || !walk.usesNames) return false;
      walk.frame.busy ??= node;
      if (!walk.names.has(asked)) walk.report.refuse("I8-name", `\`${asked}\` is not among the manifest's names.`, node);
      walk.frame.carry(1);
      return true;
    }
    default:
      return false;
  }
}
