/** Tells which files of Git LFS are just what their pointer says: without its filter git takes each of them for changed. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { longestPointer, parsePointer, type Pointer } from "../text/pointer.ts";
import { readBlobs, readSizes } from "./contents.ts";
import type { ProtectedGit } from "./protect.ts";
import { standingAt } from "./standing.ts";

export interface TrackedFile {
  readonly path: string;
  /** Of the blob in the index. */
  readonly id: string;
}

/** Paths of the files whose size and hash are those of their pointer. */
export async function unchangedInLfs(
  git: ProtectedGit,
  root: string,
  files: readonly TrackedFile[],
): Promise<ReadonlySet<string>> {
  if (![...git.config.keys()].some((name) => name.startsWith("filter."))) return new Set();
  const sizes = await readSizes(git, [...new Set(files.map(({ id }) => id))]);
  const small = sizes.filter(({ size }) => size <= longestPointer);
  const pointers = new Map<string, Pointer>();
  for (const [id, bytes] of await readBlobs(git, small)) {
    const pointer = parsePointer(bytes.toString());
    if (pointer !== null) pointers.set(id, pointer);
  }
  const unchanged = new Set<string>();
  for (const file of files) {
    const pointer = pointers.get(file.id);
    if (pointer !== undefined && (await isWhat(pointer, root, file.path, git.signal)))
      unchanged.add(file.path);
  }
  return unchanged;
}

async function isWhat(pointer: Pointer, root: string, file: string, signal: AbortSignal): Promise<boolean> {
  const standing = await standingAt(root, file);
  if (standing.kind !== "file" || standing.size !== pointer.size) return false;
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path.join(root, file)), hash, { signal });
    return hash.digest("hex") === pointer.oid;
  } catch {
    return false;
  }
}
