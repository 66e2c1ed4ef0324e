export { consoleTo, type ConsoleOptions, type GuestConsole } from "./console-to.js";
export { FileError } from "./file-error.js";
export { rootedFiles, type RootedFile, type RootedFiles, type RootedFilesOptions } from "./rooted-files.js";
export type { OutputStreams, TextSink } from "./stdio.js";
