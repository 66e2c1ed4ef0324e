/** The parts of `whatwg-url` that carry the standard's algorithms; it has no types of its own. */
declare module "whatwg-url/lib/url-state-machine.js" {
  export interface URLRecord {
    scheme: string;
    username: string;
    password: string;
    host: unknown;
    port: number | null;
    path: string | string[];
    query: string | null;
    fragment: string | null;
  }
  export function basicURLParse(
    input: string,
    options?: { baseURL?: URLRecord | null; url?: URLRecord; stateOverride?: string },
  ): URLRecord | null;
  export function serializeURL(url: URLRecord): string;
  export function serializeURLOrigin(url: URLRecord): string;
  export function serializeHost(host: unknown): string;
  export function serializePath(url: URLRecord): string;
  export function cannotHaveAUsernamePasswordPort(url: URLRecord): boolean;
  export function hasAnOpaquePath(url: URLRecord): boolean;
  export function setTheUsername(url: URLRecord, name: string): void;
  export function setThePassword(url: URLRecord, password: string): void;
}
declare module "whatwg-url/lib/urlencoded.js" {
  export function parseUrlencodedString(input: string): [string, string][];
  export function serializeUrlencoded(pairs: readonly (readonly [string, string])[]): string;
}
