import type { Expression } from "acorn";
import type { Walk } from "../walk.js";
import { isCalm } from "./is-calm.js";

/**
 * I10: fields of a base class are evaluated before its constructor has charged, so a field's value is calm, or a function with an entry
 * that is called at once.
 */
export function everyFieldCharged(walk: Walk, value: Expression): void {
  if (isCalm(value)) return;
  const isCharged =
    value.type === "CallExpression" &&
    !value.optional &&
    value.arguments.length === 0 &&
    value.callee.type === "ArrowFunctionExpression" &&
    !value.callee.async;
  if (!isCharged) walk.report.refuse("I10-field", "A field runs code that is not charged.", value);
}
