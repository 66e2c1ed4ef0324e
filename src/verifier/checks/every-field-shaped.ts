import { FEATURES, GLOBAL_OBJECT_NAMES, GOALS, usesNames, type Manifest, type MANIFEST_FIELDS } from "../../contract/index.js";
import { isReserved } from "../shapes.js";

type Problem = string | undefined;
type Check = (value: unknown) => Problem;

const NAME = /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u;
const INVISIBLE = /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
const LONE = /\p{Surrogate}/u;

const string: Check = (v) => (typeof v !== "string" ? "is not a string" : LONE.test(v) ? "holds half of a surrogate pair" : undefined);
const boolean: Check = (v) => (typeof v === "boolean" ? undefined : "is not true or false");
const digest: Check = (v) =>
  typeof v === "string" && /^sha256-[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(v) ? undefined : "is not a sha256 digest";

/** A name that may stand in the prelude: it is printed as it is. */
const bindable: Check = (v) =>
  string(v) ??
  (!NAME.test(v as string) || isReserved(v as string) || INVISIBLE.test(v as string)
    ? `holds ${JSON.stringify(v)}, which cannot be bound`
    : undefined);

function list(value: unknown, item: Check, sorted: boolean): Problem {
  if (!Array.isArray(value)) return "is not a list";
  let before: string | undefined;
  for (const v of value as unknown[]) {
    const problem = item(v);
    if (problem !== undefined) return problem;
    if (sorted && before !== undefined && before >= (v as string)) return "is not sorted, or names something twice";
    before = v as string;
  }
  return undefined;
}

/** An object with these keys, each well-formed; those with `?` may be absent. */
function shape(value: unknown, keys: Readonly<Record<string, Check>>): Problem {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "holds something that is no record";
  for (const key of Object.keys(value))
    if (!Object.hasOwn(keys, key) && !Object.hasOwn(keys, key + "?")) return `holds an unknown key ${JSON.stringify(key)}`;
  for (const [name, check] of Object.entries(keys)) {
    const key = name.replace("?", "");
    if (!Object.hasOwn(value, key)) {
      if (key === name) return `lacks \`${key}\``;
      continue;
    }
    const problem = check((value as Record<string, unknown>)[key]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const strings: Check = (v) => list(v, string, true);
const bindables: Check = (v) => list(v, bindable, true);
const index: Check = (v) => (Number.isSafeInteger(v) && (v as number) >= 0 ? undefined : "holds an index that is none");

const attributes: Check = (v) => {
  if (typeof v !== "object" || v === null || Array.isArray(v)) return "holds attributes that are no record";
  const keys = Object.keys(v);
  if (keys.length === 0) return "holds empty attributes";
  return keys.map(string).find(Boolean) ?? Object.values(v).map(string).find(Boolean);
};

const FIELDS: Readonly<Record<(typeof MANIFEST_FIELDS)[number], Check>> = {
  edition: () => undefined, // the reader of the header compares it
  goal: (v) => ((GOALS as readonly unknown[]).includes(v) ? undefined : "is not a goal"),
  metered: boolean,
  async: boolean,
  features: (v) => list(v, (f) => ((FEATURES as readonly unknown[]).includes(f) ? undefined : "holds an unknown feature"), true),
  globals: bindables,
  names: bindables,
  declares: (v) => shape(v, { vars: bindables, lexicals: bindables }),
  imports: (v) => list(v, (entry) => shape(entry, { specifier: string, names: strings, star: boolean, "attributes?": attributes }), false),
  exports: (v) =>
    list(
      v,
      (entry) =>
        shape(entry, { export: string, "from?": index, "name?": string }) ??
        (Object.hasOwn(entry as object, "name") && !Object.hasOwn(entry as object, "from") ? "holds a name without an import" : undefined),
      false,
    ),
  dynamicImports: strings,
  filename: string,
  source: digest,
  policy: digest,
  body: digest,
};

/** I13: what is wrong with a field's value by itself, as the end of a sentence. */
export function everyFieldShaped(field: (typeof MANIFEST_FIELDS)[number], value: unknown): Problem {
  return FIELDS[field](value);
}

/** What is wrong between the fields: the goal decides which of them mean anything, and entries refer to each other. */
export function everyFieldAgrees(m: Manifest): Problem {
  if (m.goal !== "module" && (m.async || m.imports.length > 0 || m.exports.length > 0)) return "Only modules import, export and await.";
  if (m.goal !== "script" && m.declares.vars.length + m.declares.lexicals.length > 0) return "Only scripts declare names for others.";
  if (!usesNames(m) && m.names.length > 0) return "This program has no names to be looked up at run time.";
  if (!m.features.includes("globalObject") && m.globals.some((name) => GLOBAL_OBJECT_NAMES.includes(name)))
    return "A global of the global object is bound without that feature.";
  const lexicals = new Set(m.declares.lexicals);
  if (m.declares.vars.some((name) => lexicals.has(name))) return "A name is declared twice.";
  const imported = m.imports.map((entry) => new Set(entry.names));
  const exported = new Set<string>();
  for (const entry of m.exports) {
    const isStar = "from" in entry && !("name" in entry);
    if (isStar ? entry.export !== "*" : exported.has(entry.export)) return `The export \`${entry.export}\` stands twice, or has no name.`;
    if (!isStar) exported.add(entry.export);
    if (!("from" in entry)) continue;
    const source = m.imports[entry.from];
    if (source === undefined) return "An export refers to an import that is not there.";
    if ("name" in entry && !imported[entry.from]!.has(entry.name) && !(entry.name === "*" && source.star))
      return `The export \`${entry.export}\` is not among the names of its import.`;
  }
  return undefined;
}
