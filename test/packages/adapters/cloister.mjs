// The cell under compat, with what a plugin host could sensibly lend (lib/guest-shims.js over the functions below).
import { randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";
import { pathToFileURL } from "node:url";

export const name = "cloister compat";

const shims = fs.readFileSync(new URL("../lib/guest-shims.js", import.meta.url), "utf8");
const silent = () => {};

/** Functions lent to every probe; all but the first row are seen through the shims alone. */
const lent = () => {
  const timers = new Map();
  let next = 1;
  const start =
    (set) =>
    (callback, delay, ...args) => {
      timers.set(
        next,
        set(() => callback(...args), delay),
      );
      return next++;
    };
  const stop = (id) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  return {
    setTimeout: start(setTimeout),
    setInterval: start(setInterval),
    clearTimeout: stop,
    clearInterval: stop,
    atob: (text) => atob(text),
    btoa: (text) => btoa(text),
    performance: { now: () => performance.now() },
    console: { log: silent, info: silent, debug: silent, warn: silent, error: silent, trace: silent, group: silent, groupEnd: silent },
    hostEncode: (text) => new TextEncoder().encode(text),
    hostDecode: (label, fatal, bytes) => new TextDecoder(label, { fatal }).decode(bytes),
    hostRandomBytes: (count) => new Uint8Array(randomBytes(count)),
    hostRandomUuid: () => randomUUID(),
    hostClone: (value) => value,
    hostParseQuery: (text) => [...new URLSearchParams(text)],
    hostPrintQuery: (pairs) => new URLSearchParams(pairs).toString(),
    hostParseUrl: (text, base) => {
      const url = base === "" ? new URL(text) : new URL(text, base);
      return Object.fromEntries(
        ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"].map((key) => [
          key,
          url[key],
        ]),
      );
    },
  };
};

export async function run(source, { filename }) {
  const { Cell, cleanse, CleanseError, definePolicy } = await import(pathToFileURL(`${process.env.CLOISTER_BUNDLE}/index.js`).href);
  const globals = lent();
  const policy = definePolicy({ extends: "compat", globals: { allow: [...Object.keys(globals), "Proxy", "WeakRef"] } });
  let artifact;
  try {
    artifact = cleanse(source, { goal: "module", policy, filename: filename.split("/").at(-1) });
  } catch (error) {
    throw error instanceof CleanseError ? Object.assign(new Error(error.message), { phase: "compile" }) : error;
  }
  const cell = new Cell({ policy, globals });
  cell.execute(cleanse(shims, { goal: "script", policy, filename: "shims.js" }));
  const probe = await cell.load(artifact);
  return await probe.default();
}
