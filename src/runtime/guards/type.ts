import type { NameRecords } from "../realm/inside/names.js";

/** `typeof x` of a free name: "undefined" where there is none; still throws in a dead zone. */
export const makeType =
  ({ has, holder }: NameRecords) =>
  (name: string): string =>
    has(name) ? typeof (holder(name) as Record<string, unknown>)[name] : "undefined";
