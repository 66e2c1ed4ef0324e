/**
 * `cloister/unplugin`: guests' modules compiled while the host is bundled, so that the host ships no compiler.
 *
 *   import plugin from "./plugin.ts?cloister";        ⟶  const plugin = "// cloister-artifact …"
 *   await cell.load(plugin);
 *
 * What is wrong with a guest is an error of the bundler, with the code round it. The guest's own imports stay: the cell's hooks answer them.
 */
import { readFileSync } from "node:fs";
import { createUnplugin, type UnpluginInstance } from "unplugin";
import { definePolicy, isPolicy, type Policy, type PolicyInput } from "../../policy/index.js";
import { artifactModule } from "./artifact-module.js";
import { resolveGuest } from "./resolve-guest.js";

export interface CloisterOptions {
  /** Default: the preset `strict`. */
  readonly policy?: Policy | PolicyInput;
  /** Names that the cell will supply. Default: those that the policy lists. */
  readonly supplied?: readonly string[];
  /** Patterns of files that are guests however they are imported. Default: none; a guest is imported with `?cloister`. */
  readonly include?: readonly string[];
}

/** Marks modules of ours; the leading NUL keeps other plugins, for TypeScript and the like, from touching them. */
const PREFIX = "\0cloister:";
/** What the guest's own extension says (CommonJS, JSX) is not true of its artifact. */
const SUFFIX = ".js";

const cloister: UnpluginInstance<CloisterOptions | undefined> = createUnplugin<CloisterOptions | undefined>((options = {}) => {
  const { policy = {}, supplied, include = [] } = options;
  const compiling = { policy: isPolicy(policy) ? policy : definePolicy(policy), ...(supplied !== undefined && { supplied }) };
  return {
    name: "cloister",
    enforce: "pre",
    resolveId: {
      filter: { id: /\?cloister$/ },
      handler(id, importer) {
        const file = resolveGuest(id.slice(0, id.lastIndexOf("?")), importer);
        return file === undefined ? null : PREFIX + file + SUFFIX;
      },
    },
    load: {
      filter: { id: [/^\0cloister:/, ...include] },
      handler(id) {
        const file = id.startsWith(PREFIX) ? id.slice(PREFIX.length, -SUFFIX.length) : id.replace(/\?.*$/s, "");
        this.addWatchFile(file);
        const { code, warnings, error } = artifactModule(readFileSync(file, "utf8"), file, compiling);
        for (const warning of warnings) this.warn(warning);
        if (error !== undefined) this.error(error);
        return { code, map: null };
      },
    },
  };
});

export default cloister;
