/** An evaluated module as the membrane meets it. Never thenable, so it may be awaited. */
export interface ModuleRef {
  readonly id: string;
  readonly kind: "module" | "commonjs" | "json" | "host";
  /** Names of all exports, sorted by UTF-16 code units. */
  readonly names: readonly string[];
  /** The current value of an export (live), raw. Throws GuestThrown while the binding is in its dead zone. */
  read(name: string): unknown;
  /** The namespace object that guests get, raw. */
  readonly namespace: unknown;
}
