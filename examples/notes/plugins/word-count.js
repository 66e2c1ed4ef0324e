// Counts words over all notes, and in a file of the notes folder.

export const name = "Word count";

const words = (text) => text.split(/\s+/).filter((word) => word !== "").length;

export function run() {
  const counts = {};
  for (const title of notes.titles()) counts[title] = words(notes.read(title));
  const file = open("shopping.txt");
  counts["shopping.txt"] = words(file.read());
  file.close();
  console.log("counted", Object.keys(counts).length, "texts");
  return counts;
}
