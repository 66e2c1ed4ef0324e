export { allowListedFetch, type AllowListedFetchOptions, type FetchedResponse, type GuestFetch } from "./allow-listed-fetch.js";
export { clock, type ClockOptions } from "./clock.js";
export { consoleTo, type ConsoleOptions, type GuestConsole } from "./console-to.js";
export { FetchError } from "./fetch-error.js";
export { FileError } from "./file-error.js";
export { random, type RandomOptions } from "./random.js";
export { rootedFiles, type RootedFile, type RootedFiles, type RootedFilesOptions } from "./rooted-files.js";
export type { OutputStreams, TextSink } from "./stdio.js";
export { timers, type TimerName, type TimersOptions } from "./timers.js";
