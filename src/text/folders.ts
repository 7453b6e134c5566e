/** The folders that a path lies in. */

/** The nearest first, without a `/` at their ends; that of the root, which is empty, is left out. `path` is relative, with `/`. */
export function foldersAbove(path: string): readonly string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, names.length - index).join("/"));
}
