import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { allowListedFetch, type AllowListedFetchOptions } from "../../src/powers/allow-listed-fetch.js";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Never reached: counts as a failure if it is. */
const unreachable: AllowListedFetchOptions["fetch"] = (url) => Promise.reject(new Error(`reached ${url}`));
const refusing = (options: Partial<AllowListedFetchOptions> = {}) =>
  allowListedFetch({ origins: ["https://api.example.com"], fetch: unreachable, ...options });

describe("allowListedFetch answers", () => {
  test("with plain data and functions", async () => {
    const origin = await serve((request, response) => {
      response.writeHead(200, { "content-type": "application/json", "set-cookie": "a=b", "x-path": request.url });
      response.end(JSON.stringify({ hello: "world" }));
    });
    const answer = await allowListedFetch({ origins: [origin] })(`${origin}/a?b#c`);
    expect(answer).toMatchObject({ ok: true, status: 200, statusText: "OK", url: `${origin}/a?b`, redirected: false });
    expect(answer.headers).toMatchObject({ "content-type": "application/json", "x-path": "/a?b" });
    expect(answer.headers).not.toHaveProperty("set-cookie");
    expect(await answer.json()).toEqual({ hello: "world" });
    expect(await answer.text()).toBe('{"hello":"world"}');
    expect((await answer.bytes()).length).toBe(17);
    expect(Object.getPrototypeOf(await answer.bytes())).toBe(Uint8Array.prototype);
  });

  test("sends method, headers and body", async () => {
    const origin = await serve((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => response.end(`${request.method} ${request.headers["x-key"] as string} ${text}`));
    });
    const fetch = allowListedFetch({ origins: [origin], methods: ["post"] });
    const answer = await fetch(origin, { method: "post", headers: { "X-Key": "1" }, body: new Uint8Array([104, 105]) });
    expect(await answer.text()).toBe("POST 1 hi");
  });

  test("with a server's header named __proto__ as an own property", async () => {
    const fetch = allowListedFetch({
      origins: ["https://a.example"],
      fetch: () => Promise.resolve(new Response("", { headers: [["__proto__", "x"]] })),
    });
    const { headers } = await fetch("https://a.example/");
    expect(Object.hasOwn(headers, "__proto__")).toBe(true);
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
  });
});

