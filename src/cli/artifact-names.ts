import { basename, dirname, join, relative, resolve } from "node:path";
import { CliError } from "./cli-error.js";
import { STDIN, type FoundFile } from "./find-files.js";

/** Ending of an artifact's file name; its source map has `.map` behind it. */
export const ARTIFACT_EXTENSION = ".cell.js";

/** Whether a text means to be an artifact. Only tells how to treat it: the verifier decides what it is. */
export const isArtifact = (text: string): boolean => text.startsWith('// {"edition":');

/** `plugins/a.ts` ⟶ `plugins/a.cell.js`; with an output folder, below that, the folders that all inputs share left out. */
export function artifactPath(cwd: string, file: FoundFile, all: readonly FoundFile[], outDir: string | undefined): string {
  if (file.path === STDIN)
    return resolve(cwd, outDir ?? ".", basename(strip(file.name === "<stdin>" ? "stdin" : file.name)) + ARTIFACT_EXTENSION);
  const name = strip(basename(file.path)) + ARTIFACT_EXTENSION;
  if (outDir === undefined) return join(dirname(file.path), name);
  return join(resolve(cwd, outDir), relative(sharedFolder(all), dirname(file.path)), name);
}

/** @throws CliError `same-output` when two inputs would be written over each other */
export function assertDistinct(outputs: ReadonlyMap<string, FoundFile>, path: string, file: FoundFile): void {
  const other = outputs.get(path);
  if (other !== undefined) throw new CliError("same-output", `${other.name} and ${file.name} would both be written to ${path}`);
}

const strip = (name: string): string => name.replace(/\.[mc]?[jt]sx?$/, "");

function sharedFolder(files: readonly FoundFile[]): string {
  const folders = files.filter((f) => f.path !== STDIN).map((f) => dirname(f.path));
  let shared = folders[0] ?? ".";
  for (const folder of folders) while (relative(shared, folder).startsWith("..")) shared = dirname(shared);
  return shared;
}
