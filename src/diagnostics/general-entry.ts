import type { CatalogueEntry } from "./catalogue.js";

/** A catalogue entry as one reads about it, not about a certain program. */
export interface GeneralEntry {
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** Parameters that are there only where the program gives cause: a general text does without. */
const OCCASIONAL: readonly PropertyKey[] = ["hint", "suggestion", "replacement", "limit"];

/** The texts of an entry; where they quote the program, the parameter's name stands in angle brackets. */
export function generalEntry({ title, message, why, fix, severity }: CatalogueEntry<never>): GeneralEntry {
  const parameters = new Proxy({}, { get: (_, name) => (OCCASIONAL.includes(name) ? undefined : `<${String(name)}>`) }) as never;
  return {
    severity: severity ?? "error",
    message: title ?? message(parameters),
    why,
    fix: typeof fix === "string" ? fix : fix(parameters),
  };
}
