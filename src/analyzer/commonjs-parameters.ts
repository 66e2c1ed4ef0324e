/** Parameters of a CommonJS module's function, in the order of the artifact's `run` (docs/artifact.md). */
export const COMMONJS_PARAMETERS: readonly string[] = ["exports", "require", "module", "__filename", "__dirname"];
