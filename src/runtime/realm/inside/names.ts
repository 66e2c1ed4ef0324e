/**
 * Names known to programs at run time. A free name is looked for among the scripts' lexical bindings, then in the main namespace, then among the grants.
 */
import { RECENT_GLOBALS } from "../../../contract/language-globals.js";
import {
  create,
  defineProperty,
  freeze,
  getOwnPropertyDescriptor,
  hasOwn,
  mapGet,
  mapSet,
  objectPrototype,
  ownKeys,
  ReferenceErrorOf,
  reflectDefineProperty,
  reflectHas,
  SyntaxErrorOf,
} from "./intrinsics.js";
import { accessor, hidden } from "./descriptors.js";
import type { Names } from "./kit.js";

/** What the guards `env`, `type`, `ns` and `declare` are made of. */
export interface NameRecords extends Names {
  /** The record that holds the name. */
  holder(name: string): object;
  /** Before guest code: gives a name of the language its value. `supplied` says that this was the last. */
  supply(name: string, value: unknown): void;
  /** The same for a value that is made when a program first names it. */
  supplyLater(name: string, make: () => unknown): void;
  supplied(): void;
}

/** @param globalObject the namespace is the cell's global object: ordinary, extensible, with the grants as properties. */
export function makeNames(globalObject: boolean): NameRecords {
  const namespace = create(globalObject ? objectPrototype : null) as object;
  const lexicals = create(null) as object;
  /** What the language has, frozen at once, and before it what the supervisor grants. */
  const language = create(null) as Record<string, unknown>;
  const grants = create(language) as Record<string, unknown>;
  const missing = new Map<string, object>();

  const notDefined = (name: string): object => {
    let record = mapGet(missing, name);
    if (record === undefined) {
      const refuse = (): never => {
        throw new ReferenceErrorOf(`${name} is not defined`);
      };
      record = create(null) as object;
      defineProperty(record, name, { __proto__: null, get: refuse, set: refuse } as PropertyDescriptor);
      mapSet(missing, name, freeze(record));
    }
    return record;
  };
  const holder = (name: string): object => {
    if (hasOwn(lexicals, name)) return lexicals;
    if (reflectHas(namespace, name)) return namespace;
    return reflectHas(grants, name) ? grants : notDefined(name);
  };
  const has = (name: string): boolean => hasOwn(lexicals, name) || reflectHas(namespace, name) || reflectHas(grants, name);

  return {
    namespace,
    holder,
    has,
    supply(name, value) {
      language[name] = value;
    },
    supplyLater(name, make) {
      let made: { readonly value: unknown } | undefined;
      const get = (): unknown => (made ??= { value: make() }).value;
      defineProperty(language, name, accessor(get, undefined, false));
    },
    supplied() {
      freeze(language);
      if (!globalObject) return;
      const all = ownKeys(language);
      for (let i = 0; i < all.length; i++) {
        if (hasOwn(grants, all[i]!)) continue;
        const { get, value } = getOwnPropertyDescriptor(language, all[i]!)!;
        defineProperty(namespace, all[i]!, get === undefined ? hidden(value) : onceAsked(namespace, all[i]!, get));
      }
    },
    endow(name, value) {
      defineProperty(grants, name, grant(value));
      if (globalObject) reflectDefineProperty(namespace, name, hidden(value));
    },
    global(name) {
      if (!has(name) && isRecent(name)) return undefined;
      return (holder(name) as Record<string, unknown>)[name];
    },
    declare(vars, lexicalNames) {
      for (let i = 0; i < lexicalNames.length; i++) {
        const name = lexicalNames[i]!;
        const own = getOwnPropertyDescriptor(namespace, name);
        if (hasOwn(lexicals, name) || (own !== undefined && own.configurable !== true)) throw alreadyDeclared(name);
      }
      for (let i = 0; i < vars.length; i++) if (hasOwn(lexicals, vars[i]!)) throw alreadyDeclared(vars[i]!);
      for (let i = 0; i < vars.length; i++) {
        const name = vars[i]!;
        if (!hasOwn(namespace, name)) defineProperty(namespace, name, VAR);
      }
      // in their dead zone until the program's first statement
      for (let i = 0; i < lexicalNames.length; i++) defineProperty(lexicals, lexicalNames[i]!, deadZone(lexicalNames[i]!));
      let done = false;
      return (...accessors) => {
        if (done) return;
        done = true;
        for (let i = 0; i < lexicalNames.length; i++)
          defineProperty(lexicals, lexicalNames[i]!, {
            __proto__: null,
            get: accessors[2 * i],
            set: accessors[2 * i + 1],
            enumerable: true,
            configurable: false,
          } as PropertyDescriptor);
      };
    },
  };
}

/** A property of the global object that becomes an ordinary one when it is read, or written. */
const onceAsked = (namespace: object, name: PropertyKey, get: () => unknown): PropertyDescriptor => {
  const own = freeze({
    get: freeze(() => {
      const value = get();
      defineProperty(namespace, name, hidden(value));
      return value;
    }),
    set: freeze((value: unknown) => void defineProperty(namespace, name, hidden(value))),
  });
  return { __proto__: null, get: own.get, set: own.set, enumerable: false, configurable: true } as PropertyDescriptor;
};

/** A name of the language that this engine may lack: a program that binds it must be able to ask. */
function isRecent(name: string): boolean {
  for (let i = 0; i < RECENT_GLOBALS.length; i++) if (RECENT_GLOBALS[i] === name) return true;
  return false;
}

/** As a script's `var` makes it: not deletable. */
const VAR = { __proto__: null, value: undefined, writable: true, enumerable: true, configurable: false } as PropertyDescriptor;

/** Read-only, but the supervisor may grant anew. */
const grant = (value: unknown): PropertyDescriptor =>
  ({ __proto__: null, value, writable: false, enumerable: false, configurable: true }) as PropertyDescriptor;

const alreadyDeclared = (name: string): SyntaxError => new SyntaxErrorOf(`Identifier '${name}' has already been declared`);

const deadZone = (name: string): PropertyDescriptor => {
  const refuse = (): never => {
    throw new ReferenceErrorOf(`Cannot access '${name}' before initialization`);
  };
  return { __proto__: null, get: refuse, set: refuse, enumerable: true, configurable: true } as PropertyDescriptor;
};
