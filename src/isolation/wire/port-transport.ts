import type { MessagePort, Worker } from "node:worker_threads";
import { QueueTransport } from "./queue-transport.js";

/** Messages between threads, as text. */
export class PortTransport extends QueueTransport {
  readonly #port: Pick<MessagePort | Worker, "postMessage">;

  constructor(port: MessagePort | Worker, longest: number) {
    super(longest);
    this.#port = port;
    port.on("message", (text: unknown) => {
      if (typeof text === "string") this.arrived(text);
    });
  }

  protected write(text: string): void {
    this.#port.postMessage(text);
  }
}
