// Runs fixtures as they are, each in a context of its own, and prints what they did as JSON: `node --experimental-vm-modules run-plain.mjs FOLDER…`
import { dirname, join, resolve } from "node:path";
import { createContext, runInContext, SourceTextModule } from "node:vm";
import { inputOf, plainTextOf, settle, shapeOf, withLog } from "./observe.mjs";

process.on("unhandledRejection", () => {});

function runScript(text, context) {
  return runInContext(`"use strict"; void 0; ${withLog(text)}`, context);
}

async function runModule(file, context) {
  const known = new Map();
  const make = (path) => {
    if (!known.has(path))
      known.set(
        path,
        new SourceTextModule(withLog(plainTextOf(path)), {
          context,
          identifier: path,
          initializeImportMeta: (meta) => void (meta.url = "cell:guest"),
          importModuleDynamically: async (specifier) => {
            const module = make(resolve(dirname(path), specifier));
            if (module.status === "unlinked") await module.link(link);
            await module.evaluate();
            return module;
          },
        }),
      );
    return known.get(path);
  };
  const link = (specifier, from) => make(resolve(dirname(from.identifier), specifier));
  const module = make(file);
  await module.link(link);
  await module.evaluate();
  return shapeOf(module.namespace);
}

/** By the realm's own `show`, for `instanceof`. */
const shown = (context, value) => runInContext(`(() => { "use strict"; ${withLog("return show;")} })()`, context)(value);

const results = {};
for (const folder of process.argv.slice(2)) {
  const lines = [];
  const context = createContext({ emit: (line) => void lines.push(line) });
  const { file, isModule } = inputOf(folder);
  try {
    const value = isModule ? await runModule(join(folder, file), context) : runScript(plainTextOf(join(folder, file)), context);
    lines.push(`value: ${shown(context, value)}`);
  } catch (error) {
    lines.push(`throws: ${shown(context, error)}`);
  }
  await settle();
  results[folder] = lines;
}
process.stdout.write(JSON.stringify(results));
