// Full mediation without guards of a supervisor's: what the detour itself costs.
import { runArtifact } from "./_cell.mjs";
export const name = "cloister, mediated";
export const { init, prepare, run } = runArtifact({ metered: false, mediation: "full" });
