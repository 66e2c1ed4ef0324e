import { sprintf, vsprintf } from "sprintf-js";
export default function probe() {
  return [
    sprintf("%2$s %3$s a %1$s", "cracker", "Polly", "wants"),
    sprintf("%05d|%-6s|%+d|%x|%X|%o|%b|%e|%.2f|%c|%j", 42, "ab", 3, 255, 255, 8, 5, 12345.678, 3.14159, 65, { a: 1 }),
    vsprintf("%s-%s", ["a", "b"]),
    sprintf("Hello %(users[0].name)s", { users: [{ name: "Dolly" }] }),
    sprintf("%'*10s", "x"),
    sprintf("%%"),
    sprintf("%t %T %v", true, [], "v"),
    sprintf("%s", () => "fn"),
    sprintf("%u", -1),
    sprintf("%5.1s|", "abc"),
    (() => {
      try {
        sprintf("%d", "x");
      } catch (e) {
        return e.name;
      }
    })(),
  ];
}
