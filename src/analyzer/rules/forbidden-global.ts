import type * as t from "@babel/types";
import type { Suggestion } from "../../diagnostics/diagnostic.js";
import { defineNameRule } from "../rule.js";
import type { RuleContext } from "../rule-context.js";
import { isWritten } from "../suggest/is-written.js";

/** Rejects names that reach the host or make code, with what to use instead. `typeof` of them is allowed, and folds. */
export const forbiddenGlobal = defineNameRule({
  code: "forbidden-global",
  judge(name, { node, use, member }, nameClass, context) {
    const severity = context.severityOf(name, nameClass);
    if (severity === undefined || use === "typeof") return false;
    const known = FORBIDDEN.get(name);
    if (known === undefined) return false;
    const [reason, instead] = known;
    const suggestion = known === GLOBAL_OBJECT ? directName(name, member, node, context) : undefined;
    context.report("forbidden-global", node, { name, reason, instead }, severity, suggestion);
    return true;
  },
});

/** `globalThis.Math` ⟶ `Math`, where that is what the name means and nothing is written to it. */
function directName(name: string, member: string | undefined, node: t.Node, context: RuleContext): Suggestion | undefined {
  if (member === undefined || !context.isGlobalEverywhere(member)) return undefined;
  const { text } = context.source;
  const [start, end] = [node.start ?? 0, node.end ?? 0];
  if (!text.startsWith(`.${member}`, end) || text.slice(start, end) !== name) return undefined;
  const around = context.around(node);
  const access = around.at(-1);
  // a name of JSX stands in the text twice
  if (access?.type !== "MemberExpression" || context.isFull || /<\s*$/.test(text.slice(0, start))) return undefined;
  const outer = around.slice(0, -1);
  const parent = outer.at(-1);
  if (isWritten(access, outer) || (parent?.type === "NewExpression" && parent.callee === access)) return undefined;
  return { edits: [{ range: [start, end + 1], text: "" }], kind: "safe" };
}

const GLOBAL_OBJECT = [
  "there is no global object that code could reach through it",
  "Name the global itself (`Math`, not `globalThis.Math`); the policy preset `compat` gives a global object of the cell's own.",
] as const;
const CODE = [
  "it makes code from strings",
  "Write the function out, or load code as a module; under the policy preset `compat` the name exists and throws when called.",
] as const;
const HOST = [
  "it belongs to the host",
  "Ask the supervisor for the one function that is needed (`globals` and policy `globals.allow`).",
] as const;
const OBSERVER = [
  "through it a guest sees or changes what others rely on",
  "Do without it, or have the policy list it in `globals.allow`.",
] as const;
const SHARED = ["shared memory is a clock of high resolution", "Use `ArrayBuffer` and typed arrays."] as const;

const FORBIDDEN: ReadonlyMap<string, readonly [reason: string, instead: string]> = new Map<string, readonly [string, string]>([
  ...["globalThis", "global", "self", "window", "top", "parent", "frames"].map((name) => [name, GLOBAL_OBJECT] as const),
  ...["eval", "Function"].map((name) => [name, CODE] as const),
  ...["Proxy", "WeakRef", "FinalizationRegistry"].map((name) => [name, OBSERVER] as const),
  ...["SharedArrayBuffer", "Atomics"].map((name) => [name, SHARED] as const),
  ...["process", "Buffer", "document", "Deno", "Bun", "importScripts", "__dirname", "__filename"].map((name) => [name, HOST] as const),
  ["WebAssembly", ["native code passes no guards", "Use JavaScript."]],
  ["require", ["CommonJS modules load through it", "Use `import`, or compile the file with goal `commonjs`."]],
  ["module", ["only CommonJS modules have it", "Use `export`, or compile the file with goal `commonjs`."]],
  ["exports", ["only CommonJS modules have it", "Use `export`, or compile the file with goal `commonjs`."]],
]);
