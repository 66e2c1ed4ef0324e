import { FetchError } from "./fetch-error.js";

/** A request that has been judged, as plain data. */
export interface JudgedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  readonly redirect: "follow" | "error" | "manual";
}

/** Headers that speak for the host, or decide where and how a message ends: a guest does not set them. */
const HOST_HEADERS = new Set([
  "accept-charset",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "connection",
  "content-length",
  "cookie",
  "cookie2",
  "date",
  "dnt",
  "expect",
  "forwarded",
  "host",
  "http2-settings",
  "keep-alive",
  "origin",
  "referer",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "true-client-ip",
  "x-client-ip",
  "x-original-url",
  "x-real-ip",
  "x-rewrite-url",
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
]);

/** RFC 9110 tokens. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/;
/** Visible ASCII, blanks and obs-text; no CR, LF or NUL, which would begin another header or request. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]{0,8192}$/;

/**
 * Judges `init` of a guest's `fetch(url, init)`. It is a copy made by the membrane: plain data, read once.
 *
 * @param methods upper-case methods that are granted
 * @throws FetchError
 */
export function judgeRequest(init: unknown, methods: ReadonlySet<string>): JudgedRequest {
  const asked = isRecord(init) ? init : {};
  const method = asked.method === undefined ? "GET" : typeof asked.method === "string" ? asked.method.toUpperCase() : "";
  if (!methods.has(method)) throw new FetchError("method-refused", `this method is not granted: ${JSON.stringify(method.slice(0, 40))}`);
  const body = bodyOf(asked.body);
  if (body !== undefined && (method === "GET" || method === "HEAD")) throw new FetchError("bad-request", `a ${method} request has no body`);
  const redirect = asked.redirect ?? "follow";
  if (redirect !== "follow" && redirect !== "error" && redirect !== "manual")
    throw new FetchError("bad-request", "redirect is follow, error or manual");
  return { method, headers: headersOf(asked.headers), body, redirect };
}

function headersOf(given: unknown): Record<string, string> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  if (given === undefined || given === null) return headers;
  const pairs: unknown[] = Array.isArray(given)
    ? given
    : given instanceof Map
      ? [...given]
      : isRecord(given)
        ? Object.entries(given)
        : [undefined];
  if (pairs.length > 100) throw new FetchError("bad-request", "more than 100 headers");
  for (const pair of pairs) {
    const [name, value] = Array.isArray(pair) && pair.length === 2 ? (pair as unknown[]) : [];
    if (typeof name !== "string" || !TOKEN.test(name)) throw new FetchError("bad-request", "a header's name is no token");
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text !== "string" || !FIELD_VALUE.test(text)) throw new FetchError("bad-request", `bad value of header ${name}`);
    const lower = name.toLowerCase();
    if (HOST_HEADERS.has(lower) || /^(?:sec-|proxy-|x-forwarded-)/.test(lower)) {
      throw new FetchError("bad-request", `this header is the host's to set: ${lower}`);
    }
    headers[lower] = lower in headers ? `${headers[lower]}, ${text}` : text;
  }
  return headers;
}

function bodyOf(body: unknown): JudgedRequest["body"] {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body.slice(0));
  if (ArrayBuffer.isView(body)) return Uint8Array.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  throw new FetchError("bad-request", "a body is text or bytes");
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
