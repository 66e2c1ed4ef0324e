import Papa from "papaparse";
export default function probe() {
  const csv = 'a,b,c\n1,"x, ""y""",true\n2,"multi\nline",false\n\n3,z';
  const steps = [];
  Papa.parse("q\n1\n2", { header: true, step: (r) => steps.push(r.data.q) });
  return {
    plain: Papa.parse(csv).data,
    head: Papa.parse(csv, { header: true, dynamicTyping: true, skipEmptyLines: true }).data,
    errs: Papa.parse(csv, { header: true }).errors.map((e) => e.code),
    meta: Papa.parse("a;b\n1;2").meta.delimiter,
    un: Papa.unparse([
      { a: 1, b: 'x,"y"' },
      { a: 2, b: null },
    ]),
    un2: Papa.unparse({ fields: ["p", "q"], data: [[1, 2]] }, { delimiter: "\t", quotes: true }),
    steps,
    cmt: Papa.parse("# c\n1,2", { comments: "#" }).data,
    preview: Papa.parse("1\n2\n3", { preview: 2 }).data.length,
    tr: Papa.parse("A\n x ", { header: true, transformHeader: (h) => h.toLowerCase(), transform: (v) => v.trim() }).data,
    bad: Papa.parse('a\n"x', {}).errors[0].code,
  };
}
