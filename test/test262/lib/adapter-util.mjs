// Small helpers that adapters share.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import fs from "node:fs";
import path from "node:path";

function modulesDir() {
  const dir = process.env.T262_MODULES;
  if (!dir) throw new Error("set T262_MODULES (or --modules) to the folder that holds node_modules");
  return path.resolve(dir);
}
const req = () => createRequire(path.join(modulesDir(), "package.json"));

/** require() from the folder with the peers' node_modules. */
export const requirePeer = (id) => req()(id);

/** import() from that folder; `exportsKey` picks a subpath's ESM file where require's choice is a CJS build. */
export async function importPeer(id, file) {
  const target = file ? path.join(modulesDir(), "node_modules", id, file) : req().resolve(id);
  return import(pathToFileURL(target).href);
}

export function peerVersion(id) {
  try {
    return JSON.parse(fs.readFileSync(path.join(modulesDir(), "node_modules", id, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

/** errorName/errorMessage of anything thrown, without trusting it. */
export function describeError(e) {
  let errorName, errorMessage;
  try {
    if ((typeof e === "object" && e !== null) || typeof e === "function") {
      // test262 wants the name of the error's constructor; `name` is what sandboxes can still show.
      let n;
      try {
        n = e.constructor?.name;
      } catch {
        // what cannot be read is left out
      }
      if (typeof n !== "string" || !n || n === "Object") {
        try {
          n = e.name;
        } catch {
          // what cannot be read is left out
        }
      }
      errorName = typeof n === "string" ? n : "Object";
      errorMessage = String(e.message);
    } else {
      errorName = "thrown " + typeof e;
      errorMessage = String(e);
    }
  } catch {
    errorName ??= "unknown";
    errorMessage ??= "unprintable error";
  }
  return { errorName, errorMessage };
}

/** Harness text that also leaves its top-level names on globalThis (for systems whose scripts do not share scope). */
export function globalizedHarness(job, target = "globalThis") {
  if (!job.includesSource) return "";
  return job.includesSource + "\n;" + job.includesDefines.map((n) => `${target}[${JSON.stringify(n)}] = ${n};`).join(" ") + "\n";
}

/** Resolves './x.js' against the importing file's name. */
export const resolveSpecifier = (spec, from) =>
  /^\.{1,2}\//.test(spec) ? path.posix.normalize(path.posix.dirname(from) + "/" + spec) : spec;
