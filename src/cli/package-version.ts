import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let version: string | undefined;

/** The version of this package, out of the `package.json` above the running file. */
export function packageVersion(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); version === undefined; folder = dirname(folder)) {
    try {
      const { name, version: found } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
        name?: string;
        version?: string;
      };
      if (name === "cloister") version = found;
    } catch {
      if (dirname(folder) === folder) version = "unknown";
    }
  }
  return version;
}
