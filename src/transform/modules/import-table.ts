import type * as t from "@babel/types";
import type { ExportEntry, ImportEntry } from "../../contract/index.js";

interface MutableImport {
  readonly specifier: string;
  readonly names: Set<string>;
  star: boolean;
  readonly attributes: Readonly<Record<string, string>> | undefined;
}

/** The far side of an imported local: an export's name, or `*` for the namespace. */
export interface ImportedName {
  readonly index: number;
  readonly name: string;
}

/** What a module's import and export declarations say, in source order. */
export interface ImportTable {
  readonly imports: readonly ImportEntry[];
  readonly exports: readonly ExportEntry[];
  /** Exported name → local name, for exports of the module's own. In order. */
  readonly getters: readonly string[];
  readonly locals: ReadonlyMap<string, ImportedName>;
}

export const NO_IMPORTS: ImportTable = { imports: [], exports: [], getters: [], locals: new Map() };

/** The local name behind `export default` of anything but a named function or class. */
export const DEFAULT_LOCAL = "__cc_default";

/** Reads all import and export declarations of a module. An imported local that is exported is a re-export (ECMA-262 §16.2.3). */
export function readImports(body: readonly t.Statement[]): ImportTable {
  const imports: MutableImport[] = [];
  const locals = new Map<string, ImportedName>();
  const exports: (ExportEntry & { local?: string })[] = [];

  const request = (source: t.StringLiteral, attributes: readonly t.ImportAttribute[] | null | undefined): number => {
    const wanted = attributesOf(attributes);
    const key = JSON.stringify(wanted);
    const known = imports.findIndex((entry) => entry.specifier === source.value && JSON.stringify(entry.attributes) === key);
    if (known >= 0) return known;
    imports.push({ specifier: source.value, names: new Set(), star: false, attributes: wanted });
    return imports.length - 1;
  };

  for (const node of body) {
    switch (node.type) {
      case "ImportDeclaration": {
        const index = request(node.source, node.attributes);
        const entry = imports[index]!;
        for (const specifier of node.specifiers) {
          const name =
            specifier.type === "ImportNamespaceSpecifier"
              ? "*"
              : specifier.type === "ImportDefaultSpecifier"
                ? "default"
                : nameOf(specifier.imported);
          if (name === "*") entry.star = true;
          else entry.names.add(name);
          locals.set(specifier.local.name, { index, name });
        }
        break;
      }
      case "ExportAllDeclaration":
        exports.push({ export: "*", from: request(node.source, node.attributes) });
        break;
      case "ExportDefaultDeclaration": {
        const { declaration } = node;
        const isNamed = (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") && declaration.id != null;
        exports.push({ export: "default", local: isNamed ? declaration.id!.name : DEFAULT_LOCAL });
        break;
      }
      case "ExportNamedDeclaration":
        if (node.source != null) {
          const index = request(node.source, node.attributes);
          for (const specifier of node.specifiers) {
            const exported = nameOf(specifier.exported);
            const name = specifier.type === "ExportSpecifier" ? nameOf(specifier.local) : "*";
            if (name === "*") imports[index]!.star = true;
            else imports[index]!.names.add(name);
            exports.push({ export: exported, from: index, name });
          }
        } else if (node.declaration != null)
          for (const name of declaredNames(node.declaration)) exports.push({ export: name, local: name });
        else
          for (const specifier of node.specifiers)
            if (specifier.type === "ExportSpecifier") exports.push({ export: nameOf(specifier.exported), local: specifier.local.name });
        break;
    }
  }

  const getters: string[] = [];
  const finished = exports.map(({ local, ...entry }): ExportEntry => {
    if (local === undefined) return entry;
    const source = locals.get(local);
    if (source !== undefined) return { export: entry.export, from: source.index, name: source.name };
    getters.push(local);
    return entry;
  });
  return {
    imports: imports.map(({ specifier, names, star, attributes }) => ({
      specifier,
      names: [...names].sort(),
      star,
      ...(attributes === undefined ? {} : { attributes }),
    })),
    exports: finished,
    getters,
    locals,
  };
}

function nameOf(node: t.Identifier | t.StringLiteral): string {
  return node.type === "Identifier" ? node.name : node.value;
}

function attributesOf(attributes: readonly t.ImportAttribute[] | null | undefined): Readonly<Record<string, string>> | undefined {
  if (attributes == null || attributes.length === 0) return undefined;
  return Object.fromEntries(attributes.map(({ key, value }) => [nameOf(key), value.value]).sort(([a], [b]) => (a! < b! ? -1 : 1)));
}

function declaredNames(node: t.Declaration): string[] {
  const names: string[] = [];
  if (node.type === "VariableDeclaration") for (const { id } of node.declarations) collect(id, names);
  else if ((node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id != null) names.push(node.id.name);
  return names;
}

function collect(node: t.Node, names: string[]): void {
  switch (node.type) {
    case "Identifier":
      names.push(node.name);
      break;
    case "ArrayPattern":
      for (const item of node.elements) if (item !== null) collect(item, names);
      break;
    case "ObjectPattern":
      for (const item of node.properties) collect(item.type === "RestElement" ? item.argument : item.value, names);
      break;
    case "AssignmentPattern":
      collect(node.left, names);
      break;
    case "RestElement":
      collect(node.argument, names);
      break;
  }
}
