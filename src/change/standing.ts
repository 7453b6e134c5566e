/** Looks at what stands at a path of the work tree without reading it. */

import { constants } from "node:fs";
import { access, lstat, open } from "node:fs/promises";
import path from "node:path";
import { decode } from "../text/decode.ts";
import { telling } from "./change.ts";

export type Standing =
  /** `size` in bytes. `isOpenToAll`: its mode lets everybody read it, so nobody need try. */
  | { readonly kind: "file"; readonly size: number; readonly isOpenToAll: boolean }
  | { readonly kind: "link" }
  | { readonly kind: "folder" }
  | { readonly kind: "absent" }
  /** A pipe, a device, or a file that may not be opened. */
  | { readonly kind: "unreadable" };

/** Octal, as modes are written. */
const readableByAll = 0o444;

/** Follows no link, and opens nothing but regular files. */
export async function standingAt(root: string, file: string): Promise<Standing> {
  const full = path.join(root, file);
  try {
    const status = await lstat(full);
    if (status.isSymbolicLink()) return { kind: "link" };
    if (status.isDirectory()) return { kind: "folder" };
    if (!status.isFile()) return { kind: "unreadable" };
    const isOpenToAll = (status.mode & readableByAll) === readableByAll;
    return { kind: "file", size: status.size, isOpenToAll };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { kind: code === "ENOENT" || code === "ENOTDIR" ? "absent" : "unreadable" };
  }
}

/** Whether git will be able to read the file. It is not opened: a pipe that took its place meanwhile holds nobody up. */
export async function isReadable(root: string, file: string): Promise<boolean> {
  return access(path.join(root, file), constants.R_OK).then(
    () => true,
    () => false,
  );
}

/** The bytes of a regular file (absolute path without links); null when it can't be read. A pipe holds nobody up. */
export async function readRegular(full: string): Promise<Buffer | null> {
  try {
    const handle = await open(full, constants.O_RDONLY | noFollow);
    try {
      return (await handle.stat()).isFile() ? await handle.readFile() : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** What is large is not read, but its beginning tells whether it is text at all. */
export async function isBinary(root: string, file: string): Promise<boolean> {
  try {
    const handle = await open(path.join(root, file), constants.O_RDONLY | noFollow);
    try {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(telling) });
      return decode(buffer.subarray(0, bytesRead)).kind === "binary";
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
}

/** Windows knows neither of the two. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
const noFollow = O_NOFOLLOW | O_NONBLOCK;
