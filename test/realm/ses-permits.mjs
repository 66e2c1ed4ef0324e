// node test/realm/ses-permits.mjs FOLDER: writes ses-permits.json from the package `ses` in that folder (npm pack ses): names only.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { permitted } = await import(pathToFileURL(`${folder}/src/permits.js`).href);
const permits = {};
for (const [name, permit] of Object.entries(permitted)) {
  if (typeof permit !== "object" || permit === null) continue;
  const keys = Object.keys(permit).filter((key) => permit[key] !== false && key !== "[[Proto]]");
  permits[name] = keys
    .map((key) => (/harden/.test(key) ? "@@harden" : key))
    .sort()
    .join(" ");
}
const ses = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")).version;
writeFileSync(new URL("ses-permits.json", import.meta.url), JSON.stringify({ ses, permits }, null, 2) + "\n");
