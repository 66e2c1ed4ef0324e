import { inspect } from "node:util";

/**
 * Text of console arguments that have already crossed the membrane: primitives, copies of plain data, errors that were made again, and
 * wrappers of guest functions.
 *
 * `util.format` is not used: its `%s` calls an object's own `toString`, which may be a guest's function, and `util.inspect` with
 * its defaults calls whatever stands under its custom symbol. Here no method of any argument is called.
 *
 * Understands `%s %d %i %f %j %o %O %c %%` in a first argument that is a string, as consoles do.
 */
export function formatValues(values: readonly unknown[]): string {
  const parts: string[] = [];
  let next = 0;
  if (typeof values[0] === "string") {
    next = 1;
    parts.push(
      values[0].replace(/%[sdifjoOc%]/g, (directive) => {
        if (directive === "%%") return values.length > 1 ? "%" : directive;
        if (next >= values.length) return directive;
        return fill(directive, values[next++]);
      }),
    );
  }
  for (; next < values.length; next++) parts.push(show(values[next]));
  return parts.join(" ");
}

function fill(directive: string, value: unknown): string {
  switch (directive) {
    case "%c":
      return "";
    case "%d":
      return typeof value === "bigint" ? `${value}n` : String(numberOf(value));
    case "%i":
      return typeof value === "bigint" ? `${value}n` : String(Math.trunc(numberOf(value)));
    case "%f":
      return String(numberOf(value));
    case "%s":
      return show(value);
    default:
      return inspectData(value);
  }
}

/** Objects are not converted: that would call their methods. */
const numberOf = (value: unknown): number =>
  typeof value === "object" || typeof value === "function" || typeof value === "symbol" ? NaN : Number(value);

const show = (value: unknown): string => (typeof value === "string" ? value : inspectData(value));

const inspectData = (value: unknown): string =>
  inspect(value, { customInspect: false, getters: false, depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 });
