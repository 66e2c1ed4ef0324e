/** Entry of the worker tier: bundled to text (scripts/generate-isolation.mjs) and run in a thread of its own. */
import { parentPort } from "node:worker_threads";
import { PortTransport } from "../wire/port-transport.js";
import { LONGEST_REQUEST } from "../vessel.js";
import { enter } from "./enter.js";

if (parentPort === null) throw new Error("not a worker");
enter(new PortTransport(parentPort, LONGEST_REQUEST), () => process.exit(70));
