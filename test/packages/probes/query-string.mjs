import queryString from "query-string";
export default function probe() {
  return {
    parse: { ...queryString.parse("?foo=bar&likes=cake&likes=icecream&n") },
    str: queryString.stringify({ b: 1, a: ["x", "y"], c: null, d: undefined }),
    arr: queryString.stringify({ a: [1, 2] }, { arrayFormat: "bracket" }),
    comma: { ...queryString.parse("a=1,2", { arrayFormat: "comma", parseNumbers: true }) },
    url: queryString.parseUrl("https://x.org/p?a=1#h", { parseFragmentIdentifier: true }).fragmentIdentifier,
    surl: queryString.stringifyUrl({ url: "https://x.org", query: { a: "é" } }),
    pick: queryString.pick("https://x.org?a=1&b=2", ["a"]),
    excl: queryString.exclude("https://x.org?a=1&b=2", ["a"]),
    bool: { ...queryString.parse("a=true", { parseBooleans: true }) },
    extract: queryString.extract("https://x.org?q=1&r"),
    enc: queryString.stringify({ q: "it's (ok)!*" }),
  };
}
