// capnweb over any pair of streams: one JSON message a line.
import { createInterface } from "node:readline";

/** @returns {import("capnweb").RpcTransport} */
export function linesTransport(input, output) {
  const waiting = [];
  const arrived = [];
  let ended;
  const lines = createInterface({ input });
  lines.on("line", (line) => (waiting.length > 0 ? waiting.shift().resolve(line) : arrived.push(line)));
  lines.on("close", () => {
    ended = new Error("the other end has gone");
    for (const { reject } of waiting.splice(0)) reject(ended);
  });
  return {
    async send(message) {
      if (ended === undefined) output.write(message + "\n");
    },
    receive() {
      if (arrived.length > 0) return Promise.resolve(arrived.shift());
      if (ended !== undefined) return Promise.reject(ended);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
  };
}
