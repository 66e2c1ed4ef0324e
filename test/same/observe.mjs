// What a program did, as text. The same code for the plain and the cleansed runs.
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import typescript from "typescript";

const SHOW = readFileSync(new URL("./show.js", import.meta.url), "utf8")
  .replace(/^\/\/.*\n/gm, "")
  .replaceAll("\n", " ");

/** A fixture's program: a module or a script, in JavaScript or TypeScript. */
export function inputOf(folder) {
  const file = ["input.mjs", "input.mts", "input.mtsx", "input.js", "input.ts", "input.tsx"].find((name) => existsSync(join(folder, name)));
  return { file, isModule: file.startsWith("input.m") };
}

/** `config.json` of a fixture; default: nothing. */
export const configOf = (folder) => {
  const file = join(folder, "config.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
};

/** What a fixture's text means, by TypeScript's own compiler where it is no JavaScript. */
export function plainTextOf(path) {
  const text = readFileSync(path, "utf8");
  if (!/\.m?tsx?$/.test(path)) return text;
  const { factory, fragment, importSource } = configOf(dirname(path)).jsx ?? {};
  const { JsxEmit, ModuleKind, ScriptTarget, transpileModule } = typescript;
  const compilerOptions = {
    target: ScriptTarget.ES2022,
    module: ModuleKind.ESNext,
    jsx: importSource === undefined ? JsxEmit.React : JsxEmit.ReactJSX,
    ...(factory && { jsxFactory: factory }),
    ...(fragment && { jsxFragmentFactory: fragment }),
    ...(importSource && { jsxImportSource: importSource }),
  };
  return transpileModule(text, { compilerOptions, fileName: basename(path).replace("mtsx", "tsx") }).outputText;
}

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
