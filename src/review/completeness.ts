/** Decides whether a change was looked at completely, and what coverage says before anything was asked. */

import type { FileCoverage, UnsentReason } from "../contract/coverage.ts";

/** Kept back on purpose or without lines to look at: named in the ledger, yet no gap in the review. */
const byPolicy: ReadonlySet<UnsentReason> = new Set([
  "gitIgnored",
  "excluded",
  "secretFile",
  "generated",
  "lockFile",
  "binary",
  "lfsPointer",
  "link",
  "submodule",
  "noLines",
  "reviewedBefore",
  "pictureTooLarge",
  "pictureUnclear",
] satisfies UnsentReason[]);

export function isComplete(files: readonly FileCoverage[]): boolean {
  return files.every(isCovered);
}

export function isPolicy(reason: UnsentReason): boolean {
  return byPolicy.has(reason);
}

/** Hunks by the index of their file, each by its index in the file. */
export type Asked = ReadonlyMap<number, ReadonlySet<number>>;

/** Files by their index: whether whoever answered saw their pictures. */
export type AskedPictures = ReadonlyMap<number, "seen" | "unseen">;

/** The planned coverage as far as it came true: a hunk of which no part was answered counts as not asked, and so does a picture. */
export function asFarAsAsked(
  files: readonly FileCoverage[],
  asked: Asked,
  pictures: AskedPictures,
): readonly FileCoverage[] {
  return files.map((file, index) => {
    if (file.sent === "image") return pictureAsAsked(file, pictures.get(index));
    const isMissing = (hunk: number): boolean =>
      file.hunks[hunk]?.sent === true && asked.get(index)?.has(hunk) !== true;
    if (!file.hunks.some((_, hunk) => isMissing(hunk))) return file;
    const hunks = file.hunks.map((each, hunk) =>
      isMissing(hunk) ? { ...each, sent: false, reason: "notAsked" as const } : each,
    );
    if (hunks.some(({ sent }) => sent)) return { ...file, sent: "part" as const, hunks };
    return { ...file, sent: "none" as const, reason: "notAsked" as const, hunks };
  });
}

/** To a model that reads no pictures it was a file that it is told of. */
function pictureAsAsked(file: FileCoverage, asked: "seen" | "unseen" | undefined): FileCoverage {
  if (asked === "seen") return file;
  return asked === undefined
    ? { ...file, sent: "none", reason: "notAsked" }
    : { ...file, sent: "named", reason: "binary" };
}

function isCovered(file: FileCoverage): boolean {
  if (file.reason !== undefined) return byPolicy.has(file.reason);
  return file.hunks.every((hunk) => hunk.sent || (hunk.reason !== undefined && byPolicy.has(hunk.reason)));
}
