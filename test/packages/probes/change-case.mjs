import * as cc from "change-case";
export default function probe() {
  const out = {};
  for (const k of [
    "camelCase",
    "capitalCase",
    "constantCase",
    "dotCase",
    "kebabCase",
    "noCase",
    "pascalCase",
    "pathCase",
    "sentenceCase",
    "snakeCase",
    "trainCase",
  ])
    out[k] = [cc[k]("TestV2String_foo bar"), cc[k]("version 1.2.10")];
  return {
    out,
    split: cc.split("FOOBarBaz"),
    num: cc.camelCase("a1b2", { separateNumbers: true }),
    delim: cc.snakeCase("aB", { delimiter: "~" }),
    amb: cc.pascalCase("version 1.2", { mergeAmbiguousCharacters: true }),
    pre: cc.camelCase("_foo_bar", { prefixCharacters: "_" }),
  };
}
