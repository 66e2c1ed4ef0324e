// Resolves third-party tools and packages from a folder outside this repository:
// the folder that holds node_modules, given by CORPUS_MODULES or --modules.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const modulesDir = path.resolve(process.env.CORPUS_MODULES || process.cwd());
const req = createRequire(path.join(modulesDir, "noop.js"));
export const requireFrom = (id) => req(id);
export const resolveFrom = (id) => req.resolve(id);
export const importFrom = (id) => import(pathToFileURL(req.resolve(id)).href);
export const importFile = (rel) => import(pathToFileURL(path.join(modulesDir, "node_modules", rel)).href);
