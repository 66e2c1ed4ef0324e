// Shared by adapters. npm modules are resolved from BENCH_MODULES (a directory
// that has node_modules), so that nothing need be installed beside this file.
import { createRequire } from "node:module";
import path from "node:path";
export const req = createRequire(path.join(process.env.BENCH_MODULES ?? process.cwd(), "package.json"));
// strict-mode function expression that yields the program's benchmark function
export const wrap = (source) => `(function () {\n${source}\nreturn benchmark;\n})()`;
