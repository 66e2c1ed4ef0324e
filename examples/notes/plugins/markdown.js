// Renders a note with `marked`, a library from npm; esbuild bundles the two into one file.
import { marked } from "marked";

export const name = "Markdown";

export function run(title) {
  const html = marked.parse(notes.read(title));
  console.log(`rendered ${JSON.stringify(title)} to ${html.length} characters`);
  return html;
}
