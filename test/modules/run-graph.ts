import { cleanse } from "../../src/compiler.js";
import { memoryHooks } from "../../src/runtime/modules/hooks/index.js";
import type { VerifiedProgram } from "../../src/verifier/verified-program.js";
import { GuestThrown } from "../../src/runtime/modules/guest-thrown.js";
import type { Graph } from "./graphs.js";
import { stubCell } from "./stub-realm.js";

export interface GraphResult {
  /** One per `log(…)`. */
  readonly lines: readonly string[];
  /** `ok`, or the name of the error (or the text of another value) that the import ended with. */
  readonly end: string;
}

/** Compiles a graph's files and runs them through the loader. */
export async function runGraph({ files, main }: Graph): Promise<GraphResult> {
  const { loader, log } = stubCell(
    {},
    {
      hooks: memoryHooks(files),
      compile: (source, { filename, goal }) => {
        const { text, manifest } = cleanse(source, { filename, goal, metered: false, supplied: ["log", "URL"] });
        return { manifest, body: text.slice(text.indexOf("(function (__cc)")), digest: "" } as VerifiedProgram;
      },
    },
  );
  let end = "ok";
  try {
    await loader.import(`./${main}`);
  } catch (error) {
    const thrown = GuestThrown.is(error) ? error.value : error;
    end = isNamed(thrown) ? nameOf(thrown) : String(thrown);
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  return { lines: log.map(String), end };
}

const isNamed = (value: unknown): value is { name: string; code?: string } =>
  typeof value === "object" && value !== null && "name" in value;

/** Errors of linking and compiling are the host's here; a guest would have got a SyntaxError. */
function nameOf(error: { name: string; code?: string }): string {
  if (error.code === "module-link" || error.name === "CleanseError") return "SyntaxError";
  return error.name;
}
