// What the application offers to plugins: a few names, each with exactly as much power as a plugin needs.
import { bastion, Cell, definePolicy } from "cloister";
import { consoleTo, rootedFiles } from "cloister/powers";
import { fileURLToPath } from "node:url";

/** One policy for lint, build and load: plugins may use these names and those of the language. */
export const policy = definePolicy({ extends: "strict", globals: { allow: ["notes", "console", "open"] } });
/** For plugins that bundle npm libraries, which do things that new code need not do. */
export const librariesPolicy = definePolicy({ extends: "compat", globals: { allow: ["notes", "console", "open"] } });

const folder = fileURLToPath(new URL("notes/", import.meta.url));

/** Loads a plugin (source or artifact) into a cell of its own and answers with what it exports. */
export async function loadPlugin(app, plugin, { name, policy: granted = policy }) {
  const files = rootedFiles({ root: folder });
  const cell = new Cell({
    name,
    policy: granted,
    globals: {
      // a face of the application: three methods, and nothing else of it
      notes: bastion(app, { methods: ["titles", "read", "add"], name: "notes" }),
      console: consoleTo(process, { prefix: `  [${name}] ` }),
      // files of one folder, for reading
      open: (path, mode) => bastion(files.open(path, mode), { name: "file" }),
    },
    limits: { fuel: 20_000_000 },
  });
  return { cell, plugin: await cell.load(plugin) };
}
