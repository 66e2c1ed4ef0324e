// One probe in one adapter in one child process.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const worker = fileURLToPath(new URL("./worker.mjs", import.meta.url));
export function runOne(adapter, file, { timeout = 20000 } = {}) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = fork(worker, [adapter, file], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { ...process.env, TZ: "UTC", LANG: "C", NODE_NO_WARNINGS: "1" },
      execArgv: ["--experimental-vm-modules", "--stack-size=984"],
    });
    let message = null,
      stderr = "";
    child.stderr.on("data", (d) => {
      if (stderr.length < 4000) stderr += d;
    });
    const timer = setTimeout(() => {
      message = message || { status: "error", error: "TIMEOUT after " + timeout + " ms" };
      child.kill("SIGKILL");
    }, timeout);
    child.on("message", (m) => {
      message = message || m;
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({
        ...(message || {
          status: "error",
          error: "child ended " + (signal || code) + " " + stderr.split("\n").find((l) => /Error|rror:/.test(l)),
        }),
        ms: Date.now() - started,
      });
    });
  });
}
