// The oracle: what became of an attack, from the events of its run.
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const HOST_ONLY = [root, "node:", "node_modules", "/test/escapes/", ".cache/", "run-in-cell.mjs", "child.mjs"];

/** @typedef {"escaped" | "polluted" | "leaked" | "forged" | "denied" | "blocked"} Verdict */

/**
 * @param header of the attack
 * @param events of its run, in order
 * @param death how the process ended when it did not survive the attack: `hung`, `memory`, or what it said
 * @returns {{ verdict: Verdict, codegen: boolean, by?: string, code?: string, detail: string }}
 */
export function verdictOf(header, events, death) {
  const reports = events.filter((event) => event.t === "report").map((event) => event.v);
  const find = (t) => events.find((event) => event.t === t);
  const run = find("run");
  const base = { codegen: reports.some((text) => text.startsWith("CODEGEN:")), by: run?.by, code: run?.code };
  const verdict = (name, detail = "") => ({
    ...base,
    verdict: name,
    detail: detail.replace(/\s+/g, " ").replaceAll(root, "<host>/").slice(0, 160),
  });
  const canary = find("start")?.canary;
  const soft = header.goal === "leak" || header.goal === "forge";
  if (canary !== undefined && reports.some((text) => text.includes(canary)))
    return verdict(soft ? "leaked" : "escaped", "the canary was reported");
  if (find("polluted")) return verdict("polluted", find("polluted").v);
  const leak = reports.find(
    (text) => text.startsWith("LEAK:") && (text.startsWith("LEAK:!") || HOST_ONLY.some((part) => text.includes(part))),
  );
  if (leak !== undefined) return verdict("leaked", leak);
  const forged = reports.find((text) => text.startsWith("FORGE:"));
  if (forged !== undefined) return verdict("forged", forged);
  if (find("forged")) return verdict("forged", "host state: " + find("forged").v);
  if (death !== undefined) return verdict("denied", death);
  const denied = reports.find((text) => text.startsWith("DENY:"));
  if (denied !== undefined) return verdict("denied", denied);
  return verdict("blocked", run?.error ?? "");
}
