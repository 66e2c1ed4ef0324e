import type { NameRecords } from "../realm/inside/names.js";

/** The main namespace: its properties are the top-level `var`s and functions of the cell's scripts. */
export const makeNs = ({ namespace }: NameRecords): object => namespace;
