const CODES: Readonly<Record<string, number>> = {
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  InvalidCharacterError: 5,
  NotFoundError: 8,
  NotSupportedError: 9,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidAccessError: 15,
  NetworkError: 19,
  AbortError: 20,
  QuotaExceededError: 22,
  TimeoutError: 23,
  DataCloneError: 25,
};

/** As Web IDL has it: an Error with a name of its own and the legacy code of that name. */
export class DOMException extends Error {
  readonly #name: string;

  constructor(message: unknown = "", options: unknown = "Error") {
    super(`${message as string}`);
    const record = typeof options === "object" && options !== null ? (options as { name?: unknown; cause?: unknown }) : undefined;
    this.#name = `${(record === undefined ? options : (record.name ?? "Error")) as string}`;
    if (record !== undefined && "cause" in record)
      Object.defineProperty(this, "cause", { value: record.cause, writable: true, configurable: true });
  }

  override get name(): string {
    return this.#name;
  }

  get code(): number {
    return CODES[this.#name] ?? 0;
  }

  get [Symbol.toStringTag](): string {
    return "DOMException";
  }
}
