// What a program did, as text. The same code for the plain and the cleansed runs.
import { readFileSync } from "node:fs";

const SHOW = readFileSync(new URL("./show.js", import.meta.url), "utf8")
  .replace(/^\/\/.*\n/gm, "")
  .replaceAll("\n", " ");

/** A fixture's text with `log` in front of it; it calls `emit` with a line of text. */
export const withLog = (text) => SHOW + text;

/** `show` for values that have come out: primitives, plain data, functions. */
export const show = new Function(`"use strict"; ${SHOW} return show;`)();

/** What a module exports: primitives, and of everything else the kind. */
export const shapeOf = (namespace) =>
  Object.fromEntries(
    Object.keys(namespace)
      .sort()
      .map((name) => [name, /^(object|function)$/.test(typeof namespace[name]) ? typeof namespace[name] : namespace[name]]),
  );

/** Lets promises, and what they start, come to rest. */
export const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};
