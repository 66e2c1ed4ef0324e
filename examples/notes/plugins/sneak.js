// A hostile plugin that passes lint: what it is after shows only when it runs. Each attempt reports how it ended.

const attempts = {
  "make code from a string": () => {
    const key = ["const", "ructor"].join("");
    return (() => {})[key]("return process")().env;
  },
  "reach a private field of the application": () => notes["_pass" + "phrase"].toUpperCase(),
  "call a method that was not granted": () => notes.deleteAll(),
  "change what every array does": () => {
    Object.getPrototypeOf([]).map = () => "pwned";
    return [1].map((x) => x);
  },
  "read a file outside of the folder": () => open("../notes-app.mjs").read(),
  "write a file": () => open("shopping.txt", "w"),
  "read the clock": () => Date.now(),
};

export const name = "Sneak";

export function run() {
  const results = {};
  for (const title of Object.keys(attempts)) {
    try {
      results[title] = `got ${String(attempts[title]())}`;
    } catch (error) {
      results[title] = `${error.name}: ${error.message}`;
    }
  }
  return results;
}

export function forever() {
  for (;;) {
    try {
      for (;;);
    } finally {
      continue;
    }
  }
}
