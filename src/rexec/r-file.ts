import { FileError, type RootedFile } from "../powers/index.js";

/** An open file as Python 2 has it, in text. */
export interface RFile {
  /** The rest of the file, or so many characters of it. */
  read(size?: number): string;
  /** The next line with its end; "" at the end of the file. */
  readline(): string;
  readlines(): string[];
  write(text: string): void;
  close(): void;
}

/** Reads from where the last read ended, over a file that knows only its whole text. */
export function rFile(file: Pick<RootedFile, "read" | "write" | "close">): RFile {
  let text: string | undefined;
  let at = 0;
  const take = (end: (rest: string) => number): string => {
    text ??= file.read();
    const rest = text.slice(at);
    const taken = rest.slice(0, end(rest));
    at += taken.length;
    return taken;
  };
  const readline = (): string => take((rest) => (rest.includes("\n") ? rest.indexOf("\n") + 1 : rest.length));
  return Object.freeze({
    read: (size?: number) => take((rest) => (typeof size === "number" && size >= 0 ? size : rest.length)),
    readline,
    readlines: () => {
      const lines: string[] = [];
      for (let line = readline(); line !== ""; line = readline()) lines.push(line);
      return lines;
    },
    write: (added: string) => {
      file.write(added);
      text = undefined;
    },
    close: () => {
      file.close();
      text = "";
    },
  });
}

/** A text as a file that can be read. */
export function memoryFile(text: string, path: string): RFile {
  let open = true;
  return rFile({
    read: () => {
      if (!open) throw new FileError("closed", `closed: ${path}`);
      return text;
    },
    write: () => {
      throw new FileError("read-only", `opened for reading: ${path}`);
    },
    close: () => {
      open = false;
    },
  });
}
