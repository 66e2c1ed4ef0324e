import { guardsOf, type Manifest } from "../../contract/index.js";
import type { Plan } from "./inside/module-record.js";
import { folderOf, virtualUrl } from "./virtual-paths.js";

/** What the realm needs to know of a program, as the JSON that crosses. `exports`: names of the getters that the body yields. */
export function programPlan(manifest: Manifest, referrer: number, id: string, exports: Iterable<string> = []): string {
  const plan: Plan = {
    goal: manifest.goal,
    guards: guardsOf(manifest),
    referrer,
    async: manifest.async,
    filename: id,
    dirname: folderOf(id),
    url: virtualUrl(id),
    imports: manifest.imports.length,
    exports: [...exports],
    vars: manifest.declares.vars,
    lexicals: manifest.declares.lexicals,
  };
  return JSON.stringify(plan);
}
