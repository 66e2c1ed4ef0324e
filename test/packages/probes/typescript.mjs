import ts from "typescript";
export default function probe() {
  const src =
    "enum E { A = 1, B }\nabstract class X<T> { constructor(private readonly a: T, public b?: string) {} get c(): T { return this.a! } }\nexport const f = async <T,>(x: T): Promise<T> => x as any;\nnamespace N { export const q = 1 }\nlet t: string = 5;";
  const out = ts.transpileModule(src, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2015 },
    reportDiagnostics: true,
  });
  const sf = ts.createSourceFile("a.ts", src, ts.ScriptTarget.Latest, true);
  const names = [];
  const visit = (n) => {
    if (ts.isIdentifier(n)) names.push(n.text);
    ts.forEachChild(n, visit);
  };
  visit(sf);
  const lib =
    "interface Array<T> { length: number } interface Boolean {} interface Function {} interface CallableFunction {} interface NewableFunction {} interface IArguments {} interface Number {} interface Object {} interface RegExp {} interface String { length: number }";
  const files = { "/a.ts": 'let x: number = "s"; const y = x.foo;', "/lib.d.ts": lib };
  const host = {
    getSourceFile: (n, t) => (files[n] === undefined ? undefined : ts.createSourceFile(n, files[n], t)),
    getDefaultLibFileName: () => "/lib.d.ts",
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (f) => f,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (f) => f in files,
    readFile: (f) => files[f],
    directoryExists: () => true,
    getDirectories: () => [],
  };
  const prog = ts.createProgram(["/a.ts"], { types: [] }, host);
  return {
    out: out.outputText,
    names: names.length,
    kinds: sf.statements.map((s) => ts.SyntaxKind[s.kind]),
    diags: ts.getPreEmitDiagnostics(prog).map((d) => [d.code, ts.flattenDiagnosticMessageText(d.messageText, "\n")]),
    print: ts
      .createPrinter()
      .printNode(ts.EmitHint.Unspecified, ts.factory.createAdd(ts.factory.createNumericLiteral(1), ts.factory.createIdentifier("z")), sf),
    scan: (() => {
      const s = ts.createScanner(ts.ScriptTarget.Latest, true, 0, "a + 1");
      let n = 0;
      while (s.scan() !== ts.SyntaxKind.EndOfFileToken) n++;
      return n;
    })(),
    cfg: ts.parseConfigFileTextToJson("t.json", '{ /* c */ "a": 1, }').config,
    syn: ts.createSourceFile("b.ts", "let = ;", 99).parseDiagnostics.length,
  };
}
