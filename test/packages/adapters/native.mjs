import { pathToFileURL } from "node:url";
export const name = "native";
export async function run(source, { filename }) {
  const m = await import(pathToFileURL(filename).href);
  return m.default();
}
