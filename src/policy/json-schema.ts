import { POLICY_SCHEMA, type Schema } from "./policy-schema.js";

/** The JSON Schema (2020-12) of policy files: what the validator accepts, for editors. `docs/policy.schema.json` is its text. */
export function policyJsonSchema(): Record<string, unknown> {
  const { properties, ...rest } = jsonSchema(POLICY_SCHEMA) as { properties: object };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Cloister policy",
    ...rest,
    properties: { $schema: { type: "string", description: "Where this schema is." }, ...properties },
  };
}

function jsonSchema(schema: Schema): Record<string, unknown> {
  const description = schema.about;
  switch (schema.kind) {
    case "boolean":
      return { type: "boolean", description };
    case "budget":
      return { type: "number", exclusiveMinimum: 0, description };
    case "one-of":
    case "base":
      return { enum: [...schema.values], description };
    case "star-or-list":
      return {
        description,
        anyOf: [{ const: "*" }, { type: "array", items: { type: "string", pattern: schema.item.pattern } }],
      };
    case "record":
      return {
        type: "object",
        description,
        additionalProperties: false,
        properties: Object.fromEntries(Object.entries(schema.keys).map(([key, inner]) => [key, jsonSchema(inner)])),
      };
  }
}
