// Run by fuel.test.ts under one engine after another, with one set of flags after another: what each of the given artifacts costs there.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { Cell, definePolicy } = await import(pathToFileURL(`${process.argv[2]}/index.js`).href);
const policy = definePolicy({ extends: "compat" });
const used = [];
for (const artifact of JSON.parse(readFileSync(process.argv[3], "utf8"))) {
  const cell = new Cell({ policy });
  let outcome = "done";
  try {
    cell.evaluate(artifact);
  } catch (error) {
    outcome = error.guestName ?? error.code;
  }
  used.push(`${outcome} ${cell.usage.fuel}`);
  cell.dispose();
}
console.log(JSON.stringify(used));
