import { getOwnPropertyDescriptor, getPrototypeOf, objectPrototype } from "./intrinsics.js";
import type { Hotness } from "./hotness.js";
import type { Proxies } from "./proxy.js";

/**
 * Whether an object belongs to this realm, told from its prototype chain without running any of its code. A chain that ends in a root without a
 * prototype which is not ours is foreign if that root is the `Object.prototype` of a realm: its `constructor` is a function that ends there, too.
 */
export function makeIsOurs({ real }: Hotness, proxies: Proxies): (v: object) => boolean {
  const rootOf = (v: object): object | undefined => {
    let root = v;
    for (;;) {
      if (proxies.has(root)) return undefined;
      const parent = getPrototypeOf(root);
      if (parent === null) return root;
      root = parent;
    }
  };
  return (v) => {
    const root = rootOf(v);
    if (root === undefined || real(root) === objectPrototype) return true;
    const maker: unknown = getOwnPropertyDescriptor(root, "constructor")?.value;
    return !(typeof maker === "function" && !proxies.has(maker) && rootOf(maker) === root);
  };
}
