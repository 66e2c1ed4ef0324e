import seedrandom from "seedrandom";
export default function probe() {
  const r = seedrandom("hello.");
  const st = seedrandom("s", { state: true });
  st();
  const saved = JSON.parse(JSON.stringify(st.state()));
  const n = st();
  return {
    a: [r(), r(), r.quick(), r.int32()],
    dbl: r.double(),
    restored: seedrandom("", { state: saved })() === n,
    same: seedrandom("x")() === seedrandom("x")(),
    alea: seedrandom.alea("q")(),
    xor: seedrandom.xor128("q")(),
    tyche: seedrandom.tychei("q")(),
    xorwow: seedrandom.xorwow("q")(),
    x4096: seedrandom.xor4096("q")(),
    shift7: seedrandom.xorshift7("q")(),
    obj: seedrandom([1, "a", { b: 2 }])() < 1,
  };
}
