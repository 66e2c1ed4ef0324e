/** State of a realm's intrinsics, taken and compared from the host. */
interface State {
  readonly parent: object | null;
  readonly extensible: boolean;
  readonly properties: ReadonlyMap<PropertyKey, PropertyDescriptor>;
}

const stateOf = (object: object): State => ({
  parent: Reflect.getPrototypeOf(object),
  extensible: Reflect.isExtensible(object),
  properties: new Map(Reflect.ownKeys(object).map((key) => [key, Reflect.getOwnPropertyDescriptor(object, key)!])),
});

export const snapshot = (objects: readonly object[]): ReadonlyMap<object, State> =>
  new Map(objects.map((object) => [object, stateOf(object)]));

const FIELDS = ["value", "get", "set", "writable", "enumerable", "configurable"] as const;

/** What differs, in words. */
export function changesSince(before: ReadonlyMap<object, State>): string[] {
  const changes: string[] = [];
  for (const [object, was] of before) {
    const is = stateOf(object);
    const name = String(
      (was.properties.get("name") ?? was.properties.get("constructor"))?.value?.name ?? was.properties.get("name")?.value ?? "?",
    );
    if (is.parent !== was.parent) changes.push(`${name}: prototype`);
    if (is.extensible !== was.extensible) changes.push(`${name}: extensible`);
    for (const key of new Set([...was.properties.keys(), ...is.properties.keys()])) {
      const a = was.properties.get(key);
      const b = is.properties.get(key);
      if (a === undefined || b === undefined) changes.push(`${name}.${String(key)}: ${a === undefined ? "added" : "removed"}`);
      else for (const field of FIELDS) if (!Object.is(a[field], b[field])) changes.push(`${name}.${String(key)}: ${field}`);
    }
  }
  return changes;
}
