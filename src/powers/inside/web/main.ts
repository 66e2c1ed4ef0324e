import { AbortController, AbortSignal, addTimeout } from "./abort.js";
import { atob, btoa } from "./base64.js";
import { crypto } from "./crypto.js";
import { DOMException } from "./dom-exception.js";
import { TextDecoder, TextEncoder } from "./encoding.js";
import { CustomEvent, Event, EventTarget, reportTo } from "./events.js";
import type { WebHost } from "./host.js";
import { deliverBy, MessageChannel, MessageEvent, MessagePort } from "./message-channel.js";
import { performance } from "./performance.js";
import { structuredClone } from "./structured-clone.js";
import { setDomainToASCII } from "./tr46.js";
import { URL, URLSearchParams } from "./url.js";

/** Members of the web's classes are enumerable, and their tag is a text. */
function asWebIdl(value: object): void {
  const { prototype } = value as { readonly prototype?: object };
  if (prototype === undefined) return;
  for (const name of Object.getOwnPropertyNames(prototype))
    if (name !== "constructor") Object.defineProperty(prototype, name, { enumerable: true });
  const tag = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.get?.call(prototype) as unknown;
  if (tag !== undefined) Object.defineProperty(prototype, Symbol.toStringTag, { value: tag, writable: false });
}

/** The library's value: what a cell is given of the web's globals. Evaluated anew in each cell, so that classes and errors are of the cell's realm. */
export function makeWebGlobals(
  report: WebHost["report"],
  task: WebHost["task"],
  domainToASCII: WebHost["domainToASCII"],
  setTimeout: (callback: () => void, delay: number) => unknown,
) {
  reportTo({ report, task, domainToASCII });
  deliverBy(task);
  setDomainToASCII(domainToASCII);
  addTimeout(setTimeout);
  const { queueMicrotask } = {
    queueMicrotask(callback: unknown): void {
      if (typeof callback !== "function") throw new TypeError("The callback is no function.");
      void Promise.resolve()
        .then(callback as () => void)
        .then(undefined, report);
    },
  };
  const all = {
    AbortController,
    AbortSignal,
    CustomEvent,
    DOMException,
    Event,
    EventTarget,
    MessageChannel,
    MessageEvent,
    MessagePort,
    TextDecoder,
    TextEncoder,
    URL,
    URLSearchParams,
    atob,
    btoa,
    crypto,
    performance,
    queueMicrotask,
    structuredClone,
  };
  for (const value of Object.values(all)) if (typeof value === "function") asWebIdl(value);
  return all;
}
