import type { AnyNode, ReturnStatement, Statement } from "acorn";
import { LOCALS, frameWeight, guardId } from "../../contract/index.js";
import { COUNTERS, ENTRY, ENTRY_OF_SUSPENDABLE, EXIT, FENCE, FENCE_OF_SUSPENDABLE } from "../forms.js";
import { callOf, isName } from "../shapes.js";
import type { Walk } from "../walk.js";

/**
 * I10: a function begins with its entry, puts the depth back at every way out, and has counters for its loops.
 *
 *   light        const __cc_p = __cc_enter(W); … return __cc_leave(__cc_p, E); … __cc_leave(__cc_p);
 *   fenced       const __cc_p = __cc_enter(W); … try { … } finally { __cc_leave(__cc_p); }
 *   suspendable  let __cc_p = __cc_enter(W), __cc_y; … try { … } finally { __cc_fin(__cc_p); }
 *   leaf         none of these: a declaration that is judged when all references to it are known
 *
 * Attack: a function that is not charged recurses until the native stack ends; one that leaves early does so with a depth of nothing.
 */
export function everyFunctionCharged(walk: Walk, node: AnyNode, body: readonly Statement[], declared: boolean): void {
  const { frame } = walk;
  if (!walk.metered) return walk.statements(body);
  let at = everyEntryCharged(walk, body, 0);
  if (at === 0) {
    if (!declared || frame.suspendable) return walk.report.refuse("I10-entry", "A function is not charged.", node);
    frame.charge = "leaf";
    frame.weight = 1;
  }
  at = counters(walk, body, at);
  if (frame.charge === "leaf") return walk.statements(body, at);
  const last = body.at(-1);
  const fence = frame.suspendable ? FENCE_OF_SUSPENDABLE : FENCE;
  const isFenced = last?.type === "TryStatement" && last.handler == null && walk.is(last.finalizer, fence);
  if (frame.suspendable || isFenced) {
    frame.charge = "fenced";
    while (at < body.length - 1 && isBareDeclaration(body[at]!)) walk.statement(body[at++]!);
    if (at === body.length - 1 && isFenced) return walk.block(last.block);
    return walk.report.refuse("I10-leave", "A function's code does not stand within its fence.", node);
  }
  everyExitLeaves(walk, node, body, at);
}

/** The entry, if it stands at `at`: sets the frame's charge and weight. @returns where the body goes on */
export function everyEntryCharged(walk: Walk, body: readonly Statement[], at: number): number {
  const { frame } = walk;
  const entry = walk.match(body[at], frame.suspendable ? ENTRY_OF_SUSPENDABLE : ENTRY);
  if (entry === null) return at;
  frame.charge = "light";
  frame.weight = Number(entry[1]);
  frame.bindings += frame.suspendable ? 2 : 1;
  frame.carry(1);
  return at + 1;
}

/** `let __cc_n = 0, __cc_s = 0;` */
export function counters(walk: Walk, body: readonly Statement[], at: number): number {
  if (!walk.is(body[at], COUNTERS)) return at;
  walk.frame.hasCounters = true;
  walk.frame.bindings += 2;
  return at + 1;
}

/** The statements of a frame without fence, of which the last leaves. */
export function everyExitLeaves(walk: Walk, node: AnyNode, body: readonly Statement[], from: number): void {
  const last = body.at(-1);
  if (walk.is(last, EXIT)) return walk.statements(body, from, body.length - 1);
  if (last?.type !== "ReturnStatement") walk.report.refuse("I10-leave", "A function's end does not leave.", node);
  walk.statements(body, from);
}

/** I10: where nothing else leaves, every `return` does, once its value is there. */
export function everyReturnLeaves(walk: Walk, node: ReturnStatement): void {
  const { frame } = walk;
  if (frame.kind === "run" && walk.manifest.goal === "module") walk.report.refuse("I3-record", "A module does not return.", node);
  if (frame.charge !== "light") {
    if (node.argument != null) walk.expression(node.argument);
    return;
  }
  const args: readonly AnyNode[] | undefined = callOf(node.argument, guardId("leave"));
  if (args === undefined || args.length > 2 || !isName(args[0], LOCALS.depth))
    return walk.report.refuse("I10-leave", "A `return` does not leave.", node);
  // Closing the iterator runs guest code behind the return, at a depth from which this frame's weight has been taken already.
  if (frame.forOf > 0 && frame.weight > 1) walk.report.refuse("I10-leave", "A `return` out of `for…of` needs a fence.", node);
  walk.passing(args.length, args.slice(1));
}

/** I10: W covers the frame's names and arguments; a leaf has no more than one unit's, and calls nothing. */
export function everyWeightCovers(walk: Walk, node: AnyNode): void {
  const { frame } = walk;
  const needed = frameWeight(frame.bindings, frame.peak);
  if (frame.charge !== "none" && frame.weight < needed)
    walk.report.refuse(
      "I10-weight",
      `A frame of ${frame.bindings} names and ${frame.peak} arguments weighs ${needed}, and is charged ${frame.weight}.`,
      node,
    );
  if (frame.charge === "leaf" && frame.busy !== undefined)
    walk.report.refuse("I10-leaf", "A function without entry does more than count and compute.", frame.busy);
}

/** `let __cc_1, __cc_2;`, `var x;` */
const isBareDeclaration = (node: Statement): boolean =>
  node.type === "VariableDeclaration" && node.declarations.every((d) => d.init == null);
