import { expect, test } from "vitest";
import { beyondEdition } from "../../src/analyzer/beyond-edition.js";

test.each(["a(?i:b)", "(?-s:.)", "(?im-s:.)", "(?<y>a)|(?<y>b)", "[a](?<n>\\])(?<n>)"])("%s is for later engines", (pattern) => {
  expect(beyondEdition(pattern)).toBeDefined();
});

test.each(["(?:a)(?<x>b)(?<=c)(?<!d)(?=e)(?!f)", "[(?i:)]", "\\(?i:", "(?<y>a)|(?<z>b)\\k<y>", "[[(?<a>](?<a>b)]", "(?<a>[(?<a>])", "("])(
  "%s is for all of them",
  (pattern) => {
    expect(beyondEdition(pattern)).toBeUndefined();
  },
);
