import type { AnyNode, Identifier, ObjectPattern } from "acorn";
import { guardId, isGuardedKey } from "../../contract/index.js";
import { Use } from "../scope.js";
import { callOf, isName, isRawTemp, staticName } from "../shapes.js";
import type { Declares, Walk } from "../walk.js";
import { isNumberForm } from "./every-computed-key-guarded.js";
import { noForbiddenKey } from "./no-forbidden-key.js";

/**
 * I4, I5, I6 in object patterns: what a guarded key, `prototype` or, metered, `constructor` delivers goes into a raw temp, and out of it through `__cc_proto` alone
 * (`[__cc_none]: TARGET = __cc_proto(__cc_r1)`; the symbol is one that no object has, so the default is taken).
 */
export function everyPatternGuarded(walk: Walk, properties: ObjectPattern["properties"], declares: Declares): void {
  for (const item of properties) {
    if (item.type === "RestElement") {
      walk.pattern(item.argument, declares);
      continue;
    }
    const key: AnyNode = item.key;
    const value: AnyNode = item.value;
    if (!item.computed) {
      noForbiddenKey(walk, staticName(key), key);
      if (isGuardedKey(staticName(key), walk.metered)) raw(walk, value, declares);
      else walk.pattern(value, declares);
    } else if (isName(key, guardId("none"))) {
      if (value.type !== "AssignmentPattern") walk.report.refuse("I3-guard-astray", "`__cc_none` stands before a default.", item);
      else {
        walk.pattern(value.left, declares, value.right);
        walk.expression(value.right);
      }
    } else if (isNumberForm(key)) {
      walk.expression(key);
      walk.pattern(value, declares);
    } else {
      const args = callOf(key, guardId("key"));
      if (args?.length !== 1) {
        walk.report.refuse("I4-computed-key", "A computed key of a pattern is neither guarded nor a number's form.", key);
        continue;
      }
      walk.passing(1, [args[0]!]);
      raw(walk, value, declares);
    }
  }
}

function raw(walk: Walk, value: AnyNode, declares: Declares): void {
  if (value.type !== "Identifier" || !isRawTemp(value.name))
    walk.report.refuse("I6-prototype", "A pattern hands on a value that has not passed its guard.", value);
  else if (declares === false) walk.references.add(value satisfies Identifier, walk.scope, Use.Write);
  else walk.bind(value, declares);
}
