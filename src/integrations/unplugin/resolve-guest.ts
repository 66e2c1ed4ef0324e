import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";

/** The file that an import means, whatever the bundler: beside its importer, absolute, below the project's root, or in a package. Undefined if there is none. */
export function resolveGuest(specifier: string, importer: string | undefined): string | undefined {
  const from = importer === undefined ? process.cwd() : dirname(importer.replace(/\?.*$/s, ""));
  const candidates = isAbsolute(specifier)
    ? [specifier, join(process.cwd(), specifier)]
    : /^\.{1,2}[/\\]/.test(specifier)
      ? [resolve(from, specifier)]
      : [];
  return candidates.find((file) => existsSync(file)) ?? (candidates.length === 0 ? inPackage(specifier, from) : undefined);
}

function inPackage(specifier: string, folder: string): string | undefined {
  try {
    return createRequire(join(folder, "importer.js")).resolve(specifier);
  } catch {
    return undefined;
  }
}
