import { customRandom, customAlphabet, nanoid, urlAlphabet, random } from "nanoid";
export default function probe() {
  let s = 7;
  const rnd = (n) => Uint8Array.from({ length: n }, () => (s = (s * 75 + 74) % 65537) & 255);
  const gen = customRandom("abcdef0123", 10, rnd);
  const url = customRandom(urlAlphabet, 12, rnd);
  return {
    a: gen(),
    b: gen(),
    u: url(),
    alpha: urlAlphabet.length,
    len: nanoid().length,
    ok: /^[\w-]{21}$/.test(nanoid()),
    custom: customAlphabet("ab", 8)().length,
    rand: random(4).length,
  };
}
