/** `Math.random()` asks the ambient source. */
import type { Ambient } from "./ambient.js";
import type { Publisher } from "./publish.js";

export function tameRandom(ambient: Ambient, { replace }: Publisher): void {
  replace(Math, "random", { random: () => ambient.random() }.random);
}
