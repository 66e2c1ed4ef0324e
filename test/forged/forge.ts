import { createHash } from "node:crypto";
import { EDITION, closingText, headerText, openingText, type Manifest } from "../../src/contract/index.js";

/** What a forged artifact may say of itself; the rest is filled in. `raw`: the text is all that stands in `run`. */
export type Forgery = Partial<Manifest> & { readonly raw?: boolean };

export const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** An artifact around guest text that no compiler has seen, with the header and digests that a compiler would write. */
export function forge(text: string, { raw, ...said }: Forgery = {}): string {
  const manifest: Manifest = {
    edition: EDITION,
    goal: "script",
    metered: false,
    async: false,
    features: [],
    globals: ["Array", "Object"],
    names: [],
    declares: { vars: [], lexicals: [] },
    imports: [],
    exports: [],
    dynamicImports: [],
    filename: "forged.js",
    source: digest(""),
    policy: digest(""),
    body: digest(""),
    ...said,
  };
  const body = openingText(manifest) + (raw === true ? text : framed(text, manifest)) + closingText;
  return headerText({ ...manifest, body: digest(body) }) + body;
}

/** `run`'s own statements round the guest's. The weight leaves room for anything. */
function framed(text: string, { goal, metered }: Manifest): string {
  const entry = goal === "module" ? "let __cc_p = __cc_enter(9), __cc_y;\n" : "const __cc_p = __cc_enter(9);\n";
  const head = metered ? `${entry}let __cc_n = 0, __cc_s = 0;\n` : "";
  const leave = metered ? "\n__cc_leave(__cc_p);" : "";
  switch (goal) {
    case "module":
      return `yield [];\n${head}${text}${leave}`;
    case "script":
      return `let __cc_v;\n${head}${text}\nreturn ${metered ? "__cc_leave(__cc_p, __cc_v)" : "__cc_v"};`;
    case "commonjs":
      return head + text + leave;
    case "expression":
      return `${head}return ${metered ? `__cc_leave(__cc_p, ${text})` : text};`;
  }
}

/**
 * A fixture's text: what stands in its first line after `//`, if it is JSON, is said by the manifest; `also` are codes of what cannot be broken without
 * breaking more.
 */
export function readForgery(input: string): { text: string; said: Forgery; also: readonly string[] } {
  if (!input.startsWith("// {")) return { text: input.trimEnd(), said: {}, also: [] };
  const end = input.indexOf("\n");
  const { also = [], ...said } = JSON.parse(input.slice(3, end)) as Forgery & { readonly also?: readonly string[] };
  return { text: input.slice(end + 1).trimEnd(), said, also };
}
