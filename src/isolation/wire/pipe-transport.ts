import type { Duplex } from "node:stream";
import { QueueTransport } from "./queue-transport.js";

const HEAD = 4;

/**
 * Messages over a pipe: four bytes of length, little end first, then UTF-8.
 *
 * Not Node's own channel between processes: what a broken child writes there is parsed by Node, which throws in the parent at text that is no JSON and
 * accepts file descriptors. Here a frame that is too long, or an unfinished one, ends the channel and nothing else.
 */
export class PipeTransport extends QueueTransport {
  readonly #pipe: Duplex;
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #size = 0;
  #wanted: number | undefined;

  constructor(pipe: Duplex, maxBytes: number) {
    super(maxBytes);
    this.#pipe = pipe;
    this.#maxBytes = maxBytes;
    pipe.on("data", (chunk: Buffer) => this.#take(chunk));
    pipe.on("error", (error) => this.end(error));
    pipe.on("close", () => this.end(new Error("the pipe is closed")));
  }

  protected write(text: string): void {
    const frame = Buffer.allocUnsafe(HEAD + Buffer.byteLength(text));
    frame.writeUInt32LE(frame.length - HEAD, 0);
    frame.write(text, HEAD);
    this.#pipe.write(frame);
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (;;) {
      if (this.#wanted === undefined) {
        if (this.#size < HEAD) return;
        this.#wanted = this.#cut(HEAD).readUInt32LE(0);
        if (this.#wanted > this.#maxBytes) {
          this.end(new Error("a message is too long"));
          this.#pipe.destroy();
          return;
        }
      }
      if (this.#size < this.#wanted) return;
      const frame = this.#cut(this.#wanted);
      this.#wanted = undefined;
      this.arrived(frame.toString("utf8"));
    }
  }

  /** The first bytes of what has come in; joined once for each frame, however many pieces it came in. */
  #cut(length: number): Buffer {
    const joined = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks, this.#size);
    this.#chunks = joined.length > length ? [joined.subarray(length)] : [];
    this.#size -= length;
    return joined.subarray(0, length);
  }
}
