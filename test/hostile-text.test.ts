import { expect, test } from "vitest";
import { asciiJson, headerText } from "../src/contract/index.js";
import { Cell, cleanse, verify } from "../src/index.js";
import { forge } from "./forged/forge.js";

const nested = "`${".repeat(600) + "1" + "}`".repeat(600);

test("600 nested template literals are refused by compiler and verifier", () => {
  const refusal = (code: string): unknown => expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] });
  expect(() => cleanse(`export default ${nested};`)).toThrow(refusal("too-deep"));
  expect(() => verify(forge(`__cc_v = (${nested});`))).toThrow(refusal("I12-text"));
});

test("specifiers and export names stay data in the header", async () => {
  const name = "a\u2028alert(1)//";
  const { text, manifest } = cleanse(`import "*/alert(1)/*"; const x = 1; export { x as ${JSON.stringify(name)} };`);
  const header = headerText(manifest);
  expect(text.startsWith(header)).toBe(true);
  expect(header).toMatch(/^(?:\/\/ \{[\x20-\x7e]*\}\n)+$/);
  expect(header).toContain(asciiJson("*/alert(1)/*"));
  const cell = new Cell({ modules: { "*/alert(1)/*": {} } });
  expect(await cell.load(text)).toMatchObject({ [name]: 1 });
});
