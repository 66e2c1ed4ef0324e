import { describe, expectTypeOf, test } from "vitest";
import { bastion, type Bastion, type Cell, type Namespace } from "../../src/index.js";

class Store {
  size = 1;
  readonly tag: string = "t";
  get(key: string): number | undefined {
    return key.length;
  }
  async save(items: readonly string[], force?: boolean): Promise<{ saved: number }> {
    return Promise.resolve({ saved: items.length + Number(force) });
  }
  add(item: string): this {
    this.tag.concat(item);
    return this;
  }
  _secret(): string {
    return this.tag;
  }
  then(): void {
    return undefined;
  }
  get count(): number {
    return this.size;
  }
}

/** Checked by the compiler; at run time there is nothing to see. */
describe("Bastion<T>", () => {
  test("has the public methods with their types, and nothing else", () => {
    type Face = Bastion<Store>;
    expectTypeOf<keyof Face>().toEqualTypeOf<"get" | "save" | "add">();
    expectTypeOf<Face["get"]>().toEqualTypeOf<(key: string) => number | undefined>();
    expectTypeOf<Face["save"]>().parameters.toEqualTypeOf<[items: readonly string[], force?: boolean]>();
    expectTypeOf<Face["save"]>().returns.resolves.toEqualTypeOf<{ saved: number }>();
    expectTypeOf<Face>().not.toHaveProperty("count");
    expectTypeOf<Face>().not.toHaveProperty("_secret");
  });

  test("narrows to the methods that are named, `then` and `_` included", () => {
    const face = bastion(new Store(), { methods: ["get", "_secret"] });
    expectTypeOf(face).toEqualTypeOf<Bastion<Store, "get" | "_secret">>();
    expectTypeOf(face).not.toHaveProperty("save");
    // @ts-expect-error no such method
    void (() => bastion(new Store(), { methods: ["missing"] }));
    // @ts-expect-error methods are read-only
    void (() => (face.get = () => 1));
  });

  test("fits interfaces and plain objects", () => {
    interface Clock {
      now(): number;
      zone: string;
    }
    expectTypeOf<keyof Bastion<Clock>>().toEqualTypeOf<"now">();
    expectTypeOf(bastion({ f: (x: number) => x * 2, n: 1 }))
      .toHaveProperty("f")
      .toEqualTypeOf<(x: number) => number>();
  });

  test("what a cell answers with is typed by whoever asks, and unknown otherwise", () => {
    expectTypeOf<Cell["evaluate"]>().returns.toBeUnknown();
    expectTypeOf((cell: Cell) => cell.load("")).returns.resolves.toEqualTypeOf<Namespace>();
    expectTypeOf((cell: Cell) => cell.load<{ run(): number }>("")).returns.resolves.toEqualTypeOf<{ run(): number }>();
    expectTypeOf<Namespace["x"]>().toBeUnknown();
  });
});
