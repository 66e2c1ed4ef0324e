import { makeDiagnosticsError } from "../../src/isolation/diagnostics-error.js";
import { Peer, type PeerOptions } from "../../src/isolation/wire/peer.js";
import { QueueTransport } from "../../src/isolation/wire/queue-transport.js";

/** One end of a channel within a process. */
export class LocalTransport extends QueueTransport {
  other: LocalTransport | undefined;
  readonly sent: string[] = [];

  constructor() {
    super(1_000_000);
  }

  write(text: string): void {
    this.sent.push(text);
    const { other } = this;
    setImmediate(() => other?.arrived(text));
  }
}

export interface Connected {
  /** Its calls are answered by `serve`. */
  readonly peer: Peer;
  readonly far: Peer;
  readonly transport: LocalTransport;
  readonly malformed: unknown[];
}

/** Two peers, the second of which answers by `serve`. */
export function connectedPeers(serve: PeerOptions["serve"], options: Partial<PeerOptions> = {}): Connected {
  const [here, there] = [new LocalTransport(), new LocalTransport()];
  here.other = there;
  there.other = here;
  const malformed: unknown[] = [];
  const common = { makeDiagnosticsError, onMalformed: (error: unknown) => void malformed.push(error) };
  const far = new Peer({ ...common, transport: there, serve, stacks: true });
  const peer = new Peer({ ...common, transport: here, serve: () => undefined, stacks: false, ...options });
  return { peer, far, transport: here, malformed };
}
