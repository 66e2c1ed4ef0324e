import { COMMONJS_PARAMETERS } from "../commonjs-parameters.js";
import { defineRule } from "../rule.js";

/** Rejects `let require = …` and the like at the top of a CommonJS module: those names are its parameters, and the engine would refuse it. */
export const redeclaredParameter = defineRule({
  code: "syntax-error",
  on: {
    program(context) {
      if (context.options.goal !== "commonjs") return;
      for (const statement of context.program.body) {
        const isLexical = statement.type === "ClassDeclaration" || (statement.type === "VariableDeclaration" && statement.kind !== "var");
        if (!isLexical) continue;
        for (const name of COMMONJS_PARAMETERS)
          for (const id of context.names.root.bindings.get(name)?.declarations ?? [])
            if ((id.start ?? 0) >= (statement.start ?? 0) && (id.end ?? 0) <= (statement.end ?? 0))
              context.report("syntax-error", id, {
                problem: `Identifier '${name}' has already been declared: it is a parameter of every CommonJS module.`,
              });
      }
    },
  },
});
