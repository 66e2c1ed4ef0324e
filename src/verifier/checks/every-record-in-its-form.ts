import type { AnyNode, MemberExpression } from "acorn";
import { guardId } from "../../contract/index.js";
import { callOf, isName, isReserved, stringOf } from "../shapes.js";
import type { Position, Walk } from "../walk.js";

const NAMESPACE = guardId("ns");
const ENVIRONMENT = guardId("env");
const IMPORT = /^__cc_m(0|[1-9][0-9]*)$/;

/** Whether it is a record of the runtime's. */
export const isRecord = (node: AnyNode): boolean =>
  (node.type === "Identifier" && isReserved(node.name) && (node.name === NAMESPACE || IMPORT.test(node.name))) ||
  (node.type === "CallExpression" && isName(node.callee, ENVIRONMENT));

/**
 * I3, I8: `__cc_m0.name`, `__cc_ns.name` and `__cc_env("name").name` stand whole, their names are the manifest's, and they are never the receiver of
 * a call, which would hand the record to the guest. Imports are not written.
 *
 * @returns whether the base was one of these records
 */
export function everyGuardedRecord(walk: Walk, node: MemberExpression, position: Position): boolean {
  const { object, property, computed, optional } = node;
  if (!isRecord(object)) return false;
  const isEnvironment = object.type === "CallExpression";
  const record = object.type === "Identifier" ? IMPORT.exec(object.name) : null;
  const isWritten = position === "write" || position === "update";
  // An export may have any text for a name: `__cc_m0["any text"]`.
  const name = !computed && property.type === "Identifier" ? property.name : record !== null && computed ? stringOf(property) : undefined;
  if (name === undefined || optional || position === "call" || position === "delete" || (isWritten && record !== null)) {
    walk.report.refuse("I3-guard-astray", "A record of the runtime stands outside its form.", node);
    return true;
  }
  if (record !== null) {
    if (walk.imports[Number(record[1])]?.has(name) !== true)
      walk.report.refuse("I8-import", `\`${name}\` is not among the names of that import.`, node);
  } else if (isEnvironment) {
    const args = callOf(object, ENVIRONMENT);
    walk.frame.busy ??= node;
    walk.frame.carry(1);
    if (args?.length !== 1 || stringOf(args[0]) !== name || !walk.usesNames)
      walk.report.refuse("I3-guard-astray", "`__cc_env` stands outside its form.", node);
    else if (!walk.names.has(name)) walk.report.refuse("I8-name", `\`${name}\` is not among the manifest's names.`, node);
  } else if (!walk.variables.has(name)) walk.report.refuse("I8-variable", `\`${name}\` is not among the manifest's variables.`, node);
  return true;
}
