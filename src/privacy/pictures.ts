/** The door for pictures: those of a change that a rule does not keep here, each with nothing but its pixels. */

import type { ReadBytes } from "../change/bytes.ts";
import type { UnsentReason } from "../contract/coverage.ts";
import type { Side } from "../contract/finding.ts";
import type { ClearedChange, ClearedFile, ClearedPicture, ClearedPixels } from "./cleared.ts";
import { bare } from "./picture/bare.ts";

/** A changed file that is a picture before, after, or on both sides of the change. */
export interface PictureFile {
  readonly cleared: ClearedFile;
  readonly old: ClearedPicture | null;
  readonly new: ClearedPicture | null;
}

export type ClearedPictureFile =
  | ({ readonly kind: "cleared" } & PictureFile)
  | { readonly kind: "left"; readonly cleared: ClearedFile; readonly reason: UnsentReason };

/** Bytes of one picture: as many as are taken apart and written down in a moment, on the thread that the editor waits for. */
export const largestPicture = 2 * 1024 * 1024;
/** Pixels of one; receivers make larger ones smaller. */
const [longestSide, mostPixels] = [10_000, 40_000_000];
/** Files that are looked at in one review, and bytes of them together: what is left over finds no room in any request. */
const [mostFiles, mostBytes] = [100, 32 * 1024 * 1024];

/** SVG is text, and goes as such. */
const pictureName = /\.(png|jpe?g|webp|gif)$/i;

/** Whether it would be sent as a picture, were that wanted: nothing but being binary keeps it here. */
export function isPictureFile({ withheld, file }: ClearedFile): boolean {
  return withheld === "binary" && pictureName.test(file.path);
}

/** Rejects only when `signal` is aborted. */
export async function clearPictures(options: {
  readonly cleared: ClearedChange;
  readonly readBytes: ReadBytes;
  readonly signal: AbortSignal;
}): Promise<readonly ClearedPictureFile[]> {
  const { cleared: change, readBytes, signal } = options;
  const files: ClearedPictureFile[] = [];
  let bytes = 0;
  for (const cleared of change.files.filter(isPictureFile)) {
    signal.throwIfAborted();
    if (files.length >= mostFiles || bytes >= mostBytes) {
      files.push({ kind: "left", cleared, reason: "noRoom" });
      continue;
    }
    const before = await clearSide(cleared, "old", readBytes);
    const after = await clearSide(cleared, "new", readBytes);
    if (before.kind === "left") files.push({ ...before, cleared });
    else if (after.kind === "left") files.push({ ...after, cleared });
    else {
      const [old, now] = [before.picture, after.picture];
      files.push({ kind: "cleared", cleared, old, new: now });
      bytes += (old?.base64.length ?? 0) + (now?.base64.length ?? 0);
    }
  }
  return files;
}

type ClearedPictureSide =
  /** Null where the side is absent. */
  | { readonly kind: "cleared"; readonly picture: ClearedPicture | null }
  | { readonly kind: "left"; readonly reason: UnsentReason };

async function clearSide(
  { file }: ClearedFile,
  side: Side,
  readBytes: ReadBytes,
): Promise<ClearedPictureSide> {
  if (file[side].kind === "absent") return { kind: "cleared", picture: null };
  const read = await readBytes(file, side, largestPicture);
  if (read.kind === "tooLarge") return { kind: "left", reason: "pictureTooLarge" };
  const picture = read.kind === "bytes" ? bare(read.bytes) : null;
  if (picture === null) return { kind: "left", reason: "pictureUnclear" };
  const { mediaType, width, height, bytes } = picture;
  if (Math.max(width, height) > longestSide || width * height > mostPixels)
    return { kind: "left", reason: "pictureTooLarge" };
  const base64 = bytes.toString("base64") as ClearedPixels;
  return { kind: "cleared", picture: { mediaType, base64, width, height } };
}
