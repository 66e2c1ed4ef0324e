/** Entry of the process tier: bundled to text (scripts/generate-isolation.mjs), sent to a child over its stdin and run there. */
import { Socket } from "node:net";
import { PipeTransport } from "../wire/pipe-transport.js";
import { LONGEST_REQUEST } from "../vessel.js";
import { enter } from "./enter.js";

/** The supervisor's end of the pipe is file descriptor 3 here. */
const pipe = new Socket({ fd: 3, readable: true, writable: true });
// no supervisor, no cell: a child must not outlive it
pipe.on("close", () => process.exit(0));
pipe.on("error", () => process.exit(0));
enter(new PipeTransport(pipe, LONGEST_REQUEST), () => process.exit(70));
