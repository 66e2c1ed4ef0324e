import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import type { Diagnostic, Suggestion } from "../diagnostics/diagnostic.js";
import type { SourceText } from "../diagnostics/source-text.js";

/** What Babel's errors carry beside the message. */
interface ParserError {
  readonly pos: number;
  readonly reasonCode: string;
  readonly message: string;
  readonly missingPlugin?: unknown;
}

/** The finding for whatever the parser reported or threw: an early error, a proposal that is not enabled, or its own end. */
export function syntaxProblem(error: unknown, source: SourceText): Diagnostic {
  if (!isParserError(error)) {
    const refused = pluginProblem(error, source);
    if (refused !== undefined) return refused;
    const [code, problem] =
      error instanceof RangeError
        ? (["too-deep", "The syntax is nested too deeply for the parser."] as const)
        : (["syntax-error", "The parser could not make sense of this text."] as const);
    return createDiagnostic(code, { problem }, [0, 0], source);
  }
  const range = [error.pos, endOfToken(source.text, error.pos)] as const;
  const plugins = Array.isArray(error.missingPlugin) ? error.missingPlugin.map(String) : [];
  if (plugins.length > 0 && !plugins.includes("jsx"))
    return createDiagnostic("unsupported-syntax", { type: plugins[0] ?? "" }, range, source);
  if (error.reasonCode === "ParseExpressionEmptyInput") return createDiagnostic("empty-source", {}, range, source);
  const problem = plugins.length > 0 ? "Unexpected token." : sentence(error);
  const parameters = { problem, hint: hint(source.text, plugins.includes("jsx")) };
  return createDiagnostic("syntax-error", parameters, range, source, "error", modernNumber(error, source.text));
}

/** What a dialect's plugin refuses: only its text tells what and where, `NAME: PROBLEM` and a frame of the source. */
function pluginProblem(error: unknown, source: SourceText): Diagnostic | undefined {
  if (!(error instanceof SyntaxError) || (error as { code?: unknown }).code !== "BABEL_TRANSFORM_ERROR") return undefined;
  const problem = /[^\n]*?\.guest: ([^\n]+)/.exec(error.message)?.[1];
  if (problem === undefined) return undefined;
  const [, line, indent] = /^> *(\d+) \|.*\n *\| ( *)\^/m.exec(error.message) ?? [];
  const at = line === undefined ? 0 : source.offsetAt({ line: Number(line), column: (indent ?? "").length });
  return createDiagnostic("syntax-error", { problem: sentenceOf(problem) }, [at, endOfToken(source.text, at)], source);
}

/** Numbers of sloppy code: `010` ⟶ `0o10`, `089` ⟶ `89`. */
function modernNumber({ reasonCode, pos }: ParserError, text: string): Suggestion | undefined {
  if (reasonCode !== "StrictOctalLiteral" && reasonCode !== "StrictDecimalLiteral") return undefined;
  const digits = /0\d+/y;
  digits.lastIndex = pos;
  const old = digits.exec(text)?.[0];
  if (old === undefined) return undefined;
  const now = /^[0-7]+$/.test(old) ? `0o${old.slice(1)}` : old.replace(/^0+(?=\d)/, "");
  return { edits: [{ range: [pos, pos + old.length], text: now }], kind: "safe" };
}

/** Guesses what else the text may be. */
function hint(text: string, isTag: boolean): string | undefined {
  if (/^\s*(?:<!doctype|<html|<\?xml|<svg)/i.test(text)) return "This looks like HTML or XML: pass the script's own text.";
  if (isTag) return "If this is JSX, say so: `syntax: { jsx: true }`.";
  if (/^\s*(?:\{\s*"|\[\s*[[{"\d-])/.test(text)) return "This looks like JSON: load it as a JSON module or with `JSON.parse`.";
  return undefined;
}

/** Babel's message without its position, as a sentence. */
function sentence({ message, reasonCode }: ParserError): string {
  if (reasonCode === "ParseExpressionExpectsEOF") return "One expression is expected, and it ends in front of this.";
  return sentenceOf(message.replace(/\s*\(\d+:\d+\)$/, "").trim());
}

const sentenceOf = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

function isParserError(error: unknown): error is ParserError {
  return error instanceof SyntaxError && typeof (error as Partial<ParserError>).pos === "number";
}

/** The end of the name, number or character at an offset. */
export function endOfToken(text: string, offset: number): number {
  const word = /[\p{ID_Continue}$\u200c\u200d]+/uy;
  word.lastIndex = offset;
  return word.test(text) ? word.lastIndex : Math.min(text.length, offset + 1);
}
