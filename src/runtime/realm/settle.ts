/**
 * What the host does to a realm at its birth: finds the intrinsics by the plan, removes what is not permitted, and at the end freezes all but the hot
 * prototypes. Host code on a foreign realm's objects, before any guest code: the same functions run for every realm, so they run compiled, where
 * code inside would start cold each time (3 ms instead of 1).
 */
import { FROM_GLOBAL, FROM_ROOTS, How, type Plan, type Root } from "./plan.js";

/** The intrinsics of a realm in the plan's order, with what must go removed. */
export function replay(global: object, root: Root, { holders, keys, hows, removeFrom, removeKeys, removed }: Plan): object[] {
  const objects: object[] = [];
  for (let i = 0; i < holders.length; i++) {
    const from = holders[i]!;
    const key = keys[i]!;
    if (from === FROM_ROOTS) objects.push(root(key as string)!);
    else {
      const holder = from === FROM_GLOBAL ? global : objects[from]!;
      if (hows[i] === How.Value) objects.push((holder as Record<PropertyKey, object>)[key]!);
      else {
        const property = Reflect.getOwnPropertyDescriptor(holder, key)!;
        objects.push((hows[i] === How.Getter ? property.get : property.set)!);
      }
    }
  }
  for (let i = 0; i < removeFrom.length; i++) {
    const from = removeFrom[i]!;
    if (Reflect.deleteProperty(from === FROM_GLOBAL ? global : objects[from]!, removeKeys[i]!)) continue;
    // `gc`, under --expose-gc, stays where it is; it is emptied, and no guest gets hold of the realm's own global object in any case
    if (from !== FROM_GLOBAL || !Reflect.defineProperty(global, removeKeys[i]!, { value: undefined }))
      throw new Error(`realm: cannot remove ${removed[i]!}`);
  }
  return objects;
}

/** What a realm tells of itself before it is frozen. */
export interface Tamed {
  /** Functions and objects of the runtime's own that guests get to hold. */
  readonly published: readonly object[];
  isHot(object: object): boolean;
}

export function freezeRealm(objects: readonly object[], plan: Plan, { published, isHot }: Tamed): void {
  plan.frozen ??= objects.flatMap((object, i) => (isHot(object) || plan.intl.includes(i) ? [] : [i]));
  for (const index of plan.frozen) Object.freeze(objects[index]);
  for (const object of published) Object.freeze(object);
  // Brings prototypes back out of dictionary mode, where deleting and defining has put them: an object that becomes a parent is made fast again.
  // Wrapper prototypes are not among them: for those it does the opposite.
  for (const index of plan.prototypes) Object.create(objects[index]!);
}
