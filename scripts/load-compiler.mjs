import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The compiler as it is now, for this process. */
export async function loadCompiler() {
  const outfile = path(".cache/generate/compiler.mjs");
  await build({
    entryPoints: [path("src/compiler.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "error",
  });
  return await import(outfile);
}
