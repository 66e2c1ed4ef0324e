import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { bundleForTests } from "../scripts/bundle-for-tests.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const readme = readFileSync(`${root}README.md`, "utf8");

/** JavaScript blocks of the README, each with what its comments say that it prints. */
const snippets = [...readme.matchAll(/^## (.*)\n[^]*?```js\n([^]*?)```/gm)].map(([, title, code]) => ({
  title: title!,
  code: code!,
  prints: [...code!.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]!),
}));

let folder: string;
beforeAll(async () => {
  folder = await bundleForTests("readme");
  mkdirSync(`${folder}/snippets`, { recursive: true });
});

test("there is a snippet for each way in", () => expect(snippets.map(({ title }) => title)).toEqual(["Lint", "Build", "Load"]));

test.each(snippets)("the snippet of $title runs and prints what it says", ({ title, code, prints }) => {
  const file = `${folder}/snippets/${title}.mjs`;
  const local = (name: string) => JSON.stringify(pathToFileURL(`${folder}/${name}.js`).href);
  writeFileSync(file, code.replace('"cloister/powers"', local("powers")).replace('"cloister"', local("index")));
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], {
    env: { ...process.env, FORCE_COLOR: undefined },
    encoding: "utf8",
    timeout: 60_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const line of prints) expect(stdout).toContain(line + "\n");
});

test("files that the README links to are there", () => {
  for (const [, path] of readme.matchAll(/\]\(([^)#:]+)\)/g)) expect(() => readFileSync(`${root}${path!}`), path).not.toThrow();
});
