/**
 * Errors without dangerous statics, and stacks that show guest frames only.
 *
 * The engine asks `globalThis.Error.prepareStackTrace` of the realm how to print a stack. No guest ever holds the real global object, so there stands
 * a holder of ours instead of `Error`: the formatter is found by the engine, and by no guest. It prints frames of guest programs under guest names
 * and leaves out everything else: the runtime's, the host's, file paths.
 *
 * The real `Error` keeps `stackTraceLimit` as a data property: as an accessor the engine records no stack. Where packages may assign it (compat) guests
 * get an `Error` of ours over the real one, on which such assignments are accepted and ignored.
 */
import {
  arrayJoin,
  arrayPush,
  construct,
  create,
  defineProperty,
  ErrorOf,
  errorPrototype,
  freeze,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  reflectDeleteProperty,
  setPrototypeOf,
  stringIndexOf,
  stringSlice,
  stringStartsWith,
  uncurry,
} from "./intrinsics.js";
import { accessor, fixed, hidden, valueOnly } from "./descriptors.js";
import { GUEST_SCRIPT } from "../guest-script.js";
import { dressConstructor, type Publisher } from "./publish.js";

export interface Stacks {
  /**
   * Sets who knows where generated code comes from. Given a guest script's name and a 1-based position in its generated text, answers
   * `file:line:column`, `""` to leave the frame out, or undefined when it does not know.
   */
  setMapper(map: (script: string, line: number, column: number) => string | undefined): void;
}

const FRAMES = 16;

interface Site {
  name(site: object): string | null;
  file(site: object): string | undefined;
  line(site: object): number | null;
  column(site: object): number | null;
  isConstructor(site: object): boolean;
  isAsync(site: object): boolean;
}

/**
 * @param lenient guests get the `Error` that packages expect.
 * @param framed whether stacks have frames; else `stack` is undefined, or for packages, of errors that they make themselves, a text without any.
 */
export function tameErrors(
  global: object,
  objects: readonly object[],
  { lenient, framed }: { readonly lenient: boolean; readonly framed: boolean },
  publisher: Publisher,
): Stacks & { readonly Error: unknown } {
  const printError = uncurry(errorPrototype.toString) as (error: unknown) => string;
  let map: ((script: string, line: number, column: number) => string | undefined) | undefined;
  let site: Site | undefined;

  const frameText = (frame: object, last: boolean): string | undefined => {
    site ??= siteMethods(getPrototypeOf(frame)!);
    const file = site.file(frame);
    if (typeof file !== "string" || !stringStartsWith(file, GUEST_SCRIPT)) return undefined;
    const script = stringSlice(file, GUEST_SCRIPT.length);
    const line = site.line(frame) ?? 0;
    const column = site.column(frame) ?? 0;
    const place = map?.(script, line, column) ?? `${script}:${line}:${column}`;
    if (place === "") return undefined;
    const name = site.name(frame);
    if (name === null || name === "" || (last && name === "run")) return `    at ${place}`;
    return `    at ${site.isAsync(frame) ? "async " : ""}${site.isConstructor(frame) ? "new " : ""}${name} (${place})`;
  };
  const isGuest = (frame: object | undefined): boolean => {
    if (frame === undefined) return false;
    site ??= siteMethods(getPrototypeOf(frame)!);
    const file = site.file(frame);
    return typeof file === "string" && stringStartsWith(file, GUEST_SCRIPT);
  };
  const prepareStackTrace = (error: unknown, frames: readonly object[]): string => {
    const lines: string[] = [];
    try {
      arrayPush(lines, printError(error));
    } catch {
      arrayPush(lines, "<error>");
    }
    try {
      for (let i = 0; i < frames.length; i++) {
        const text = frameText(frames[i]!, !isGuest(frames[i + 1]));
        if (text !== undefined) arrayPush(lines, text);
      }
    } catch {
      // no room left on the stack: fewer frames
    }
    return arrayJoin(lines, "\n");
  };
  const holder = create(null) as object;
  defineProperty(holder, "prepareStackTrace", fixed(prepareStackTrace));
  defineProperty(global, "Error", hidden(freeze(holder)));

  // The engine prints a stack when it is first read, by a function of the host's that overflows at the edge of the stack with an error of the host's realm.
  // Metered code never gets there; where nothing is counted no frames are recorded, so nothing is printed (test/runtime/stack-edge.test.ts).
  if (framed) defineProperty(ErrorOf, "stackTraceLimit", valueOnly(FRAMES));
  else reflectDeleteProperty(ErrorOf, "stackTraceLimit");
  delete (ErrorOf as { captureStackTrace?: unknown }).captureStackTrace;
  return {
    Error: lenient ? makeLenientError(objects, printError, framed, publisher) : ErrorOf,
    setMapper(next) {
      map = next;
    },
  };
}

/** `Error` for packages: a safe `captureStackTrace`, and statics that may be assigned without effect. */
function makeLenientError(
  objects: readonly object[],
  printError: (error: unknown) => string,
  framed: boolean,
  publisher: Publisher,
): object {
  function Error(...args: unknown[]): object {
    const made = construct(ErrorOf, args as [], new.target ?? Error) as object;
    // packages take it for a text
    if (!framed) defineProperty(made, "stack", hidden(printError(made)));
    return made;
  }
  dressConstructor(Error, "Error", 1, errorPrototype);
  for (let i = 0; i < objects.length; i++) if (getPrototypeOf(objects[i]) === ErrorOf) setPrototypeOf(objects[i], Error);

  const isError = getOwnPropertyDescriptor(ErrorOf, "isError");
  if (isError !== undefined) defineProperty(Error, "isError", isError);
  publisher.add(
    Error,
    "captureStackTrace",
    {
      captureStackTrace(target: object) {
        const frames = ownStack(new ErrorOf());
        const at = stringIndexOf(frames, "\n");
        let head: string;
        try {
          head = printError(target);
        } catch {
          head = "<error>";
        }
        defineProperty(target, "stack", hidden(at < 0 ? head : head + stringSlice(frames, at)));
      },
    }.captureStackTrace,
  );
  const ignored = (key: string, value: unknown): void => {
    const own = {
      get: () => value,
      set(this: unknown) {
        // accepted and ignored
      },
    };
    defineProperty(Error, key, accessor(publisher.publish(own.get), publisher.publish(own.set), false));
  };
  ignored("stackTraceLimit", FRAMES);
  ignored("prepareStackTrace", undefined);
  return publisher.publish(Error);
}

/** The stack of an error that no guest has seen. */
const ownStack = (error: Error): string => error.stack ?? "";

/** The methods of call sites, found when the first one is seen: guests never see any. */
function siteMethods(prototype: object): Site {
  const method = (name: string): never => uncurry(getOwnPropertyDescriptor(prototype, name)!.value as () => unknown) as never;
  return {
    name: method("getFunctionName"),
    file: method("getFileName"),
    line: method("getLineNumber"),
    column: method("getColumnNumber"),
    isConstructor: method("isConstructor"),
    isAsync: method("isAsync"),
  };
}
