import mitt from "mitt";
export default function probe() {
  const e = mitt();
  const log = [];
  const h = (v) => log.push(["foo", v]);
  e.on("foo", h);
  e.on("*", (t, v) => log.push(["*", t, v]));
  e.emit("foo", 1);
  e.emit("bar", { a: 2 });
  e.off("foo", h);
  e.emit("foo", 3);
  const n = e.all.size;
  e.all.clear();
  e.emit("foo", 4);
  e.on("x", h);
  e.on("x", h);
  e.off("x");
  e.emit("x", 5);
  return { log, n, left: e.all.get("x").length };
}
