import { FetchError } from "./fetch-error.js";
import { judgeRequest, type JudgedRequest } from "./fetch-request.js";

export interface AllowListedFetchOptions {
  /** Origins that may be reached: scheme, host and port, nothing else: `https://api.example.com`. Only http and https. */
  readonly origins: readonly string[];
  /** Default GET and HEAD. */
  readonly methods?: readonly string[];
  /** Largest answer (decoded) and largest request body, in bytes. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Default 5. */
  readonly maxRedirects?: number;
  /** For the whole exchange, redirects and body included. Default 30,000. */
  readonly timeoutMs?: number;
  /** Requests under way at once. Default 8. */
  readonly maxConcurrent?: number;
  /** What does the fetching. Default: the host's own. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** What a guest gets: plain data and functions. The body has been read, within the limit. */
export interface FetchedResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly redirected: boolean;
  /** By lower-case name; without `set-cookie`. */
  readonly headers: Readonly<Record<string, string>>;
  text(): Promise<string>;
  json(): Promise<unknown>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export type GuestFetch = (url: string, init?: unknown) => Promise<FetchedResponse>;

interface Settings {
  readonly origins: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  readonly maxBytes: number;
  readonly maxRedirects: number;
  readonly timeoutMs: number;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/**
 * The power `fetch` for a few origins: `globals: { fetch: allowListedFetch({ origins: ["https://api.example.com"] }) }`.
 *
 * Attacks: an address that only looks granted (`https://api.example.com@evil.example`, `…com.evil.example`), a granted server that redirects elsewhere or
 * leaks a body or header to where it redirects, header text that begins a second request, an answer without end, an error text with the host's addresses.
 * The address is parsed once, judged as parsed, and the parsed form is what is sent; each redirect is judged by the same rule, by hand.
 * Does not stop: a granted *name* that resolves to an inner address; whoever grants a name trusts its owner with that.
 * An address is a text: a guest that has a `URL` says `url.href`, and a request is not ended by a guest's `signal`.
 */
export function allowListedFetch(options: AllowListedFetchOptions): GuestFetch {
  const settings: Settings = {
    origins: new Set(options.origins.map(normalOrigin)),
    methods: new Set((options.methods ?? ["GET", "HEAD"]).map(normalMethod)),
    maxBytes: options.maxBytes ?? 1024 * 1024,
    maxRedirects: options.maxRedirects ?? 5,
    timeoutMs: options.timeoutMs ?? 30_000,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
  };
  const maxConcurrent = options.maxConcurrent ?? 8;
  let underWay = 0;
  return async (url, init) => {
    if (underWay >= maxConcurrent) throw new FetchError("too-many-requests", `${maxConcurrent} requests are under way`);
    const target = judgeUrl(url, settings.origins);
    const request = judgeRequest(init, settings.methods);
    if (request.body !== undefined && Buffer.byteLength(request.body) > settings.maxBytes) {
      throw new FetchError("too-large", `the body is larger than ${settings.maxBytes} bytes`);
    }
    underWay++;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), settings.timeoutMs);
    try {
      return await exchange(target, request, settings, stop);
    } catch (error) {
      if (error instanceof FetchError) throw error;
      throw stop.signal.aborted
        ? new FetchError("timeout", `no answer within ${settings.timeoutMs} ms`)
        : new FetchError("failed", "the request failed");
    } finally {
      clearTimeout(timer);
      stop.abort();
      underWay--;
    }
  };
}

/** Sends, follows redirects one by one, reads the body. */
async function exchange(first: URL, asked: JudgedRequest, settings: Settings, stop: AbortController): Promise<FetchedResponse> {
  let target = first;
  let request = asked;
  for (let hops = 0; ; hops++) {
    const response = await settings.fetch(target.href, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: "manual",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    });
    const location = isRedirect(response.status) ? response.headers.get("location") : null;
    if (location === null || request.redirect === "manual") return await plainResponse(response, target, hops > 0, settings.maxBytes);
    // the body of a redirect is of no use, and may have no end
    await response.body?.cancel();
    if (request.redirect === "error") throw new FetchError("failed", "the server redirects, and the request forbids that");
    if (hops >= settings.maxRedirects) throw new FetchError("too-many-redirects", `more than ${settings.maxRedirects} redirects`);
    const next = judgeUrl(location, settings.origins, target);
    request = redirected(request, response.status, next.origin !== target.origin);
    if (!settings.methods.has(request.method)) throw new FetchError("method-refused", `this method is not granted: ${request.method}`);
    target = next;
  }
}

