import { defineConfig } from "vitest/config";

/** Files that need a process of their own: they change what others share (modules, listeners, clocks), or measure memory, stack or time. */
const ALONE = [
  "test/{escapes,isolation,realm,campaigns,fuzz}/**/*.test.ts",
  "test/{runtime/{hostile-cell,program-cache,hostile-prototypes,crawl},regexp/slowness,modules/hostile-prototypes,powers/audit-endowments}.test.ts",
  "test/integrations/*.test.ts", // two ESLints and four bundlers
];

/** All others share processes: to load the compiler again for each took as long as a third of the tests. */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    hookTimeout: 120_000,
    testTimeout: 120_000, // a loaded machine takes ten times as long as a quiet one
    projects: [
      { extends: true, test: { name: "alone", include: ALONE, isolate: true, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: { name: "shared", include: ["test/**/*.test.ts"], exclude: ALONE, isolate: false, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
