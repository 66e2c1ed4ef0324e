import type * as t from "@babel/types";
import { parse } from "../babel.js";
import { SOURCE_LIMITS } from "../contract/index.js";
import { preScan } from "./pre-scan.js";

/** A statement of a `.d.ts` file. */
export interface TopLevelDeclaration {
  readonly kind: "value" | "module" | "type";
  /** What it declares: names, or the module's specifier. */
  readonly names: readonly string[];
  readonly text: string;
}

/** The statements of a file of ambient declarations, with what they declare; undefined if the text does not parse. */
export function topLevelDeclarations(text: string): readonly TopLevelDeclaration[] | undefined {
  if (preScan(text, SOURCE_LIMITS) !== undefined) return undefined;
  let body: readonly t.Statement[];
  try {
    body = parse(text, { sourceType: "module", plugins: [["typescript", { dts: true }]] }).program.body;
  } catch {
    return undefined;
  }
  return body.map((statement) => {
    const start = statement.leadingComments?.[0]?.start ?? statement.start ?? 0;
    return { ...described(statement), text: text.slice(start, statement.end ?? start) };
  });
}

function described(statement: t.Statement): Pick<TopLevelDeclaration, "kind" | "names"> {
  switch (statement.type) {
    case "VariableDeclaration":
      return { kind: "value", names: statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : [])) };
    case "TSDeclareFunction":
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
      return { kind: "value", names: statement.id == null ? [] : [statement.id.name] };
    case "TSModuleDeclaration":
      return statement.id.type === "StringLiteral"
        ? { kind: "module", names: [statement.id.value] }
        : { kind: "value", names: [statement.id.name] };
    default:
      return { kind: "type", names: [] };
  }
}
