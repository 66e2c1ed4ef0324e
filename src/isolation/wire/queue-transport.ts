import type { RpcTransportWithCustomEncoding } from "capnweb";
import { makeCheck } from "./channel-message.js";

/** What has come in and has not been asked for, or has been asked for and not come in. Base of the two transports. */
export abstract class QueueTransport implements RpcTransportWithCustomEncoding {
  /** Texts are parsed here, to be looked at first. */
  readonly encodingLevel = "jsonCompatible";
  readonly #isOurs = makeCheck();
  readonly #waiting: unknown[] = [];
  #asked: { resolve(message: unknown): void; reject(reason: unknown): void } | undefined;
  #ended: { readonly reason: unknown } | undefined;

  readonly #longest: number;

  /** @param longest message accepted, in UTF-16 code units */
  constructor(longest: number) {
    this.#longest = longest;
  }

  protected abstract write(text: string): void;

  send(message: unknown): void {
    if (!this.ended) this.write(JSON.stringify(message));
  }

  receive(): Promise<unknown> {
    const message = this.#waiting.shift();
    if (message !== undefined) return Promise.resolve(message);
    if (this.#ended !== undefined) return Promise.reject(this.#ended.reason);
    return new Promise((resolve, reject) => (this.#asked = { resolve, reject }));
  }

  /** A text that is no message of ours ends the channel. */
  arrived(text: string): void {
    if (this.#ended !== undefined) return;
    const message = text.length > this.#longest ? undefined : parsed(text);
    if (!this.#isOurs(message)) {
      this.end(new Error("what came is no message"));
      return;
    }
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked === undefined) this.#waiting.push(message);
    else asked.resolve(message);
  }

  /** The channel is over: what was asked for fails with the reason. The first reason stays. */
  end(reason: unknown): void {
    if (this.#ended !== undefined) return;
    this.#ended = { reason };
    this.#waiting.length = 0;
    this.#asked?.reject(reason);
    this.#asked = undefined;
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
