import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { parse } from "node:path";
import type { Duplex, Writable } from "node:stream";
import type { TerminationReason } from "../runtime/errors.js";
import { PROCESS_SOURCE } from "./inside.generated.js";
import { DEFAULT_HEAP_MB, LONGEST_ANSWER, type Vessel, type VesselMemory } from "./vessel.js";
import { PipeTransport } from "./wire/pipe-transport.js";

/** How often resident memory is looked at. A guest can allocate a few hundred MiB in that time; the operating system has the last word. */
const WATCH_MS = 50;

/**
 * Reads what the supervisor sends first, and runs it: so the child needs no right to read any file. Four bytes say how long the program is; the compiler's
 * text may follow.
 */
const BOOTSTRAP = `"use strict"; {
  const sent = require("node:fs").readFileSync(0);
  const end = 4 + sent.readUInt32LE(0);
  const program = new (require("node:vm").Script)(sent.toString("utf8", 4, end), { filename: "cell" });
  program.runInThisContext()(require, end < sent.length ? sent.toString("utf8", end) : undefined);
}`;

/**
 * A process with an empty environment, no right to files, processes, threads or addons, no code from strings, and one pipe to the supervisor.
 *
 * What it cannot stop: use of the processor until the deadline, and what the operating system lets any process of this user do without files
 * (Node's permissions do not cover the network before version 25).
 *
 * @param compilerText loaded at once, where time is better spent before the cell is there
 */
export function openProcess(memory: VesselMemory, compilerText?: string): Vessel {
  const heapMb = memory.heapMb ?? DEFAULT_HEAP_MB;
  const totalMb = memory.totalMb ?? heapMb + 128;
  const child = spawn(process.execPath, [...nodeFlags(heapMb), "--eval", BOOTSTRAP], {
    cwd: parse(process.execPath).root,
    env: {},
    stdio: ["pipe", "ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  const pipe = child.stdio[3] as Duplex;
  // these two never keep the supervisor alive: `child` and `pipe` do, when they must
  const stdin = child.stdin as Writable & { unref?(): void };
  stdin.unref?.();
  (child.stderr as (typeof child.stderr & { unref?(): void }) | null)?.unref?.();
  const transport = new PipeTransport(pipe, LONGEST_ANSWER);
  // the child may be gone before it has read everything
  stdin.on("error", () => undefined);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(PROCESS_SOURCE));
  stdin.write(length);
  stdin.write(PROCESS_SOURCE);
  stdin.end(compilerText ?? "");

  let reason: TerminationReason | undefined;
  let settle!: (reason: TerminationReason) => void;
  const ended = new Promise<TerminationReason>((resolve) => (settle = resolve));
  const lastWords = tailOf(child);
  const over = (why: TerminationReason): void => {
    if (reason !== undefined) return;
    reason = why;
    settle(why);
    transport.end(new Error("the process is gone"));
  };
  const kill = (why: TerminationReason): void => {
    over(why);
    child.ref();
    child.kill("SIGKILL");
  };
  const stopWatching = watchMemory(child, totalMb * 1024 * 1024, () => kill("memory"));
  const gone = new Promise<boolean>((resolve) => {
    child.on("error", () => over("integrity"));
    child.on("close", (code, signal) => {
      stopWatching();
      over(reasonOf(code, signal, lastWords()));
      pipe.destroy();
      resolve(true);
    });
  });
  return {
    transport,
    ended,
    gone,
    kill,
    hold: (held) => {
      if (reason !== undefined) return;
      const socket = pipe as Duplex & { ref?(): void; unref?(): void };
      if (held) {
        child.ref();
        socket.ref?.();
      } else {
        child.unref();
        socket.unref?.();
      }
    },
  };
}

/** What this version of Node offers to take away. */
function nodeFlags(heapMb: number): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  const permission = known.has("--permission") ? "--permission" : "--experimental-permission";
  return [
    permission,
    `--max-old-space-size=${heapMb}`,
    "--max-semi-space-size=8",
    "--disallow-code-generation-from-strings",
    "--disable-proto=delete",
    "--no-addons",
    "--no-warnings",
    "--no-deprecation",
    "--no-global-search-paths",
    ...(known.has("--no-experimental-websocket") ? ["--no-experimental-websocket"] : []),
    ...(known.has("--no-experimental-require-module") ? ["--no-experimental-require-module"] : []),
  ];
}

/** The end of what the child wrote to stderr, which tells an engine that ran out of memory from one that fell over. Shown to nobody. */
function tailOf(child: ChildProcess): () => string {
  let tail = "";
  child.stderr?.on("data", (chunk: Buffer) => (tail = (tail + chunk.toString("latin1")).slice(-8192)));
  return () => tail;
}

function reasonOf(code: number | null, signal: NodeJS.Signals | null, lastWords: string): TerminationReason {
  // what the engine says when a pattern is compiled where the native stack ends; there was memory enough
  if (/FATAL ERROR: RegExp/.test(lastWords)) return "integrity";
  if (/out of memory|Allocation failed|heap limit/i.test(lastWords)) return "memory";
  // a kill that we did not send: the operating system's answer to memory use
  if (signal === "SIGKILL" || code === 137) return "memory";
  return "integrity";
}

/** Where the kernel tells (Linux), looks at resident memory now and then; elsewhere the child's own limits have to do. */
function watchMemory(child: ChildProcess, maxBytes: number, onExceeded: () => void): () => void {
  const { pid } = child;
  if (process.platform !== "linux" || pid === undefined) return () => undefined;
  const pageSize = 4096;
  const timer = setInterval(() => {
    void readFile(`/proc/${pid}/statm`, "latin1").then(
      (text) => {
        if (Number(text.split(" ")[1]) * pageSize > maxBytes) onExceeded();
      },
      () => undefined,
    );
  }, WATCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}
