/** Reads what is no text byte by byte, for whoever can show it: a picture. */

import { lstat, realpath } from "node:fs/promises";
import path from "node:path";
import type { Side } from "../contract/finding.ts";
import type { FileChange } from "./change.ts";
import { readBlobs, readSizes } from "./contents.ts";
import { settle } from "./gitError.ts";
import type { LedgerEntry } from "./ledger.ts";
import { liesIn } from "./places.ts";
import type { ProtectedGit } from "./protect.ts";
import { readRegular } from "./standing.ts";

/** One side of a file of the change that is binary; of anything else there are no bytes. `most`: the largest, in bytes. */
export type ReadBytes = (file: FileChange, side: Side, most: number) => Promise<Bytes>;

export type Bytes =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "tooLarge" }
  | { readonly kind: "unreadable" };

const unreadable: Bytes = { kind: "unreadable" };

/** Out of the trees that were compared. `standIns` are paths of which the new one holds something else: they are read from the disk. */
export function bytesInTrees(of: {
  readonly git: ProtectedGit;
  readonly entries: readonly LedgerEntry[];
  readonly standIns: ReadonlyMap<string, unknown>;
  readonly root: string;
}): ReadBytes {
  const { git, root, standIns } = of;
  const entries = new Map(of.entries.map((entry) => [entry.path, entry]));
  const onDisk = bytesOnDisk(root);
  return async (file, side, most) => {
    const entry = entries.get(file.path);
    if (entry === undefined || file[side].kind !== "binary") return unreadable;
    if (side === "new" && standIns.has(file.path)) return onDisk(file, side, most);
    const read = await settle(async () => readBlob(git, entry[side].id, most));
    return "fault" in read ? unreadable : read;
  };
}

/** As the files lie below `root` (an absolute real path) now; there is no old side of them. */
export function bytesOnDisk(root: string): ReadBytes {
  return async (file, side, most) => {
    if (side === "old" || file.new.kind !== "binary") return unreadable;
    const place = path.join(root, file.path);
    const real = await realpath(place).catch(() => null);
    if (real === null || !liesIn(root, real) || real !== place) return unreadable;
    const status = await lstat(real).catch(() => null);
    if (status?.isFile() !== true) return unreadable;
    if (status.size > most) return { kind: "tooLarge" };
    const bytes = await readRegular(real);
    if (bytes === null) return unreadable;
    return bytes.length > most ? { kind: "tooLarge" } : { kind: "bytes", bytes };
  };
}

async function readBlob(git: ProtectedGit, id: string, most: number): Promise<Bytes> {
  const sizes = await readSizes(git, [id]);
  if (sizes.some(({ size }) => size > most)) return { kind: "tooLarge" };
  const [blob] = await readBlobs(git, sizes);
  return blob === undefined ? unreadable : { kind: "bytes", bytes: blob[1] };
}
