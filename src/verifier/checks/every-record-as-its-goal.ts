import type { AnyNode, AssignmentExpression, ArrowFunctionExpression, Identifier, Statement } from "acorn";
import { LOCALS, guardId } from "../../contract/index.js";
import { Use } from "../scope.js";
import { ANSWER, ANSWER_AT_DEPTH, COMPLETION } from "../forms.js";
import { assignmentTo, callOf, expressionOf, isName, isReserved } from "../shapes.js";
import type { Walk } from "../walk.js";
import { counters, everyEntryCharged, everyExitLeaves } from "./every-function-charged.js";

/**
 * I3, I8, I10: `run` has the form of its goal. A module's first statement hands over the getters of its exports and nothing else; a
 * script's first the accessors of its lexical declarations, and its last statement is its value.
 */
export function everyRecordAsItsGoal(walk: Walk, node: AnyNode, body: readonly Statement[]): void {
  const { goal } = walk.manifest;
  let at = goal === "module" ? instantiation(walk, node, body) : goal === "script" ? declarations(walk, node, body) : 0;
  let end = body.length;
  if (goal === "script") end = completion(walk, node, body);
  if (walk.metered) {
    const entered = everyEntryCharged(walk, body, at);
    if (entered === at) walk.report.refuse("I10-entry", "`run` is not charged.", node);
    at = counters(walk, body, entered);
  }
  if (goal === "script" || !walk.metered) walk.statements(body, at, end);
  else everyExitLeaves(walk, node, body, at);
}

/** `yield [() => x, …];`: a getter for each export of its own, in the manifest's order. */
function instantiation(walk: Walk, node: AnyNode, body: readonly Statement[]): number {
  const first = expressionOf(body[0]);
  const local = walk.manifest.exports.filter((entry) => !("from" in entry));
  if (first?.type !== "YieldExpression" || first.delegate || first.argument?.type !== "ArrayExpression")
    walk.report.refuse("I3-record", "A module begins with the getters of its exports.", node);
  else if (first.argument.elements.length !== local.length)
    walk.report.refuse("I8-exports", "The getters are not those of the manifest's exports.", first);
  else
    for (const item of first.argument.elements) {
      const name = item?.type === "ArrowFunctionExpression" && item.params.length === 0 ? valueOf(item) : undefined;
      if (name?.type !== "Identifier") walk.report.refuse("I8-exports", "A getter answers with more than a name.", item ?? first);
      else walk.reference(name, Use.Read);
    }
  return 1;
}

/** `__cc_declare(() => x, (__cc_a) => x = __cc_a, …);` iff there are lexical declarations, then `let __cc_v;`. */
function declarations(walk: Walk, node: AnyNode, body: readonly Statement[]): number {
  const { lexicals } = walk.manifest.declares;
  let at = 0;
  if (lexicals.length > 0) {
    const args: readonly AnyNode[] | undefined = callOf(expressionOf(body[at++]), guardId("declare"));
    if (args?.length !== lexicals.length * 2) walk.report.refuse("I8-lexicals", "The accessors are not those of the manifest.", node);
    else lexicals.forEach((name, i) => accessors(walk, name, args[2 * i]!, args[2 * i + 1]!));
    walk.frame.carry(lexicals.length * 2);
  }
  if (!walk.is(body[at], COMPLETION)) walk.report.refuse("I3-record", "A script declares its value.", node);
  walk.scope.declare(LOCALS.completion);
  walk.frame.bindings++;
  return at + 1;
}

function accessors(walk: Walk, name: string, get: AnyNode, set: AnyNode): void {
  const read = get.type === "ArrowFunctionExpression" && get.params.length === 0 ? valueOf(get) : undefined;
  const isSetter = set.type === "ArrowFunctionExpression" && set.params.length === 1 && isName(set.params[0], LOCALS.argument);
  const value = isSetter ? valueOf(set) : undefined;
  // A module reads `await` as a keyword, so that local has another name.
  const local = name === "await" && read?.type === "Identifier" && !isReserved(read.name) ? read.name : name;
  if (!isName(read, local) || !isName(assignmentTo(value, local), LOCALS.argument))
    return walk.report.refuse("I8-lexicals", `The accessors of \`${name}\` are not in their form.`, get);
  walk.reference(read, Use.Read);
  walk.reference((value as AssignmentExpression).left as Identifier, Use.Write);
}

/** The expression that an arrow function without a block answers with. */
const valueOf = (node: ArrowFunctionExpression): AnyNode | undefined => (node.expression && !node.async ? node.body : undefined);

/** `return __cc_v;`, metered `return __cc_leave(__cc_p, __cc_v);` @returns the index of that statement */
function completion(walk: Walk, node: AnyNode, body: readonly Statement[]): number {
  if (!walk.is(body.at(-1), walk.metered ? ANSWER_AT_DEPTH : ANSWER))
    walk.report.refuse("I3-record", "A script ends with its value.", node);
  walk.frame.carry(2);
  return Math.max(0, body.length - 1);
}
