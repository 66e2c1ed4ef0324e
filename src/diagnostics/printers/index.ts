import { compact } from "./compact.js";
import { github } from "./github.js";
import { json } from "./json.js";
import { pretty } from "./pretty.js";
import { sarif } from "./sarif.js";
import type { Printer } from "./printer.js";

/** Every output format by the name it has on the command line. */
export const PRINTERS = { pretty, compact, json, github, sarif } as const satisfies Record<string, Printer>;
export type Format = keyof typeof PRINTERS;

export type { PrintOptions, Printer, Report } from "./printer.js";
export { visibleText } from "./visible-text.js";
