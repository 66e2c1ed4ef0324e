import { createDiagnostic } from "../../diagnostics/create-diagnostic.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { SourceText } from "../../diagnostics/source-text.js";
import type { PolicyFile } from "../policy-file/policy-file.js";

/** A warning for each name that a policy file grants and no program uses, at its place in the file. */
export function unusedGrants({ name, text, policy }: PolicyFile, uses: ReadonlySet<string>): readonly Diagnostic[] {
  const { allow } = policy.globals;
  if (typeof allow === "string") return [];
  const source = new SourceText(text, name);
  return allow
    .filter((granted) => !uses.has(granted))
    .map((granted) => createDiagnostic("unused-grant", { name: granted }, placeOf(granted, text), source))
    .sort((a, b) => a.range[0] - b.range[0]);
}

function placeOf(name: string, text: string): readonly [number, number] {
  const at = Math.max(text.indexOf(`"${name}"`), text.indexOf(`'${name}'`));
  return at < 0 ? [0, 0] : [at, at + name.length + 2];
}
