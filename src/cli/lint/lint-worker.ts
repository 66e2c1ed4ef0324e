import { lintJob, type LintJob, type LintResult, type LintSettings } from "./lint-job.js";

/** What a thread of the pool does. */
export default function lintInWorker({ jobs, settings }: { jobs: readonly LintJob[]; settings: LintSettings }): readonly LintResult[] {
  return jobs.map((job) => lintJob(job, settings));
}
