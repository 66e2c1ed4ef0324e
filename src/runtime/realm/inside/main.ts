/**
 * The script that runs in every realm before guest code. It tames the realm's intrinsics, makes the guards, and answers the host with what it needs;
 * nothing of the host's is kept but plain data and what membrane and linker are connected to.
 */
import { makeMembrane } from "../../membrane/inside/membrane.js";
import type { InsideMembrane } from "../../membrane/inside/wire.js";
import { makeLinker, type Linker } from "../../modules/inside/linker.js";
import { makeAllocation } from "../../limits/allocation.js";
import { makeMeter } from "../../limits/meter.js";
import { LANGUAGE_GLOBALS } from "../../../contract/language-globals.js";
import { makeAmbient, type Ambient } from "./ambient.js";
import { chargedHolders, chargeNatives } from "./charges/charge-natives.js";
import { makeListing } from "./charges/listing.js";
import { makePayer } from "./charges/payer.js";
import { makeFrames, makeGuards, makeMediation } from "./guards.js";
import { makeHotness } from "./hotness.js";
import {
  arrayIncludes,
  arrayPush,
  asyncFunctionPrototype,
  asyncGeneratorFunctionPrototype,
  create,
  DateOf,
  freeze,
  functionPrototype,
  generatorFunctionPrototype,
  hasOwn,
  objectPrototype,
} from "./intrinsics.js";
import { makeIsOurs } from "./is-ours.js";
import type { Kit, RealmOptions } from "./kit.js";
import { makeMediator } from "./mediator.js";
import { makeNames } from "./names.js";
import { cure } from "./overrides.js";
import type { Tamed } from "../settle.js";
import type { Root } from "../plan.js";
import { makeRegExps } from "./regexp/regexps.js";
import { findRoot } from "./roots.js";
import { makeNamespaces } from "./namespaces.js";
import { makeProxies, tameProxy } from "./proxy.js";
import { makePublisher } from "./publish.js";
import { makeStandIns } from "./stand-ins.js";
import { supply, type SharedSymbols } from "./supply.js";
import { tameDate } from "./tame-date.js";
import { tameErrors, type Stacks } from "./tame-errors.js";
import { tameFinalization } from "./tame-finalization.js";
import { tameFunctions, type FunctionStubs } from "./tame-functions.js";
import { tameJson } from "./tame-json.js";
import { tameLocale } from "./tame-locale.js";
import { tameProto } from "./tame-proto.js";
import { tameRandom } from "./tame-random.js";
import { tameRecursion } from "./tame-recursion.js";
import { tameReflection } from "./tame-reflection.js";
import { tameIntl } from "./tame-intl.js";

/** What stands where in a realm (plan.ts): lists that no guest has, made by the host so that nothing is looked up in here. */
export interface Found {
  /** All intrinsics. The other lists are of indices into this one. */
  readonly objects: readonly object[];
  /** Constructors, each followed by its prototype. */
  readonly arrayKinds: readonly number[];
  readonly makers: readonly number[];
  /** Intrinsics that are reached through `Intl` alone. */
  readonly intl: readonly number[];
}

/** Of the host, once per realm. */
export interface Birth {
  readonly options: RealmOptions;
  readonly symbols: SharedSymbols;
  /** Whether the native stack has room to go on (limits/stack-check.ts). The inside keeps this function of the host, which takes nothing and throws nothing, and the next. */
  isRoomy(): boolean;
  /** Where the Proxies of all guests are entered, with the root of their realm (unhandled-rejections.ts). */
  readonly proxyRoots: WeakMap<object, object>;
  /** Why a pattern may not be compiled, or undefined (`regexp: "safe"`). Takes and answers strings; what it throws is caught and goes no further. */
  judge(source: string, flags: string): string | undefined;
  /** Finds the realm's intrinsics, and removes what is not permitted. */
  prepare(global: object, root: Root): Found;
  /** Freezes what is not hot. */
  finish(tamed: Tamed): void;
}

/** What the host holds of a realm. Guests can reach none of it. */
export interface Inside {
  readonly kit: Kit;
  /** What all chains of this realm end in. To be compared with, never to be handed out. */
  readonly root: object;
  readonly membrane: InsideMembrane;
  readonly linker: Linker;
  readonly ambient: Pick<Ambient, "setClock" | "setRandom">;
  readonly stacks: Stacks;
  /** For tests: what no guest may ever get hold of, and what must never change. */
  readonly audit: {
    hot(): readonly object[];
    readonly intrinsics: readonly object[];
  };
}

