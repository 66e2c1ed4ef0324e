/** A refusal or failure of a file power. Names the path as the guest gave it, never a path of the host. */
export class FileError extends Error {
  override readonly name = "FileError";
  constructor(
    /** `not-found`, `outside-root`, `not-a-file`, `not-a-directory`, `not-permitted`, `read-only`, `too-large`, `too-many-open`, `closed`, `bad-path`, `bad-mode`, `bad-text` or `failed`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What a file system call failed with, in words that carry no host path. */
export function fileErrorFrom(error: unknown, path: string): FileError {
  if (error instanceof FileError) return error;
  const code = (error as { code?: unknown }).code;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return new FileError("not-found", `no such file: ${path}`);
    case "EISDIR":
      return new FileError("not-a-file", `not a regular file: ${path}`);
    case "EACCES":
    case "EPERM":
      return new FileError("not-permitted", `the system does not permit it: ${path}`);
    case "ELOOP":
      return new FileError("outside-root", `a symbolic link that may not be followed: ${path}`);
    default:
      return new FileError("failed", `the file system refused (${typeof code === "string" ? code : "unknown reason"}): ${path}`);
  }
}
