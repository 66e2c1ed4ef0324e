import type * as t from "@babel/types";
import { LOCALS } from "../contract/index.js";
import { assign, guard, id, number, sequence, unary } from "./build.js";
import { enter } from "./entry.js";
import type { Frame } from "./frame.js";

/** The operand of an `await` or `yield`: evaluated, then the frame is left. */
export const suspended = (value: t.Expression): t.Expression =>
  sequence(
    assign(id(LOCALS.passage), value),
    assign(id(LOCALS.depth), guard("leave", id(LOCALS.depth), unary("-", number(1)))),
    id(LOCALS.passage),
  );

/** The whole `await` or `yield`: its result is kept while the frame is entered again. */
export const resumed = (frame: Frame, node: t.Expression): t.Expression =>
  sequence(assign(id(LOCALS.passage), node), assign(id(LOCALS.depth), enter(frame)), id(LOCALS.passage));
