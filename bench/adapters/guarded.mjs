// Full mediation with a guard of each kind that does nothing: what asking costs.
import { runArtifact } from "./_cell.mjs";
const idle = () => undefined;
export const name = "cloister, guarded";
export const { init, prepare, run } = runArtifact({
  metered: false,
  mediation: "full",
  guards: { get: idle, set: idle, delete: idle, call: idle, construct: idle, iterate: idle },
});
