/** A name beside the language's own that a program uses, and how. */
export interface RequiredPower {
  readonly name: string;
  readonly members: readonly string[];
  readonly targets?: readonly string[];
}

/** What powers of the usual names do, in the words of somebody who decides on them: a heading, and what comes in front of the calls' arguments. */
const POWERS: Readonly<Record<string, readonly [label: string, verb: string]>> = {
  fetch: ["network", "calls fetch to"],
  WebSocket: ["network", "opens sockets"],
  XMLHttpRequest: ["network", "sends requests"],
  EventSource: ["network", "listens to servers"],
  open: ["files", "opens files:"],
  readFile: ["files", "reads files:"],
  writeFile: ["files", "writes files:"],
  list: ["files", "lists folders:"],
  require: ["modules", "loads modules:"],
  setTimeout: ["timers", "runs code later (setTimeout)"],
  setInterval: ["timers", "runs code again and again (setInterval)"],
  setImmediate: ["timers", "runs code later (setImmediate)"],
  localStorage: ["storage", "keeps data (localStorage)"],
  sessionStorage: ["storage", "keeps data (sessionStorage)"],
  indexedDB: ["storage", "keeps data (indexedDB)"],
  process: ["host", "reaches the host's process"],
  document: ["host", "reaches the host's page"],
};
const TAKES_TARGETS = /(?::| to)$/;

/** A line of a list of permissions: what the power is about, and what the program does with it. */
export function permission({ name, members, targets = [] }: RequiredPower): [label: string, text: string] {
  const uses = members.length === 0 ? name : members.map((member) => `${name}.${member}`).join(", ");
  const known = Object.hasOwn(POWERS, name) ? POWERS[name] : undefined;
  if (known === undefined) return [name === "console" ? "prints" : "uses", uses];
  const [label, verb] = known;
  if (!TAKES_TARGETS.test(verb)) return [label, members.length === 0 ? verb : `${verb}: ${uses}`];
  const places = targets.map((target) => (target === "…" ? "what it decides when it runs" : target));
  return [label, places.length === 0 ? `${verb.replace(TAKES_TARGETS, "")} (${uses})` : `${verb} ${places.join(", ")}`];
}
