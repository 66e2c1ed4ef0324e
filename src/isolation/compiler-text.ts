/** The compiler as a script for a vessel: large, so it is read when the first source is handed in. */
export async function compilerText(): Promise<string> {
  const { COMPILER_SOURCE } = await import("./compiler.generated.js");
  return COMPILER_SOURCE;
}
