import { CliError } from "../cli-error.js";
import { leastPolicy, type WrittenPolicy } from "./least-policy.js";

/** Log lines longer than this are no events. */
const LONGEST_LINE = 10_000;

/**
 * The policy that would have let everything pass that a log tells of: one event of JSON a line, as `onEvent` or the diagnostics channel
 * `cloister:violation` gives them. Lines that are none are skipped, since logs are shared.
 *
 * @throws CliError `no-events`
 */
export function policyFromEvents(log: string): WrittenPolicy {
  const globals: string[] = [];
  const modules: string[] = [];
  for (const line of log.split(/\r?\n/)) {
    const event = line.length <= LONGEST_LINE ? violation(line) : undefined;
    if (event?.kind === "global") globals.push(event.name);
    else if (event?.kind === "module") modules.push(event.name);
  }
  if (globals.length + modules.length === 0) throw new CliError("no-events", "the log tells of no violation");
  return leastPolicy({ globals, modules, features: [] });
}

function violation(line: string): { kind: unknown; name: string } | undefined {
  const start = line.indexOf("{");
  if (start < 0) return undefined;
  try {
    const { kind, name } = JSON.parse(line.slice(start)) as { kind?: unknown; name?: unknown };
    return typeof name === "string" ? { kind, name } : undefined;
  } catch {
    return undefined;
  }
}
