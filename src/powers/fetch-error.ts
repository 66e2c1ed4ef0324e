/** A refusal or failure of the power `fetch`. Says nothing that the host's network stack said: addresses and ports are the host's business. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  constructor(
    /** `bad-url`, `origin-refused`, `method-refused`, `bad-request`, `too-many-redirects`, `too-large`, `too-many-requests`, `timeout` or `failed`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
