// The cell: helpers and test are both compiled, and run in one cell per test, the helpers as a script whose names the test finds.
// --options '{"preset":"compat","metered":false,"mediation":"full"}'
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { resolveSpecifier } from "../lib/adapter-util.mjs";

export let name = "cloister";
export const version = () => undefined;
export const execArgv = [];
export const recycle = 1500;

/** Codes of findings that say "this is no JavaScript" rather than "this is not permitted". */
const SYNTAX = new Set(["syntax-error", "invalid-regexp", "html-comment", "not-text"]);
const PRINT_NAMES = ["print", "$262"];
const OPTIONAL = ["Proxy", "WeakRef", "FinalizationRegistry"];

let cloister;
let preset = "strict";
let regexp = "native";
let metered = true;
let mediation = "direct";

export async function init(options = {}) {
  preset = options.preset ?? "strict";
  regexp = options.regexp ?? "native";
  metered = options.metered ?? true;
  mediation = options.mediation ?? "direct";
  const marks = [...(regexp === "native" ? [] : [regexp]), ...(mediation === "full" ? ["mediated"] : [])];
  name = ["cloister", preset, metered ? "metered" : "unmetered", ...marks].join(" ");
  cloister = await import(pathToFileURL(`${process.env.CLOISTER_BUNDLE}/index.js`).href);
}

export async function run(job) {
  const { Cell, cleanse, definePolicy } = cloister;
  // the helpers' names are looked up when the test runs, as a script's names always are
  const policy = definePolicy({
    extends: preset,
    regexp,
    mediation,
    globals: { allow: [...PRINT_NAMES, ...OPTIONAL] },
    modules: { allow: "*" },
    ...(job.kind === "module" && { language: { globalObject: true } }),
  });
  const files = new Map(job.files.map((file) => [file.name, file.source]));
  const compile = (source, goal, filename) => cleanse(source, { goal, filename, policy, metered });
  let main;
  try {
    main = compile(files.get(job.main), job.kind, job.main);
  } catch (error) {
    if (!(error instanceof cloister.CleanseError)) throw error;
    return refusal(error, "parse");
  }
  const cell = new Cell({
    policy,
    globals: { print: (message) => job.print(message), $262: {} },
    ...(!metered && { limits: { unmetered: true } }),
    hooks: {
      resolve: (specifier, referrer) => (referrer === undefined ? specifier : resolveSpecifier(specifier, referrer.id)),
      load: (id) => {
        if (id === job.main && job.kind === "module") return { artifact: main };
        const source = files.get(id);
        return source === undefined ? undefined : { source, type: id.endsWith(".json") ? "json" : "module" };
      },
    },
  });
  if (job.includesSource) cell.execute(helpers(job.includesSource, policy, compile));
  try {
    if (job.kind === "script") cell.evaluate(main);
    else await cell.import(job.main);
  } catch (error) {
    if (error instanceof cloister.CleanseError) return refusal(error, "resolution");
    if (error instanceof cloister.GuestError) return { status: "error", errorName: error.guestName, errorMessage: error.message };
    const linking = /^(module|import)-/.test(error.code ?? "");
    return {
      status: "error",
      errorName: linking ? "SyntaxError" : error.name,
      errorMessage: `${error.code}: ${error.message}`,
      ...(linking && { phase: "resolution" }),
    };
  }
  return { status: "pass" };
}

function refusal(error, phase) {
  const wrong = error.diagnostics.some((d) => SYNTAX.has(d.code));
  const [first] = error.diagnostics;
  return { status: "error", phase, rejected: !wrong, errorName: "SyntaxError", errorMessage: `${first.code}: ${first.message}` };
}

/**
 * `Test262Error` is an object that inherits from nothing: as such it would cross to the host as an opaque handle, and its name and message with it. Here
 * it is an error, so that what a test says reaches the report.
 */
const asError = (source) =>
  source.replace(
    /^function Test262Error\(message\) \{[^]*?^\}/m,
    `function Test262Error(message) {
  const error = new Error(message || "");
  Object.setPrototypeOf(error, Test262Error.prototype);
  return error;
}
Object.setPrototypeOf(Test262Error.prototype, Error.prototype);`,
  );

/** The helpers are few and the tests are many: each set of them is compiled once. */
const compiled = new Map();
function helpers(source, policy, compile) {
  const key = createHash("sha256").update(JSON.stringify(policy)).update(source).digest("hex");
  let program = compiled.get(key);
  if (program === undefined) compiled.set(key, (program = cloister.verify(compile(asError(source), "script", "helpers.js"), { policy })));
  return program;
}
