import type * as t from "@babel/types";
import { frameWeight } from "../contract/index.js";
import { number } from "./build.js";

/**
 * What is known of one activation record while its code is rewritten: a function, `run` itself, a static block, or a `zone` (an
 * expression in a place where no temps can be declared, which becomes an arrow function if it turns out to need some).
 */
export class Frame {
  /** Declared names: at least as many as the verifier will count. */
  bindings = 0;
  /** Temps to declare at the frame's top. */
  readonly temps: string[] = [];
  /** The finished body; what it declares for temps can still be taken back. */
  statements: t.Statement[] = [];
  /** Variables to declare at the frame's top, whose declarations have become assignments. */
  readonly variables: string[] = [];
  /** Within parameters: nothing can be declared here. */
  sealed = false;
  /** Returns of the frame, whose form is decided at its end. */
  readonly returns: t.ReturnStatement[] = [];
  /** An `await` of the frame's own. */
  awaits = false;
  hasLoop = false;
  hasFinally = false;
  returnsInForOf = false;
  /** Depth of `for…of` bodies around the current statement. */
  forOf = 0;
  /** Something that a leaf may not contain. */
  busy = false;
  /** The literal W, in every place of the frame where it stands; its value is set at the frame's end. */
  readonly weight = number(1);
  #flight = 0;
  #peak = 0;

  constructor(
    readonly kind: "function" | "run" | "zone",
    readonly suspendable: boolean,
  ) {}

  /** Arguments that are in flight while what follows is evaluated; give them back with `land`. */
  board(count: number): void {
    this.#flight += count;
    if (this.#flight > this.#peak) this.#peak = this.#flight;
  }

  land(count: number): void {
    this.#flight -= count;
  }

  /** Takes back a temp that is not needed after all. */
  drop(temp: string): void {
    for (const [i, node] of this.statements.entries()) {
      if (node.type !== "VariableDeclaration") continue;
      const at = node.declarations.findIndex(({ id, init }) => init === null && id.type === "Identifier" && id.name === temp);
      if (at < 0) continue;
      node.declarations.splice(at, 1);
      if (node.declarations.length === 0) this.statements.splice(i, 1);
      return;
    }
  }

  /** Takes over what an unwrapped zone has counted. */
  absorb(zone: Frame): void {
    this.bindings += zone.bindings;
    this.busy ||= zone.busy;
    this.board(zone.#peak);
    this.land(zone.#peak);
  }

  /** Fixes W. @returns its value. */
  settle(): number {
    // Four: the most arguments that a guard of the frame's own forms takes, were it in the deepest place.
    return (this.weight.value = frameWeight(this.bindings, this.#peak + 4));
  }
}
