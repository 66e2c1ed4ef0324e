import type { RpcTransport } from "capnweb";

/** What has come in and has not been asked for, or has been asked for and not come in. Base of the two transports. */
export abstract class QueueTransport implements RpcTransport {
  readonly #waiting: string[] = [];
  #asked: { resolve(text: string): void; reject(reason: unknown): void } | undefined;
  #ended: { readonly reason: unknown } | undefined;

  abstract send(text: string): void;

  receive(): Promise<string> {
    const text = this.#waiting.shift();
    if (text !== undefined) return Promise.resolve(text);
    if (this.#ended !== undefined) return Promise.reject(this.#ended.reason);
    return new Promise((resolve, reject) => (this.#asked = { resolve, reject }));
  }

  arrived(text: string): void {
    if (this.#ended !== undefined) return;
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked === undefined) this.#waiting.push(text);
    else asked.resolve(text);
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
