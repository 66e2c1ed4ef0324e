import { isReserved } from "../reserved.js";
import { defineNameRule } from "../rule.js";

/** Rejects every other name that nobody declares. `typeof` of it is allowed, and folds. */
export const unknownGlobal = defineNameRule({
  code: "unknown-global",
  judge(name, { node, use }, nameClass, context) {
    const severity = context.severityOf(name, nameClass);
    if (severity === undefined || use === "typeof") return false;
    if (isReserved(name)) return true; // has its own finding
    const power = POWERS.has(name);
    const suggestion = power ? undefined : context.suggest(name);
    const edits = [{ range: [node.start ?? 0, node.end ?? 0], text: suggestion ?? "" }] as const;
    const rewrite = suggestion === undefined ? undefined : { edits, kind: "guess" as const };
    context.report("unknown-global", node, { name, power, suggestion }, severity, rewrite);
    return true;
  },
});

/** What hosts usually offer: code that names one of these means it. */
const POWERS: ReadonlySet<string> = new Set(
  (
    "AbortController AbortSignal Blob BroadcastChannel CustomEvent DOMException Event EventSource EventTarget File FormData Headers Image " +
    "MessageChannel MessageEvent MessagePort Request Response TextDecoder TextEncoder URL URLSearchParams WebSocket Worker XMLHttpRequest " +
    "alert atob btoa clearImmediate clearInterval clearTimeout confirm console crypto fetch indexedDB localStorage location navigator open " +
    "performance postMessage prompt queueMicrotask requestAnimationFrame sessionStorage setImmediate setInterval setTimeout structuredClone"
  ).split(" "),
);