describe("allowListedFetch refuses", () => {
  test.each([
    "https://evil.example/",
    "https://api.example.com.evil.example/",
    "https://api.example.com@evil.example/",
    "https://user:pw@api.example.com/",
    "http://api.example.com/",
    "https://api.example.com:8443/",
    "https://api.example.com./",
    "https://evil.example\\@api.example.com/",
    "https://evil.example/%00https://api.example.com/",
    "//api.example.com/",
    "/etc/passwd",
    "file:///etc/passwd",
    "data:text/plain,hi",
    "blob:https://api.example.com/1",
    "javascript:alert(1)",
    "",
    `https://api.example.com/${"a".repeat(9000)}`,
  ])("the address %j", async (url) => {
    await expect(refusing()(url)).rejects.toMatchObject({
      name: "FetchError",
      code: expect.stringMatching(/bad-url|origin-refused/) as string,
    });
  });

  test("an address that is no text, unread", async () => {
    const trap = new Proxy({}, { get: () => expect.unreachable("looked at") });
    await expect(refusing()(trap as never)).rejects.toMatchObject({ code: "bad-url" });
  });

  test.each([
    [{ method: "DELETE" }, "method-refused"],
    [{ method: "get\r\nx: y" }, "method-refused"],
    [{ method: {} }, "method-refused"],
    [{ headers: { host: "evil.example" } }, "bad-request"],
    [{ headers: { "Transfer-Encoding": "chunked" } }, "bad-request"],
    [{ headers: { "content-length": "5" } }, "bad-request"],
    [{ headers: { cookie: "a=b" } }, "bad-request"],
    [{ headers: { "proxy-authorization": "x" } }, "bad-request"],
    [{ headers: { "X-Forwarded-Port": "1" } }, "bad-request"],
    [{ headers: { "x-original-url": "/admin" } }, "bad-request"],
    [{ headers: { "x-http-method-override": "DELETE" } }, "bad-request"],
    [{ headers: { a: "b\r\nc: d" } }, "bad-request"],
    [{ headers: { "a\n": "b" } }, "bad-request"],
    [{ headers: [["a", "\0"]] }, "bad-request"],
    [{ headers: "a: b" }, "bad-request"],
    [{ body: "x" }, "bad-request"],
    [{ method: "POST", body: "x".repeat(11) }, "too-large"],
    [{ method: "POST", body: { pipe: 1 } }, "bad-request"],
    [{ redirect: "elsewhere" }, "bad-request"],
  ])("the request %j", async (init, code) => {
    const fetch = refusing({ methods: ["GET", "POST"], maxBytes: 10 });
    await expect(fetch("https://api.example.com/", init)).rejects.toMatchObject({ name: "FetchError", code });
  });

  test("a redirect to an origin that is not granted, and reveals nothing of it", async () => {
    let reached = false;
    const secret = await serve((_, response) => {
      reached = true;
      response.end("secret");
    });
    const origin = await serve((_, response) => response.writeHead(302, { location: `${secret}/meta-data` }).end());
    const error: unknown = await allowListedFetch({ origins: [origin] })(origin).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: "origin-refused" });
    expect((error as Error).message).not.toContain(secret);
    expect(reached).toBe(false);
  });

  test.each(["file:///etc/passwd", "//169.254.169.254/latest", "https://user@"])("a redirect to %s", async (location) => {
    const origin = await serve((_, response) => response.writeHead(307, { location }).end());
    await expect(allowListedFetch({ origins: [origin] })(origin)).rejects.toMatchObject({
      code: expect.stringMatching(/origin-refused|bad-url/) as string,
    });
  });

  test("redirects without end", async () => {
    const origin = await serve((request, response) => response.writeHead(302, { location: `${request.url!}x` }).end());
    await expect(allowListedFetch({ origins: [origin], maxRedirects: 3 })(origin)).rejects.toMatchObject({ code: "too-many-redirects" });
  });

  test("a body without end, whatever its length claims to be", async () => {
    const origin = await serve((_, response) => {
      const timer = setInterval(() => response.write("x".repeat(1000)), 1);
      response.on("close", () => clearInterval(timer));
    });
    await expect(allowListedFetch({ origins: [origin], maxBytes: 10_000 })(origin)).rejects.toMatchObject({ code: "too-large" });
  });

  test("a small body that unpacks into a large one", async () => {
    const { gzipSync } = await import("node:zlib");
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    const origin = await serve((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    await expect(allowListedFetch({ origins: [origin], maxBytes: 100_000 })(origin)).rejects.toMatchObject({ code: "too-large" });
  });

  test("an answer that never comes, and frees the place that it took", async () => {
    const origin = await serve(() => undefined);
    const fetch = allowListedFetch({ origins: [origin], timeoutMs: 50, maxConcurrent: 1 });
    const first = fetch(origin);
    await expect(fetch(origin)).rejects.toMatchObject({ code: "too-many-requests" });
    await expect(first).rejects.toMatchObject({ code: "timeout" });
    await expect(fetch(origin)).rejects.toMatchObject({ code: "timeout" });
  });

  test("to say what the network said", async () => {
    const error: unknown = await allowListedFetch({ origins: ["http://127.0.0.1:1"] })("http://127.0.0.1:1/").catch((e: unknown) => e);
    expect(error).toMatchObject({ code: "failed", message: "the request failed" });
    expect((error as Error).cause).toBeUndefined();
  });
});

describe("allowListedFetch on redirects", () => {
  const through = async (status: number, init: Record<string, unknown>) => {
    const second = await serve((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => response.end(JSON.stringify({ method: request.method, headers: request.headers, body })));
    });
    const first = await serve((request, response) => {
      request.resume();
      response.writeHead(status, { location: second }).end();
    });
    const answer = await allowListedFetch({ origins: [first, second], methods: ["GET", "POST"] })(first, init);
    expect(answer.redirected).toBe(true);
    return (await answer.json()) as { method: string; headers: Record<string, string>; body: string };
  };

  test("keeps keys with the origin that they were meant for", async () => {
    const seen = await through(302, { headers: { authorization: "secret", "x-api-key": "secret", accept: "text/html" } });
    expect(JSON.stringify(seen)).not.toContain("secret");
    expect(seen.headers.accept).toBe("text/html");
  });

  test("turns a POST into a GET, or keeps it, as the standard has it", async () => {
    expect(await through(303, { method: "POST", body: "x" })).toMatchObject({ method: "GET", body: "" });
    expect(await through(307, { method: "POST", body: "x" })).toMatchObject({ method: "POST", body: "x" });
  });
});

test.each(["https://*.example.com", "https://a.example/path", "ftp://a.example", "a.example", "https://u@a.example"])(
  "a supervisor may not grant %s",
  (origin) => expect(() => allowListedFetch({ origins: [origin] })).toThrow(TypeError),
);
