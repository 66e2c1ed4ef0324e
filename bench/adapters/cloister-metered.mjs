// The cell with depth and fuel, as it is by default.
import { runArtifact } from "./_cell.mjs";
export const name = "cloister, metered";
export const { init, prepare, run } = runArtifact({ metered: true });
