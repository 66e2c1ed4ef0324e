import { runInThisContext } from "node:vm";
import { choices } from "./choices.js";
import { engineText } from "./engine-texts.js";

/** What recheck answers with, as far as it is read. */
interface Verdict {
  readonly status: "safe" | "vulnerable" | "unknown";
  readonly checker: "automaton" | "fuzz";
  readonly complexity?: { readonly type: string };
}
type CheckSync = (source: string, flags: string, options: Readonly<Record<string, unknown>>) => Verdict;

/** Milliseconds that judging one pattern may take. One that takes longer is refused: what is asked for is a proof. */
const PATIENCE = 5_000;
/** UTF-16 code units: longer ones are tables of characters, and would take longer. */
const LONGEST = 5_000;
/** Ways through the parts without loops. A match takes at most so many times what each way takes. */
const MOST_CHOICES = 10_000;
const KEPT = 5_000;

const known = new Map<string, string | undefined>();
let check: CheckSync | undefined;

/**
 * Why a pattern is not known to match in time linear in the text, wherever in the text a match is looked for; undefined if that is proved. The pattern
 * must be one that the engine compiles.
 *
 *   /^(a+)+$/    "can take exponential time"
 *   /\s+$/       "can take polynomial time": a search begins anew at each place
 *   /(?=.*b)a/   "cannot be proved to take linear time": back references and assertions that look around are beyond the proof
 *
 * Decided by recheck's automaton, which follows every path that a backtracking engine could take; its guessing by trial is not asked. A proof it has
 * found is kept. Others may be missed for lack of time, so a pattern can be refused on one machine and pass on another; never the other way round
 * for one that is slow.
 */
export function slowness(source: string, flags: string, patience = PATIENCE): string | undefined {
  const key = `${flags}/${source}`;
  if (known.has(key)) return known.get(key);
  const problem = judge(source, flags, patience);
  if (known.size >= KEPT) known.clear();
  if (problem !== UNPROVED || patience === PATIENCE) known.set(key, problem);
  return problem;
}

const UNPROVED = "cannot be proved to take linear time";

function judge(source: string, flags: string, timeout: number): string | undefined {
  if (source.length > LONGEST) return `is longer than the ${LONGEST} code units that can be judged`;
  if (flags.includes("v")) return UNPROVED;
  if (choices(source) > MOST_CHOICES) return `has more than ${MOST_CHOICES} ways through its parts without loops`;
  check ??= runInThisContext(engineText("recheck"), { filename: "recheck" }) as CheckSync;
  try {
    const { status, checker, complexity } = check(source, flags.replace("d", ""), { checker: "automaton", timeout });
    if (status === "safe" && checker === "automaton") return undefined;
    return status === "vulnerable" && complexity !== undefined ? `can take ${complexity.type} time` : UNPROVED;
  } catch {
    return UNPROVED;
  }
}
