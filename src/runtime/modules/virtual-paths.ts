/**
 * Ids of modules are virtual paths: `/a/b.js`. Nothing of the host's file system is in them, and nothing in them is decoded: `%2e%2e`
 * is a name like any other.
 */

/** Resolves `.` and `..`; at the root, `..` stays where it is. `/a/../b//c` ⟶ `/b/c`. A trailing `/` is kept. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const folder = /(?:^|\/)\.{0,2}$/.test(path) && parts.length > 0 ? "/" : "";
  return "/" + parts.join("/") + folder;
}

/** The folder of an id: `/a/b.js` ⟶ `/a`, `/b.js` ⟶ `/`. */
export function folderOf(id: string): string {
  const slash = id.lastIndexOf("/");
  return slash <= 0 ? "/" : id.slice(0, slash);
}

/** Whether a specifier is a path (`./a`, `../a`, `/a`), not a name. */
export const isPath = (specifier: string): boolean => /^(?:\.{0,2}\/|\.{1,2}$)/.test(specifier);

/** A path against the module that names it: relative to its folder. */
export function joinPath(referrerId: string | undefined, specifier: string): string {
  if (specifier.startsWith("/") || referrerId === undefined) return normalPath(specifier);
  return normalPath(`${folderOf(`/${referrerId}`)}/${specifier}`);
}

/** What `import.meta.url` says: a URL that `new URL(relative, url)` works with, and that names no host. */
export const virtualUrl = (id: string): string =>
  /^[a-z][a-z0-9+.-]*:/i.test(id)
    ? id
    : `cell://${id.startsWith("/") ? "" : "/"}${encodeURI(wellFormed(id)).replace(/[?#]/g, encodeURIComponent)}`;

/** Lone surrogates have no encoding. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
