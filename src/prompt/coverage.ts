/** Writes the ledger's entry for a changed file: what of it the prompt holds, and why the rest is missing. */

import type { FileCoverage, HunkCoverage, UnsentReason } from "../contract/coverage.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import type { ShownText } from "./plan.ts";

export interface ShownFile {
  readonly cleared: ClearedFile;
  /** Whether a hunk is asked about: a save asks only about what was not looked at yet. */
  readonly isOpen: (hunk: number) => boolean;
  /** Which hunks the parts show, by their index. */
  readonly hunks: ReadonlySet<number>;
  /** Whether a part says that the file changed. */
  readonly named: boolean;
  /** Whether a part shows it as a picture; null for what is none, or was not wanted as one. */
  readonly picture: "shown" | "noRoom" | null;
  /** The new side as far as each part shows it. */
  readonly grounds: readonly ShownText[];
}

/** Of these files not even the name is told: whoever kept them out did not only mean their lines. */
const nameless: ReadonlySet<UnsentReason> = new Set([
  "gitIgnored",
  "excluded",
  "newlyExcluded",
  "secretFile",
]);

export function mayBeNamed({ withheld }: ClearedFile): boolean {
  return withheld === null || !nameless.has(withheld);
}

export function coverageOf(shown: ShownFile): FileCoverage {
  const { cleared, hunks, named } = shown;
  const { repository, file, withheld } = cleared;
  const reasonOf = (hunk: number): UnsentReason =>
    withheld ?? (shown.isOpen(hunk) ? "noRoom" : "reviewedBefore");
  const entry = {
    repository,
    path: file.path,
    ...(file.oldPath === null ? {} : { oldPath: file.oldPath }),
    change: file.change,
    ...(file.count === undefined ? {} : { count: file.count }),
    hunks: file.hunks.map((hunk, index): HunkCoverage => {
      const places = { old: hunk.old, new: hunk.new };
      return hunks.has(index)
        ? { ...places, sent: true }
        : { ...places, sent: false, reason: reasonOf(index) };
    }),
  };
  if (shown.picture === "shown") return { ...entry, sent: "image" };
  if (hunks.size === 0) {
    const reasons = entry.hunks.flatMap(({ reason }) => reason ?? []);
    const reason =
      shown.picture ?? withheld ?? reasons.find((each) => each === "noRoom") ?? reasons[0] ?? "noLines";
    return { ...entry, sent: named ? "named" : "none", reason };
  }
  return { ...entry, sent: hunks.size === file.hunks.length && isWhole(shown) ? "whole" : "part" };
}

/** Whether every line of the new side is shown in one part, be it as a file or because the hunks leave nothing out. */
function isWhole({ cleared, grounds }: ShownFile): boolean {
  const lines = cleared.new?.sent.length ?? 0;
  if (lines === 0) return true;
  return grounds.some(({ shown: [range] }) => range?.start === 1 && range.end === lines);
}
