// npm run completeness: what the compiler makes of generated programs, the verifier accepts. Each program in one goal, preset and metering, by turns.
// Arguments: how many, first seed, seconds of processor time at most. Exit code 1: an artifact was refused.
import { pathToFileURL } from "node:url";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

const count = Number(process.argv[2] ?? 1_000);
const first = Number(process.argv[3] ?? 1);
const seconds = Number(process.argv[4] ?? Infinity);
const bundle = await bundleForTests("completeness", { crawled: "test/campaigns/crawled.ts" });
const { cleanse, verify, definePolicy, generateProgram } = await import(pathToFileURL(`${bundle}/crawled.js`).href);

const presets = ["strict", "compat"].map((preset) => definePolicy({ extends: preset, globals: { allow: "*" } }));
const ways = ["script", "module", "commonjs", "expression"].flatMap((goal) =>
  [true, false].flatMap((metered) => presets.map((policy) => ({ goal, metered, policy }))),
);
const made = Object.fromEntries(ways.map(({ goal, metered }) => [`${goal}${metered ? ", metered" : ""}`, 0]));
let failures = 0;
const from = process.cpuUsage();
const spent = () => {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
};
let seed = first;
for (; seed < first + count && (seed % 100 !== 0 || spent() < seconds); seed++) {
  const way = ways[seed % ways.length];
  const program = generateProgram(seed);
  const text = way.goal === "expression" ? `function () {\n${program}\n}` : program;
  try {
    const artifact = cleanse(text, way);
    verify(artifact);
    made[`${way.goal}${way.metered ? ", metered" : ""}`]++;
  } catch (error) {
    if (error.name === "CleanseError") continue; // no program of that goal or preset
    failures++;
    // what the compiler finds out for itself is a CompilerBug, caused by the verifier's error
    const { diagnostics = [] } = error.cause ?? error;
    console.log(`seed ${seed}, ${way.goal}, metered: ${way.metered}: ${diagnostics[0]?.message ?? error}\n${text}`);
  }
}
const total = Object.values(made).reduce((a, b) => a + b, 0);
console.log(
  `${seed - first} programs from seed ${first} on: ${total} artifacts accepted (${Object.entries(made)
    .map(([way, n]) => `${n} ${way}`)
    .join("; ")}), ${failures} refused; ${spent().toFixed(0)} s`,
);
process.exitCode = failures === 0 ? 0 : 1;
