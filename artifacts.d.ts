// Types of guests that `cloister/unplugin` compiles: `/// <reference types="cloister/artifacts" />`.
declare module "*?cloister" {
  /** Text of the artifact, for `cell.load` and its kin. */
  const artifact: string;
  export default artifact;
}
