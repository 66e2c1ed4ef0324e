/** The guards that do not depend on a program, each made once, by their names in contract/guards.ts. */
import { makeAlive } from "../../guards/alive.js";
import { makeBack } from "../../guards/back.js";
import { makeBuy } from "../../guards/buy.js";
import { makeCaught } from "../../guards/caught.js";
import { makeDelegate } from "../../guards/delegate.js";
import { makeEnter } from "../../guards/enter.js";
import { makeEnv } from "../../guards/env.js";
import { makeFin } from "../../guards/fin.js";
import { makeIterate } from "../../guards/iterate.js";
import { makeKey, type KeyRules } from "../../guards/key.js";
import { makeLeave } from "../../guards/leave.js";
import { none } from "../../guards/none.js";
import { makeNs } from "../../guards/ns.js";
import { makeParent } from "../../guards/parent.js";
import { makeProto } from "../../guards/proto.js";
import { makeAccess } from "../../guards/mediation/access.js";
import { makeCalls } from "../../guards/mediation/call.js";
import { makeIterations } from "../../guards/mediation/iteration.js";
import { makeRegexp } from "../../guards/regexp.js";
import { makeType } from "../../guards/type.js";
import type { Frames, MeterParts } from "../../limits/meter.js";
import type { Mediator } from "./mediator.js";
import type { NameRecords } from "./names.js";
import type { RegExps } from "./regexp/regexps.js";

export const makeFrames = ({ state, slow }: MeterParts): Frames => ({ enter: makeEnter(state, slow), leave: makeLeave(state) });

export function makeGuards(
  { state, slow }: MeterParts,
  { enter, leave }: Frames,
  names: NameRecords,
  rules: KeyRules,
  isOurs: (v: object) => boolean,
  regExps: RegExps,
): Readonly<Record<string, unknown>> {
  return {
    __proto__: null,
    key: makeKey(rules),
    proto: makeProto(rules.hotness),
    parent: makeParent(rules.hotness),
    caught: makeCaught(state, slow, isOurs),
    alive: makeAlive(state, slow),
    none,
    enter,
    leave,
    fin: makeFin(state),
    back: makeBack(state, enter),
    buy: makeBuy(state, slow),
    delegate: makeDelegate(state, enter),
    ...makeIterate(),
    env: makeEnv(names),
    type: makeType(names),
    ns: makeNs(names),
    regexp: makeRegexp(regExps),
  } as Readonly<Record<string, unknown>>;
}

/** Guards of programs whose every access is mediated. */
export function makeMediation(
  { meter }: MeterParts,
  { hotness }: KeyRules,
  key: (k: unknown, base?: unknown) => unknown,
  mediator: Mediator,
): Readonly<Record<string, unknown>> {
  const charge = (units: number): void => meter.charge(units);
  return {
    __proto__: null,
    ...makeAccess({ mediator, hotness, key, charge }),
    ...makeCalls(mediator),
    ...makeIterations(mediator, charge),
  } as Readonly<Record<string, unknown>>;
}
