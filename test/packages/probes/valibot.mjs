import * as v from "valibot";
export default function probe() {
  const S = v.object({
    name: v.pipe(v.string(), v.minLength(2)),
    age: v.optional(v.pipe(v.number(), v.integer())),
    email: v.pipe(v.string(), v.email()),
    tags: v.fallback(v.array(v.string()), []),
  });
  const bad = v.safeParse(S, { name: "x", age: 1.5, email: "q", tags: 3 });
  return {
    ok: v.parse(S, { name: "Bob", email: "a@b.co", tags: ["x"] }),
    bad: bad.success,
    issues: bad.issues.map((i) => [i.type, i.path.map((p) => p.key).join("."), i.message]),
    union: v.is(v.union([v.string(), v.number()]), true),
    variant: v.parse(v.variant("t", [v.object({ t: v.literal("a"), n: v.number() }), v.object({ t: v.literal("b") })]), { t: "a", n: 3 }),
    tr: v.parse(
      v.pipe(
        v.string(),
        v.transform((s) => s.length),
      ),
      "abcd",
    ),
    rec: v.parse(v.record(v.string(), v.number()), { a: 1 }),
    flat: v.flatten(bad.issues),
    picklist: v.is(v.picklist(["x", "y"]), "x"),
    strict: v.safeParse(v.strictObject({ a: v.number() }), { a: 1, b: 1 }).success,
    err: (() => {
      try {
        v.parse(v.string(), 1);
      } catch (e) {
        return [e.name, e instanceof Error, e.message];
      }
    })(),
    map: v.parse(v.map(v.string(), v.number()), new Map([["a", 1]])).get("a"),
    partial: v.parse(v.partial(S), {}),
  };
}
