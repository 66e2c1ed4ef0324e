/**
 * The four function constructors, inert through every route: `f.constructor`, `Object.getPrototypeOf(f).constructor`, descriptors, `Reflect.construct`,
 * subclassing. (The realm refuses code from strings anyway: codeGeneration.strings is false.) Where the cell has a global object,
 * `Function("return this")` answers a function that returns it, and `eval("this")` does, since that is how bundles look for one. (No text but these two
 * ever means anything, and neither is run.)
 */
import {
  asyncFunctionPrototype,
  asyncGeneratorFunctionPrototype,
  EvalErrorOf,
  functionPrototype,
  functionToString,
  generatorFunctionPrototype,
  setPrototypeOf,
  stringTrim,
} from "./intrinsics.js";
import { dressConstructor, type Publisher } from "./publish.js";

export interface FunctionStubs {
  readonly Function: object;
  readonly eval: object;
  /** Whether v is one of the stubs: what the key guard refuses to reach. */
  has(v: unknown): boolean;
}

export function tameFunctions(globalObject: () => object | undefined, publisher: Publisher): FunctionStubs {
  const refuse = (args: unknown[]): unknown => {
    const global = globalObject();
    if (global !== undefined && args.length === 1 && typeof args[0] === "string" && isReturnThis(args[0]))
      return publisher.publish(() => global);
    throw new EvalErrorOf("code generation from strings is off in this cell");
  };
  const stub = (make: object, name: string, prototype: object): object => {
    dressConstructor(make, name, 1, prototype);
    return make;
  };
  // one function each, constructors all: natively `new Function()` and `class extends Function` are possible, and throw when they run
  const Function = stub(
    function (...args: unknown[]) {
      return refuse(args);
    },
    "Function",
    functionPrototype,
  );
  const others = [
    stub(
      function (...args: unknown[]) {
        return refuse(args);
      },
      "GeneratorFunction",
      generatorFunctionPrototype,
    ),
    stub(
      function (...args: unknown[]) {
        return refuse(args);
      },
      "AsyncFunction",
      asyncFunctionPrototype,
    ),
    stub(
      function (...args: unknown[]) {
        return refuse(args);
      },
      "AsyncGeneratorFunction",
      asyncGeneratorFunctionPrototype,
    ),
  ] as const;
  publisher.publish(Function);
  for (let i = 0; i < others.length; i++) publisher.publish(setPrototypeOf(others[i]!, Function) as object);

  const { eval: evalStub } = {
    eval(source: unknown) {
      if (typeof source !== "string") return source;
      const global = stringTrim(source) === "this" ? globalObject() : undefined;
      if (global !== undefined) return global;
      throw new EvalErrorOf("code generation from strings is off in this cell");
    },
  };
  publisher.publish(evalStub);

  publisher.replace(
    functionPrototype,
    "toString",
    {
      toString(this: unknown) {
        if (typeof this === "function" && publisher.isPublished(this)) return `function ${publishedName(this)}() { [native code] }`;
        return functionToString(this);
      },
    }.toString,
  );

  return { Function, eval: evalStub, has: (v) => v === Function || v === others[0] || v === others[1] || v === others[2] };
}

/** The name of a frozen function of ours: an own data property. */
const publishedName = (f: object): string => {
  const name: unknown = (f as { name?: unknown }).name;
  return typeof name === "string" ? name : "";
};

const isReturnThis = (body: string): boolean => {
  const text = stringTrim(body);
  return text === "return this" || text === "return this;";
};
