// Bundles the package below .cache, for tests that need it in a process of its own. Takes no types into account, so it is fast and made anew each time.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/**
 * @param {string} name of the folder; one for each user, since test files run at the same time
 * @param {Readonly<Record<string, string>>} [more] further entry points by name, such as parts that the package does not show
 * @returns {Promise<string>} the folder: index.js, powers.js, runtime.js, cli.js
 */
export async function bundleForTests(name, more = {}) {
  const outdir = `${root}.cache/${name}`;
  await build({
    absWorkingDir: root,
    entryPoints: {
      index: "src/index.ts",
      powers: "src/powers/index.ts",
      runtime: "src/runtime/index.ts",
      cli: "src/cli/bin.ts",
      "lint-worker": "src/cli/lint/lint-worker.ts",
      ...more,
    },
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "error",
  });
  return outdir;
}
