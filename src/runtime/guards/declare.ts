import type { NameRecords } from "../realm/inside/names.js";

/**
 * `__cc_declare(() => x, (v) => x = v, …)`: makes a script's top-level `let`, `const` and `class` bindings visible to later programs. One guard per program: it
 * knows the names in the manifest's order and works once.
 */
export const makeDeclare = ({
  declare,
}: NameRecords): ((vars: readonly string[], lexicals: readonly string[]) => (...accessors: (() => unknown)[]) => void) => declare;
