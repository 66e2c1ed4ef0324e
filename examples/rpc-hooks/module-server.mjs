// The child: serves modules below one folder. It might as well ask a database, or be on another machine; the cell cannot tell.
import { fileURLToPath } from "node:url";
import { RpcSession, RpcTarget } from "capnweb";
import { folderHooks } from "cloister/powers";
import { linesTransport } from "./rpc-pipe.mjs";

const hooks = folderHooks(fileURLToPath(new URL("modules", import.meta.url)));

class ModuleServer extends RpcTarget {
  resolve(specifier, referrer) {
    return hooks.resolve(specifier, referrer) ?? null;
  }
  load(id) {
    process.stderr.write(`server: load ${id}\n`);
    return hooks.load(id) ?? null;
  }
}

new RpcSession(linesTransport(process.stdin, process.stdout), new ModuleServer());
