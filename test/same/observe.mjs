// What a program did, as text: its log, its value, what it threw. The same code for the plain and the cleansed run.
import { inspect } from "node:util";

/** Printed form of a value of any realm. Of errors only the kind: engines word their messages after the text of the program. */
export function show(value) {
  if (typeof value === "object" && value !== null) {
    const text = Object.prototype.toString.call(value);
    if (text === "[object Error]") return `<${value.name}${value.name === "Error" || value.custom ? ": " + value.message : ""}>`;
  }
  if (typeof value === "string") return value;
  return inspect(value, { depth: 4, breakLength: Infinity, sorted: false });
}

export function observer() {
  const lines = [];
  return { lines, log: (...values) => void lines.push(values.map(show).join(" ")) };
}

/** Lets promises, and what they start, come to rest. */
export const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};
