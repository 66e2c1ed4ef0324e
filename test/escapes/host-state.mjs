// What must be the same in the host realm after an attack as before it.

/** Every intrinsic of this realm that a program could put a property on. */
export function hostIntrinsics() {
  const seen = new Set();
  const add = (value) => {
    if ((typeof value === "object" && value !== null) || typeof value === "function") seen.add(value);
  };
  for (const key of Object.getOwnPropertyNames(globalThis)) {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, key);
    if (!("value" in descriptor)) continue;
    add(descriptor.value);
    if (typeof descriptor.value === "function") add(descriptor.value.prototype);
  }
  const samples = [
    function* () {},
    async () => {},
    async function* () {},
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ""[Symbol.iterator](),
    "x".matchAll(/x/g),
    new Uint8Array(),
    (function* () {})(),
    (async function* () {})(),
  ];
  for (const sample of samples) {
    for (let proto = Object.getPrototypeOf(sample), i = 0; proto && i < 6; proto = Object.getPrototypeOf(proto), i++) {
      add(proto);
      add(proto.constructor);
    }
  }
  return [...seen];
}

const hasOwn = Object.prototype.hasOwnProperty;

export function carriesPolluted(object) {
  try {
    return hasOwn.call(object, "polluted");
  } catch {
    return false;
  }
}

const parents = [Array.prototype, Function.prototype, Error.prototype, Map.prototype, Object].map((object) => [
  object,
  Object.getPrototypeOf(object),
]);

/** Index and parent pollution of the prototypes that everything inherits from. */
export const hostStructureChanged = () =>
  hasOwn.call(Object.prototype, "0") ||
  Array.prototype.length > 0 ||
  hasOwn.call(Function.prototype, "0") ||
  parents.some(([object, parent]) => Object.getPrototypeOf(object) !== parent);
