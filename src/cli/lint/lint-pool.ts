import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import { lintJob, type LintJob, type LintResult, type LintSettings } from "./lint-job.js";

/** UTF-16 units of source below which other threads would not be ready before this one is done. */
const WORTH_THREADS = 4_000_000;
/** Units handed to a thread at once. */
const PORTION = 500_000;

const WORKER = fileURLToPath(new URL("./lint-worker.js", import.meta.url));

/** Lints many texts: in this thread, or in several when there is enough to do. Results come in the order of the jobs. */
export async function lintAll(
  jobs: readonly LintJob[],
  settings: LintSettings,
  threads: number | undefined,
  done: (job: LintJob) => void,
): Promise<readonly LintResult[]> {
  const size = jobs.reduce((sum, { text }) => sum + text.length, 0);
  const wanted = Math.min(threads ?? (size < WORTH_THREADS ? 1 : availableParallelism()), Math.ceil(size / PORTION));
  // sources that nobody has built have no program for a thread
  if (wanted < 2 || !existsSync(WORKER)) {
    return jobs.map((job) => {
      const result = lintJob(job, settings);
      done(job);
      return result;
    });
  }
  const pool = new Tinypool({ filename: WORKER, minThreads: wanted, maxThreads: wanted });
  try {
    const parts = await Promise.all(
      portions(jobs).map(async (portion) => {
        const results = (await pool.run({ jobs: portion, settings })) as readonly LintResult[];
        portion.forEach(done);
        return results;
      }),
    );
    return parts.flat();
  } finally {
    await pool.destroy();
  }
}

function portions(jobs: readonly LintJob[]): readonly (readonly LintJob[])[] {
  const parts: LintJob[][] = [];
  let size = Infinity;
  for (const job of jobs) {
    if (size >= PORTION) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(job);
    size += job.text.length;
  }
  return parts;
}
