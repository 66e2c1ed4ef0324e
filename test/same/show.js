// Prints values as text, inside whatever realm the program runs in, so that plain and cleansed runs can be compared across any membrane.
// Of errors only the kind: engines word their messages after the text of the program. Stands in front of every fixture, on one line.
const show = (v, deep = 0) => {
  if (typeof v === "string") return deep === 0 ? v : JSON.stringify(v);
  if (typeof v === "bigint") return `${v}n`;
  if (typeof v === "function") return `[function ${v.name}]`;
  if (typeof v !== "object" || v === null) return Object.is(v, -0) ? "-0" : String(v);
  if (v instanceof Error) return `<${v.name}${v.name === "Error" ? ": " + v.message : ""}>`;
  if (deep > 3) return "…";
  const inner = (x) => show(x, deep + 1);
  if (Array.isArray(v))
    return `[${Array.from(v, (x, i) => (i in v ? inner(x) : "hole")).join(", ")}${v.raw === undefined ? "" : " raw " + inner(v.raw)}]`;
  if (v instanceof Map || v instanceof Set) return `${v instanceof Map ? "Map" : "Set"}(${[...v].map(inner).join(", ")})`;
  if (v instanceof Promise) return "Promise";
  const keys = Reflect.ownKeys(v).filter((k) => Object.getOwnPropertyDescriptor(v, k).enumerable);
  return `{${keys.map((k) => `${String(k)}: ${inner(v[k])}`).join(", ")}}`;
};
// eslint-disable-next-line no-undef, @typescript-eslint/no-unused-vars -- both belong to the fixture
const log = (...values) => emit(values.map((v) => show(v)).join(" "));
