/** Names that have a legacy code, under the constant by which old programs know it. */
const LEGACY = [
  ["IndexSizeError", "INDEX_SIZE_ERR", 1],
  ["HierarchyRequestError", "HIERARCHY_REQUEST_ERR", 3],
  ["WrongDocumentError", "WRONG_DOCUMENT_ERR", 4],
  ["InvalidCharacterError", "INVALID_CHARACTER_ERR", 5],
  ["NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR", 7],
  ["NotFoundError", "NOT_FOUND_ERR", 8],
  ["NotSupportedError", "NOT_SUPPORTED_ERR", 9],
  ["InUseAttributeError", "INUSE_ATTRIBUTE_ERR", 10],
  ["InvalidStateError", "INVALID_STATE_ERR", 11],
  ["SyntaxError", "SYNTAX_ERR", 12],
  ["InvalidModificationError", "INVALID_MODIFICATION_ERR", 13],
  ["NamespaceError", "NAMESPACE_ERR", 14],
  ["InvalidAccessError", "INVALID_ACCESS_ERR", 15],
  ["TypeMismatchError", "TYPE_MISMATCH_ERR", 17],
  ["SecurityError", "SECURITY_ERR", 18],
  ["NetworkError", "NETWORK_ERR", 19],
  ["AbortError", "ABORT_ERR", 20],
  ["URLMismatchError", "URL_MISMATCH_ERR", 21],
  ["QuotaExceededError", "QUOTA_EXCEEDED_ERR", 22],
  ["TimeoutError", "TIMEOUT_ERR", 23],
  ["InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR", 24],
  ["DataCloneError", "DATA_CLONE_ERR", 25],
] as const;

/** As Web IDL has it: an Error with a name of its own and the legacy code of that name. */
export class DOMException extends Error {
  readonly #code: number;

  constructor(message: unknown = "", options: unknown = "Error") {
    super(`${message as string}`);
    const record = typeof options === "object" && options !== null ? (options as { name?: unknown; cause?: unknown }) : undefined;
    const name = `${(record === undefined ? options : (record.name ?? "Error")) as string}`;
    this.#code = LEGACY.find(([known]) => known === name)?.[2] ?? 0;
    // its own, not an accessor of the class: so the name is seen when the error crosses to the supervisor
    Object.defineProperty(this, "name", { value: name, writable: true, configurable: true });
    if (record !== undefined && "cause" in record)
      Object.defineProperty(this, "cause", { value: record.cause, writable: true, configurable: true });
  }

  get code(): number {
    return this.#code;
  }

  get [Symbol.toStringTag](): string {
    return "DOMException";
  }
}

for (const [, constant, code] of LEGACY)
  for (const holder of [DOMException, DOMException.prototype]) Object.defineProperty(holder, constant, { value: code, enumerable: true });
