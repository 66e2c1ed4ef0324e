// A cell whose modules come from another process: node examples/rpc-hooks/main.mjs, after `npm run build`.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { RpcSession } from "capnweb";
import { Cell, CellError, definePolicy } from "cloister";
import { linesTransport } from "./rpc-pipe.mjs";

const server = spawn(process.execPath, [fileURLToPath(new URL("module-server.mjs", import.meta.url))], {
  stdio: ["pipe", "pipe", "inherit"],
});
const remote = new RpcSession(linesTransport(server.stdout, server.stdin)).getRemoteMain();

/** Hooks may answer later: so a call to the other process will do. What it answers is data; nobody here runs it but the cell. */
const hooks = {
  resolve: async (specifier, referrer) => (await remote.resolve(specifier, referrer ?? null)) ?? undefined,
  load: async (id) => (await remote.load(id)) ?? undefined,
};

const cell = new Cell({ hooks, policy: definePolicy({ modules: { allow: ["./*", "/*"] } }) });
const main = await cell.import("/main.js");
console.log(main.run("world"));

try {
  await cell.import("/../secret.txt");
} catch (error) {
  console.log(error instanceof CellError ? `refused: ${error.code}` : error);
}

// Without the server what has been loaded goes on; anything else is an error of the supervisor's, not a hang.
server.kill();
await new Promise((done) => server.once("exit", done));
console.log(main.run("again"));
try {
  await cell.import("/other.js");
} catch (error) {
  console.log(error instanceof CellError ? `lost: ${error.code}` : error);
}
cell.dispose();
