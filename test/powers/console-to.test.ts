import { expect, test } from "vitest";
import { consoleTo } from "../../src/powers/index.js";
import { formatValues } from "../../src/powers/format-values.js";

const sink = () => {
  let text = "";
  return { write: (part: string) => (text += part), text: () => text };
};

test("log, info and debug go to stdout, warn and error to stderr, line by line behind the prefix", () => {
  const [stdout, stderr] = [sink(), sink()];
  const console = consoleTo({ stdout, stderr }, { prefix: "plugin | " });
  console.log("a", 1, [1, { b: "x" }]);
  console.info("two\nlines");
  console.debug();
  console.warn(new Map([["k", 1n]]));
  console.error(null, undefined, true);
  expect(stdout.text()).toBe("plugin | a 1 [ 1, { b: 'x' } ]\nplugin | two\nplugin | lines\nplugin | \n");
  expect(stderr.text()).toBe("plugin | Map(1) { 'k' => 1n }\nplugin | null undefined true\n");
});

test("the other methods that programs call", () => {
  const [stdout, stderr] = [sink(), sink()];
  const console = consoleTo({ stdout, stderr });
  console.group("g", 1);
  console.dir({ a: 1 });
  console.table([1]);
  console.groupEnd();
  console.assert(1 > 0, "not printed");
  console.assert(false, "printed %s", 2);
  console.assert();
  console.trace("here");
  expect(stdout.text()).toBe("g 1\n{ a: 1 }\n[ 1 ]\n");
  expect(stderr.text()).toBe("Assertion failed printed %s 2\nAssertion failed\nTrace: here\n");
});

test("escape sequences do not reach the terminal unless asked for", () => {
  const stdout = sink();
  consoleTo({ stdout, stderr: stdout }).log("\u001b[2J", { k: "\u009b" });
  consoleTo({ stdout, stderr: stdout }, { raw: true }).log("\u001b[0m");
  expect(stdout.text()).toBe("\ufffd[2J { k: '\\x9B' }\n\u001b[0m\n");
});

test("directives of a first string", () => {
  expect(formatValues(["%s has %d of %i (%f) %j %o%c%%", "x", "2", 3.9, "1.5", { a: 1 }, [1], "css", "rest"])).toBe(
    "x has 2 of 3 (1.5) { a: 1 } [ 1 ]% rest",
  );
  expect(formatValues(["100%"])).toBe("100%");
  expect(formatValues(["%s %s", 1])).toBe("1 %s");
  expect(formatValues([1, "%s", 2])).toBe("1 %s 2");
});

test("calls nothing of its arguments", () => {
  const trap = (): never => {
    throw new Error("called");
  };
  const value = {
    toString: trap,
    valueOf: trap,
    toJSON: trap,
    [Symbol.toPrimitive]: trap,
    [Symbol.for("nodejs.util.inspect.custom")]: trap,
    inspect: trap,
    get g() {
      return trap();
    },
  };
  expect(() => formatValues(["%s %d %i %f %j %o", value, value, value, value, value, value, value])).not.toThrow();
  expect(() => formatValues([Symbol("s"), value])).not.toThrow();
  expect(formatValues(["%d %s", Symbol("s"), Symbol("t")])).toBe("NaN Symbol(t)");
});
