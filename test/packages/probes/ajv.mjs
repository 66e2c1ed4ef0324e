import Ajv from "ajv";
export default function probe() {
  const ajv = new Ajv({ allErrors: true });
  const v = ajv.compile({
    type: "object",
    properties: {
      foo: { type: "integer", minimum: 2 },
      bar: { type: "string", pattern: "^a" },
      list: { type: "array", items: { type: "string" }, uniqueItems: true },
    },
    required: ["foo"],
    additionalProperties: false,
  });
  const ok = v({ foo: 3, bar: "abc", list: ["x"] });
  const bad = v({ foo: 1, bar: "b", z: 1, list: ["a", "a"] });
  const errs = v.errors.map((e) => [e.keyword, e.instancePath]);
  ajv.addSchema({ $id: "defs", definitions: { p: { type: "number" } } });
  return {
    ok,
    bad,
    errs,
    ref: ajv.compile({ $ref: "defs#/definitions/p" })("x"),
    oneOf: ajv.validate({ oneOf: [{ type: "string" }, { type: "number" }] }, 4),
    fmt: ajv.errorsText(v.errors),
  };
}
