import {
  basicURLParse,
  cannotHaveAUsernamePasswordPort,
  hasAnOpaquePath,
  serializeHost,
  serializePath,
  serializeURL,
  serializeURLOrigin,
  setThePassword,
  setTheUsername,
  type URLRecord,
} from "whatwg-url/lib/url-state-machine.js";
import { parseUrlencodedString, serializeUrlencoded } from "whatwg-url/lib/urlencoded.js";

import { requireArguments, withCode } from "./with-code.js";

type Pair = [name: string, value: string];

/** A text as Web IDL's USVString: lone surrogates become U+FFFD. */
const usv = (value: unknown): string =>
  `${value as string}`.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** Ties parameters to their URL; only this module can. */
let tie: (params: URLSearchParams, pairs: Pair[], changed: () => void) => void;
let pairsText: (params: URLSearchParams) => string;

export class URLSearchParams {
  static {
    tie = (params, pairs, changed) => {
      params.#pairs = pairs;
      params.#changed = changed;
    };
    pairsText = (params) => serializeUrlencoded(params.#pairs);
  }

  #pairs: Pair[] = [];
  #changed: () => void = () => undefined;

  constructor(init?: unknown) {
    if (init === undefined || init === null) return;
    if (typeof init !== "object" && typeof init !== "function") {
      const text = usv(init);
      this.#pairs = parseUrlencodedString(text.startsWith("?") ? text.slice(1) : text);
      return;
    }
    const iterate = (init as { [Symbol.iterator]?: unknown })[Symbol.iterator];
    if (iterate !== undefined && iterate !== null) {
      for (const entry of init as Iterable<Iterable<unknown>>) {
        const pair = [...entry];
        if (pair.length !== 2) throw new TypeError("Each entry is a name and a value.");
        this.#pairs.push([usv(pair[0]), usv(pair[1])]);
      }
      return;
    }
    for (const key of Object.keys(init)) this.#pairs.push([usv(key), usv((init as Record<string, unknown>)[key])]);
  }

  get size(): number {
    return this.#pairs.length;
  }
  append(name: unknown, value: unknown): void {
    requireArguments(arguments.length, 2);
    this.#pairs.push([usv(name), usv(value)]);
    this.#changed();
  }
  delete(name: unknown, value?: unknown): void {
    requireArguments(arguments.length, 1);
    const [wanted, only] = [usv(name), value === undefined ? undefined : usv(value)];
    this.#pairs = this.#pairs.filter(([n, v]) => n !== wanted || (only !== undefined && v !== only));
    this.#changed();
  }
  get(name: unknown): string | null {
    requireArguments(arguments.length, 1);
    const wanted = usv(name);
    return this.#pairs.find(([n]) => n === wanted)?.[1] ?? null;
  }
  getAll(name: unknown): string[] {
    requireArguments(arguments.length, 1);
    const wanted = usv(name);
    return this.#pairs.filter(([n]) => n === wanted).map(([, value]) => value);
  }
  has(name: unknown, value?: unknown): boolean {
    requireArguments(arguments.length, 1);
    const [wanted, only] = [usv(name), value === undefined ? undefined : usv(value)];
    return this.#pairs.some(([n, v]) => n === wanted && (only === undefined || v === only));
  }
  set(name: unknown, value: unknown): void {
    requireArguments(arguments.length, 2);
    const [wanted, given] = [usv(name), usv(value)];
    const at = this.#pairs.findIndex(([n]) => n === wanted);
    if (at < 0) this.#pairs.push([wanted, given]);
    else {
      this.#pairs[at] = [wanted, given];
      this.#pairs = this.#pairs.filter(([n], i) => n !== wanted || i === at);
    }
    this.#changed();
  }
  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#changed();
  }
  forEach(callback: (value: string, name: string, params: URLSearchParams) => void, self?: unknown): void {
    if (typeof callback !== "function") throw new TypeError("The callback is no function.");
    for (const [name, value] of this) Reflect.apply(callback, self, [value, name, this]);
  }
  *entries(): Generator<Pair> {
    for (let i = 0; i < this.#pairs.length; i++) yield [this.#pairs[i]![0], this.#pairs[i]![1]];
  }
  *keys(): Generator<string> {
    for (const [name] of this.entries()) yield name;
  }
  *values(): Generator<string> {
    for (const [, value] of this.entries()) yield value;
  }
  [Symbol.iterator](): Generator<Pair> {
    return this.entries();
  }
  toString(): string {
    return serializeUrlencoded(this.#pairs);
  }
  get [Symbol.toStringTag](): string {
    return "URLSearchParams";
  }
}

function parse(url: unknown, base: unknown): URLRecord | null {
  const baseURL = base === undefined ? null : basicURLParse(usv(base));
  if (base !== undefined && baseURL === null) return null;
  return basicURLParse(usv(url), { baseURL });
}

const invalidUrl = (input: unknown, base?: unknown): TypeError =>
  Object.assign(
    withCode(new TypeError("Invalid URL"), "ERR_INVALID_URL"),
    { input: usv(input) },
    base === undefined ? {} : { base: usv(base) },
  );

/** The URL standard's class, over `whatwg-url`'s parser. */
export class URL {
  #url: URLRecord;
  readonly #params = new URLSearchParams();
  /** Whether the parameters have changed and the query has not: written when somebody looks, so that many changes cost one writing. */
  #isStale = false;

  constructor(url: unknown, base: unknown = undefined) {
    requireArguments(arguments.length, 1);
    const parsed = parse(url, base);
    if (parsed === null) throw invalidUrl(url, base);
    this.#url = parsed;
    this.#readQuery();
  }

  static canParse(url: unknown, base?: unknown): boolean {
    return parse(url, base) !== null;
  }
  static parse(url: unknown, base?: unknown): URL | null {
    return parse(url, base) === null ? null : new URL(url, base);
  }

  get href(): string {
    this.#writeQuery();
    return serializeURL(this.#url);
  }
  set href(value: unknown) {
    const parsed = basicURLParse(usv(value));
    if (parsed === null) throw invalidUrl(value);
    this.#url = parsed;
    this.#readQuery();
  }
  get origin(): string {
    return serializeURLOrigin(this.#url);
  }
  get protocol(): string {
    return `${this.#url.scheme}:`;
  }
  set protocol(value: unknown) {
    this.#reparse(`${usv(value)}:`, "scheme start");
  }
  get username(): string {
    return this.#url.username;
  }
  set username(value: unknown) {
    if (!cannotHaveAUsernamePasswordPort(this.#url)) setTheUsername(this.#url, usv(value));
  }
  get password(): string {
    return this.#url.password;
  }
  set password(value: unknown) {
    if (!cannotHaveAUsernamePasswordPort(this.#url)) setThePassword(this.#url, usv(value));
  }
  get host(): string {
    const { host, port } = this.#url;
    if (host === null) return "";
    return port === null ? serializeHost(host) : `${serializeHost(host)}:${port}`;
  }
  set host(value: unknown) {
    if (!hasAnOpaquePath(this.#url)) this.#reparse(usv(value), "host");
  }
  get hostname(): string {
    return this.#url.host === null ? "" : serializeHost(this.#url.host);
  }
  set hostname(value: unknown) {
    if (!hasAnOpaquePath(this.#url)) this.#reparse(usv(value), "hostname");
  }
  get port(): string {
    return this.#url.port === null ? "" : String(this.#url.port);
  }
  set port(value: unknown) {
    if (cannotHaveAUsernamePasswordPort(this.#url)) return;
    const text = usv(value);
    if (text === "") this.#url.port = null;
    else this.#reparse(text, "port");
  }
  get pathname(): string {
    return serializePath(this.#url);
  }
  set pathname(value: unknown) {
    if (hasAnOpaquePath(this.#url)) return;
    this.#url.path = [];
    this.#reparse(usv(value), "path start");
  }
  get search(): string {
    this.#writeQuery();
    const { query } = this.#url;
    return query === null || query === "" ? "" : `?${query}`;
  }
  set search(value: unknown) {
    const text = usv(value);
    this.#url.query = text === "" ? null : "";
    if (text !== "") this.#reparse(text.startsWith("?") ? text.slice(1) : text, "query");
    this.#readQuery();
  }
  get searchParams(): URLSearchParams {
    return this.#params;
  }
  get hash(): string {
    const { fragment } = this.#url;
    return fragment === null || fragment === "" ? "" : `#${fragment}`;
  }
  set hash(value: unknown) {
    const text = usv(value);
    this.#url.fragment = text === "" ? null : "";
    if (text !== "") this.#reparse(text.startsWith("#") ? text.slice(1) : text, "fragment");
  }
  toString(): string {
    return this.href;
  }
  toJSON(): string {
    return this.href;
  }
  get [Symbol.toStringTag](): string {
    return "URL";
  }

  #reparse(text: string, stateOverride: string): void {
    basicURLParse(text, { url: this.#url, stateOverride });
  }

  #readQuery(): void {
    const { query } = this.#url;
    this.#isStale = false;
    tie(this.#params, query === null ? [] : parseUrlencodedString(query), () => (this.#isStale = true));
  }

  #writeQuery(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    const text = pairsText(this.#params);
    this.#url.query = text === "" ? null : text;
  }
}
