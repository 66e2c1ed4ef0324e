import { channel } from "node:diagnostics_channel";

const violations = channel("cloister:violation");

/** Tells whoever subscribes to the diagnostics channel `cloister:violation`, in whatever part of the process, of all cells. */
export function publishViolation(message: {
  readonly cell: string;
  readonly kind: string;
  readonly name: string;
  readonly program: string;
}): void {
  if (violations.hasSubscribers) violations.publish(message);
}
