import { ARTIFACT_LIMITS, HEIGHT_UNIT } from "../contract/index.js";
import type { Report } from "./report.js";

/** Units of native stack that are asked for at a time. */
const STRIDE = 250;

/** Bytes of native stack for what does not count by itself: lexers, reports, the engine's own calls. */
const RESERVE = 48 * 1024;

/**
 * Height of a recursion over guest text (I12). Parser and walk count here whenever they go down, so that neither is taken deeper than the limit, nor
 * further than the native stack goes: it is asked for what the next units need before they are used.
 *
 * Attack: ten thousand parentheses overflow a parser's stack: at best a RangeError out of unrelated code, at worst (a regular expression compiled at the
 * stack's edge, Node 20 and 22) an abort of the process.
 */
export class Height {
  private units = 0;
  private granted = 0;
  private place = 0;

  constructor(private readonly report: Report) {}

  /** Goes down by `units`; `offset` is where the text does. */
  up(units: number, offset: number): void {
    this.units += units;
    if (this.units > this.granted) this.ask(offset);
  }

  down(units: number): void {
    this.units -= units;
  }

  private ask(offset: number): void {
    this.place = offset;
    if (this.units > ARTIFACT_LIMITS.height) this.stop("The syntax tree is too high.");
    this.granted += STRIDE;
    if (!stackHas(STRIDE * HEIGHT_UNIT + RESERVE)) this.stop("The caller has left too little of the native stack for this text.");
  }

  private stop(message: string): never {
    return this.report.stop("I12-text", message, { start: this.place, end: this.place + 1 });
  }
}

/** Arguments lie on the stack, eight bytes each. */
function stackHas(bytes: number): boolean {
  try {
    Reflect.apply(nothing, undefined, { length: bytes >> 3 });
    return true;
  } catch {
    return false;
  }
}

const nothing = (): void => undefined;
