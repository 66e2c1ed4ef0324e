import { defineRule } from "../rule.js";

/** UTF-16 units of source that are compiled and loaded without anybody noticing. */
const COMFORTABLE = 2_000_000;

/** Warns of programs that are slow to compile, verify and load long before they are refused. */
export const oversize = defineRule({
  code: "oversize",
  on: {
    program(context) {
      const { length } = context.source.text;
      if (length <= COMFORTABLE) return;
      const [first = context.program] = context.program.body;
      context.report("oversize", { ...first, end: first.start ?? 0 }, { megabytes: (length / 1e6).toFixed(1) }, "warning");
    },
  },
});
