// Guest code, run as a script before a probe: classes that packages expect beside the language, over host functions named host*.
// A host class cannot cross into a cell, so each is a class of the cell's own over plain data.
class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(text = "") {
    return hostEncode(String(text));
  }
  encodeInto(text, target) {
    const bytes = hostEncode(String(text));
    const written = Math.min(bytes.length, target.length);
    target.set(bytes.subarray(0, written));
    return { read: text.length, written };
  }
}
class TextDecoder {
  #label;
  #fatal;
  constructor(label = "utf-8", options = {}) {
    this.#label = String(label);
    this.#fatal = options.fatal === true;
  }
  get encoding() {
    return this.#label;
  }
  decode(bytes = new Uint8Array(0)) {
    const view = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
    return hostDecode(this.#label, this.#fatal, view.slice());
  }
}
class URLSearchParams {
  #pairs;
  constructor(init = "") {
    this.#pairs = hostParseQuery(String(init));
  }
  get(name) {
    return this.#pairs.find(([key]) => key === name)?.[1] ?? null;
  }
  getAll(name) {
    return this.#pairs.filter(([key]) => key === name).map(([, value]) => value);
  }
  entries() {
    return this.#pairs.values();
  }
  toString() {
    return hostPrintQuery(this.#pairs);
  }
}
class URL {
  constructor(text, base) {
    Object.assign(this, hostParseUrl(String(text), base === undefined ? "" : String(base)));
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
}
class Event {
  constructor(type) {
    this.type = type;
  }
}
class EventTarget {
  #listeners = new Map();
  addEventListener(type, listener) {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }
  removeEventListener(type, listener) {
    this.#listeners.set(
      type,
      (this.#listeners.get(type) ?? []).filter((other) => other !== listener),
    );
  }
  dispatchEvent(event) {
    for (const listener of this.#listeners.get(event.type) ?? []) listener.call(this, event);
    this["on" + event.type]?.(event);
    return true;
  }
}
class AbortSignal extends EventTarget {
  aborted = false;
  reason = undefined;
  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }
}
class AbortController {
  signal = new AbortSignal();
  abort(reason = new Error("This operation was aborted")) {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.reason = reason;
    this.signal.dispatchEvent(new Event("abort"));
  }
}
class MessageChannel {
  constructor() {
    const [port1, port2] = [new EventTarget(), new EventTarget()];
    const link = (from, to) => {
      from.postMessage = (data) => {
        setTimeout(() => to.dispatchEvent(Object.assign(new Event("message"), { data })), 0);
      };
      from.close = () => {};
      from.start = () => {};
    };
    link(port1, port2);
    link(port2, port1);
    this.port1 = port1;
    this.port2 = port2;
  }
}
const crypto = {
  getRandomValues(view) {
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(hostRandomBytes(view.byteLength));
    return view;
  },
  randomUUID: () => hostRandomUuid(),
};
const queueMicrotask = (callback) => {
  Promise.resolve().then(() => callback());
};
const structuredClone = (value) => hostClone(value);
