import hljs from "highlight.js/lib/common";
export default function probe() {
  const hl = (c, language) => hljs.highlight(c, { language }).value;
  return {
    js: hl("const a = `x${1}`; // c\nclass A extends B { get x() { return /re/g } }", "javascript"),
    py: hl('def f(x: int) -> str:\n  """doc"""\n  return f"{x}"', "python"),
    css: hl("a:hover { color: #fff !important }", "css"),
    html: hl('<a href="x">&amp;<script>let a=1</script></a>', "xml"),
    json: hl('{"a": [1, true]}', "json"),
    sql: hl("SELECT a FROM b WHERE c = 'd'", "sql"),
    auto: hljs.highlightAuto("def foo():\n    pass\nimport os").language,
    n: hljs.listLanguages().length,
    get: hljs.getLanguage("ts").name,
    err: (() => {
      try {
        hl("x", "nope");
      } catch (e) {
        return e.message;
      }
    })(),
    custom: (hljs.registerLanguage("zed", () => ({ keywords: "foo bar", contains: [hljs.C_NUMBER_MODE] })), hl("foo 1 baz", "zed")),
    rel: hljs.highlight("x", { language: "bash" }).relevance,
    cpp: hl("#include <a>\nint main() { return 0; }", "cpp"),
  };
}
