/**
 * Files for the hooks, under virtual paths: `/` is the granted root. `cloister/powers` makes one of a folder (`folderFiles`); a database or an archive
 * will do as well.
 */
export interface ModuleFiles {
  /** The text of a file; undefined if there is none, or none that may be read. */
  read(path: string): string | undefined;
  /** The path without symbolic links, so that one file has one id; undefined if there is no such file. Left out: paths are real. */
  realPath?(path: string): string | undefined;
}
