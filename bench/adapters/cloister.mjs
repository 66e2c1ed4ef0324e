// The cell, unmetered: compiled in another process (a compiler in the measured one costs up to 1.3x), then verified and run here.
import { runArtifact } from "./_cell.mjs";
export const name = "cloister, unmetered";
export const { init, prepare, run } = runArtifact({ metered: false });
