// The fixtures below fixtures/same have to notice what a compiler with guards gets wrong most easily: each mistake is planted into what it
// writes, and some of them must then do something else than plain code does.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { expect, test } from "vitest";
import { cleanse, type Artifact } from "../../src/compiler.js";
import { settle, withLog } from "../same/observe.mjs";
import { ReferenceCell } from "../same/reference-cell.js";
import { BUGS, plant } from "./plant.js";

const ROOT = fileURLToPath(new URL("../fixtures/same/", import.meta.url));
const artifacts = readdirSync(ROOT)
  .flatMap((topic) => readdirSync(join(ROOT, topic)).map((name) => join(ROOT, topic, name)))
  .filter((folder) => existsSync(join(folder, "input.js")) && !existsSync(join(folder, "config.json")))
  .map((folder) =>
    cleanse(withLog(readFileSync(join(folder, "input.js"), "utf8")), { goal: "script", metered: false, supplied: ["emit"] }),
  );

test.each(BUGS)("%s", async (bug) => {
  let noticed = 0;
  for (const artifact of artifacts) {
    const text = plant(bug, artifact.text);
    if (text === artifact.text) continue;
    new Script(text); // a mistake that does not even parse would prove nothing
    if ((await outcome({ ...artifact, text })) !== (await outcome(artifact))) noticed++;
  }
  expect(noticed).toBeGreaterThanOrEqual(2);
});

async function outcome(artifact: Artifact): Promise<string> {
  const lines: string[] = [];
  const cell = new ReferenceCell({ emit: (line: string) => void lines.push(line) }, () => artifact);
  try {
    lines.push(`value: ${cell.show(cell.run(artifact))}`);
  } catch (error) {
    lines.push(`throws: ${cell.show(error)}`);
  }
  await settle();
  return lines.join("\n");
}
