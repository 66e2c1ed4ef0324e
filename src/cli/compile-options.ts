import { sourceKindOf, type CompileOptions } from "../compiler.js";
import type { Policy } from "../policy/index.js";
import type { SourceOptions } from "./shared-options.js";

/** How to compile a file: goal and syntax as asked, else by its extension. */
export function compileOptionsOf(name: string, policy: Policy, options: Pick<SourceOptions, "goal">): CompileOptions {
  const { goal, syntax } = sourceKindOf(name);
  return {
    filename: name,
    policy,
    goal: options.goal ?? goal,
    ...((syntax.typescript === true || syntax.jsx === true) && { syntax }),
  };
}
