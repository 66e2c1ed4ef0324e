import type { NameRecords } from "../realm/inside/names.js";

/**
 * `__cc_env("x").x`: the record that holds the free name x: the scripts' lexical bindings, the main namespace, or what is granted; or one on which every
 * read and write of it throws ReferenceError. Found before the right-hand side of an assignment runs, as the language resolves a reference.
 */
export const makeEnv = ({ holder }: NameRecords): ((name: string) => object) => holder;