const isRedirect = (status: number): boolean => status === 301 || status === 302 || status === 303 || status === 307 || status === 308;

/** Headers that go along to another origin. Any other may be a key that the guest meant for the first one alone. */
const HARMLESS_HEADERS = new Set(["accept", "accept-language", "content-language", "content-type", "user-agent"]);

/** The next request, as the fetch standard has it, but for headers: a POST may become a GET, and secrets stay with their origin. */
function redirected(request: JudgedRequest, status: number, elsewhere: boolean): JudgedRequest {
  const becomesGet = (status === 303 && request.method !== "HEAD") || ((status === 301 || status === 302) && request.method === "POST");
  const headers = Object.entries(request.headers).filter(
    ([name]) => (!elsewhere || HARMLESS_HEADERS.has(name)) && !(becomesGet && name.startsWith("content-")),
  );
  return {
    ...request,
    headers: Object.fromEntries(headers),
    ...(becomesGet ? { method: "GET", body: undefined } : {}),
  };
}

async function plainResponse(response: Response, target: URL, redirected: boolean, maxBytes: number): Promise<FetchedResponse> {
  const bytes = await readBounded(response, maxBytes);
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    // cookies are the host's affair; defined, since a server may well send `__proto__`
    if (!name.startsWith("set-cookie"))
      Object.defineProperty(headers, name, { value, enumerable: true, configurable: true, writable: true });
  });
  const text = (): string => new TextDecoder().decode(bytes);
  return {
    ok: response.ok,
    status: response.status,
    statusText: response.statusText,
    url: target.href,
    redirected,
    headers,
    text: () => Promise.resolve(text()),
    json: () => parse(text()),
    bytes: () => Promise.resolve(new Uint8Array(bytes)),
    arrayBuffer: () => Promise.resolve(new Uint8Array(bytes).buffer),
  };
}

function parse(text: string): Promise<unknown> {
  try {
    // a parsed text has no functions, so nothing in it is thenable
    return Promise.resolve(JSON.parse(text) as unknown);
  } catch {
    return Promise.reject(new FetchError("failed", "the answer is no JSON"));
  }
}

/** Counts decoded bytes as they come: neither `content-length` nor a compressed size says how many there will be. */
async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array };
    if (done || value === undefined) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new FetchError("too-large", `the answer is larger than ${maxBytes} bytes`);
    }
    chunks.push(value);
  }
}

/** Parsed once; what is judged is what is sent. Names no origin that was not the guest's own. */
function judgeUrl(url: unknown, origins: ReadonlySet<string>, base?: URL): URL {
  if (typeof url !== "string" || url.length > 8192) throw new FetchError("bad-url", "an address is a text of at most 8192 characters");
  let parsed: URL;
  try {
    parsed = new URL(url, base);
  } catch {
    throw new FetchError("bad-url", "this is no address");
  }
  if (parsed.username !== "" || parsed.password !== "") throw new FetchError("bad-url", "an address carries no user name or password");
  // the scheme as well: a `blob:` address has the origin of the address within it
  if (!origins.has(parsed.origin) || !isWeb(parsed)) {
    throw new FetchError(
      "origin-refused",
      base === undefined ? `this origin is not granted: ${parsed.origin}` : "the server redirects to an origin that is not granted",
    );
  }
  parsed.hash = "";
  return parsed;
}

const isWeb = (url: URL): boolean => url.protocol === "https:" || url.protocol === "http:";

function normalOrigin(origin: string): string {
  let parsed: URL;
  try {
    parsed = new URL(origin);
  } catch {
    throw new TypeError(`allowListedFetch: no origin: ${origin}`);
  }
  const plain = parsed.pathname === "/" && parsed.search === "" && parsed.hash === "" && parsed.username === "" && parsed.password === "";
  if (!isWeb(parsed) || !plain || origin.includes("*")) {
    throw new TypeError(`allowListedFetch: an origin is scheme, host and port, nothing else: ${origin}`);
  }
  return parsed.origin;
}

function normalMethod(method: string): string {
  const upper = method.toUpperCase();
  if (!/^[A-Z]{1,20}$/.test(upper) || ["CONNECT", "TRACE", "TRACK"].includes(upper))
    throw new TypeError(`allowListedFetch: no method to grant: ${method}`);
  return upper;
}
