/** The guards that do not depend on a program, each made once, by their names in contract/guards.ts. */
import { makeAlive } from "../../guards/alive.js";
import { makeBack } from "../../guards/back.js";
import { makeBoxed } from "../../guards/boxed.js";
import { makeBuy } from "../../guards/buy.js";
import { makeCaught } from "../../guards/caught.js";
import { makeCount } from "../../guards/count.js";
import { makeDelegate } from "../../guards/delegate.js";
import { makeEnter } from "../../guards/enter.js";
import { makeEnv } from "../../guards/env.js";
import { makeFin } from "../../guards/fin.js";
import { makeIterate } from "../../guards/iterate.js";
import { makeKeyed } from "../../guards/keyed.js";
import { makeKey, type KeyRules } from "../../guards/key.js";
import { makeLeave } from "../../guards/leave.js";
import { none } from "../../guards/none.js";
import { makeNs } from "../../guards/ns.js";
import { makeParent } from "../../guards/parent.js";
import { makeProto } from "../../guards/proto.js";
import { makeAccess } from "../../guards/mediation/access.js";
import { makeCalls } from "../../guards/mediation/call.js";
import { makeIterations } from "../../guards/mediation/iteration.js";
import { makeSized } from "../../guards/sized.js";
import { makeRegexp } from "../../guards/regexp.js";
import { makeType } from "../../guards/type.js";
import type { Frames, MeterParts } from "../../limits/meter.js";
import type { Listing } from "./charges/listing.js";
import { makePaced } from "./charges/paced.js";
import type { Payer } from "./charges/payer.js";
import type { Mediator } from "./mediator.js";
import type { NameRecords } from "./names.js";
import type { RegExps } from "./regexp/regexps.js";

export const makeFrames = ({ state, slow }: MeterParts): Frames => ({ enter: makeEnter(state, slow), leave: makeLeave(state) });

/** What guards are made of. */
interface Parts {
  readonly meter: MeterParts;
  readonly frames: Frames;
  readonly names: NameRecords;
  readonly rules: KeyRules;
  readonly isOurs: (v: object) => boolean;
  readonly regExps: RegExps;
  readonly payer: Payer;
  readonly listing: Listing;
}

export function makeGuards({ meter, frames, names, rules, isOurs, regExps, payer, listing }: Parts): Readonly<Record<string, unknown>> {
  const { state, slow } = meter;
  const { enter, leave } = frames;
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
    sized: makeSized(payer, makePaced(payer, rules.proxies), rules.proxies),
    count: makeCount(payer),
    keyed: makeKeyed(listing),
    boxed: makeBoxed(payer),
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