export function boot({ options, symbols, isRoomy, proxyRoots, judge, prepare, finish }: Birth): Inside {
  const { features } = options;
  const global = globalThis as Record<string, unknown>;

  const supplied = supply(symbols);
  const found = prepare(global, findRoot);
  const { objects } = found;

  const publisher = makePublisher();
  for (let i = 0; i < supplied.length; i++) publisher.publish(supplied[i]!);
  const hotness = makeHotness();
  const proxies = makeProxies(proxyRoots);
  const namespaces = makeNamespaces();
  const meter = makeMeter(isRoomy, options.unmetered !== true);
  const allocation = makeAllocation(meter);
  const payer = makePayer(meter, allocation);
  const frames = makeFrames(meter);
  const pay = options.unmetered === true ? (): void => undefined : meter.meter.charge;
  const listing = makeListing(pay, hotness, proxies);
  const names = makeNames(features.globalObject);
  const ambient = makeAmbient(options.ambient);

  const granted: Record<string, unknown> = global;
  let stubs: FunctionStubs | undefined;
  if (features.proto) tameProto(hotness, proxies, publisher);
  tameReflection(hotness, proxies, namespaces, publisher);
  tameJson(hotness, frames, meter, publisher);
  tameRecursion(frames, meter, publisher);
  tameRandom(ambient, publisher);
  let Date: object | undefined;
  const dateOf = (): object => (Date ??= tameDate(ambient, frames, pay, hotness, publisher));
  tameLocale(frames, pay, publisher);
  const stacks = tameErrors(global, objects, { lenient: features.globalObject, framed: options.unmetered !== true }, publisher);
  const FinalizationRegistry = hasOwn(global, "FinalizationRegistry") ? tameFinalization(meter.meter, publisher) : undefined;
  const regExps = makeRegExps(options.regexp, { judge, charge: (units) => meter.meter.charge(units), hotness }, publisher);

  makeStandIns(found, hotness, proxies, publisher);
  hotness.heatConstructor(stacks.Error as object);
  const open = options.unmetered === true ? [functionPrototype] : chargedHolders();
  arrayPush(open, generatorFunctionPrototype, asyncFunctionPrototype, asyncGeneratorFunctionPrototype);
  const isOpen = (object: object): boolean => hotness.isHot(object) || object === DateOf || arrayIncludes(open, object);
  finish({ published: publisher.objects, isHot: isOpen });
  publisher.seal();

  // what no program has needed yet is not there yet: a cell is often made long before it is used
  const makeReady = (): void => {
    stubs = tameFunctions(() => (features.globalObject ? names.namespace : undefined), publisher);
    if (options.unmetered !== true) chargeNatives(payer, frames, found, hotness, proxies, publisher);
    // core-js assigns `toString`, so that what it makes prints as native code
    cure(functionPrototype, functionPrototype, publisher, features.globalObject ? "toString" : undefined);
    for (let i = 0; i < open.length; i++) if (!hotness.isHot(open[i]!)) freeze(open[i]);
    // an object that becomes a parent is made fast again (settle.ts)
    create(functionPrototype);
    const endow = (name: string, value: unknown): void => {
      if (value !== undefined) names.supply(name, value);
    };
    for (let i = 0; i < LANGUAGE_GLOBALS.length; i++)
      if (LANGUAGE_GLOBALS[i] !== "Intl" && LANGUAGE_GLOBALS[i] !== "Date") endow(LANGUAGE_GLOBALS[i]!, granted[LANGUAGE_GLOBALS[i]!]);
    names.supplyLater("Intl", () => tameIntl(found, ambient, frames, pay, hotness, publisher));
    for (let i = 0; i < options.optional.length; i++) endow(options.optional[i]!, granted[options.optional[i]!]);
    // a property of the global object is to look like any other
    if (features.globalObject) endow("Date", dateOf());
    else names.supplyLater("Date", dateOf);
    endow("Error", stacks.Error);
    if (hasOwn(global, "Proxy")) endow("Proxy", tameProxy(proxies, hotness, frames, listing, publisher));
    endow("FinalizationRegistry", FinalizationRegistry);
    endow("RegExp", regExps.RegExp);
    if (features.globalObject) {
      const self = ["globalThis", "self", "window", "global"];
      for (let i = 0; i < self.length; i++) endow(self[i]!, names.namespace);
      endow("Function", stubs.Function);
      endow("eval", stubs.eval);
    }
    names.supplied();
  };

  const isOurs = makeIsOurs(hotness, proxies);
  const mediator = makeMediator();
  let guards: Kit["guards"] | undefined;
  let mediation: Kit["mediation"] | undefined;
  let membrane: InsideMembrane | undefined;
  let linker: Linker | undefined;
  const rules = { hotness, proxies, isFunctionConstructor: features.constructor ? undefined : (v: unknown): boolean => stubs!.has(v) };
  const kit: Kit = {
    options,
    get guards() {
      if (guards === undefined) {
        makeReady();
        guards = makeGuards({ meter, frames, names, rules, isOurs, regExps, payer, listing });
      }
      return guards;
    },
    get mediation() {
      return (mediation ??= makeMediation(meter, rules, guards!["key"] as never, mediator));
    },
    mediator,
    meter: meter.meter,
    allocation,
    get names() {
      void kit.guards;
      return names;
    },
    regExps,
    makeDate(time) {
      dateOf();
      return new DateOf(time);
    },
    isProxy: proxies.has,
    adoptNamespace: namespaces.adopt,
    swap: hotness.swap,
    real: hotness.real,
    isOurs,
  };
  return {
    kit,
    root: objectPrototype,
    get membrane() {
      return (membrane ??= makeMembrane(kit));
    },
    get linker() {
      return (linker ??= makeLinker(kit));
    },
    ambient,
    stacks,
    audit: {
      hot() {
        void kit.guards;
        return hotness.all();
      },
      get intrinsics() {
        void kit.guards;
        names.global("Intl");
        names.global("Date");
        return objects;
      },
    },
  };
}
