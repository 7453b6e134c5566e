/** Says whether the names of a file keep it from being read. */

import type { UnsentReason } from "../contract/coverage.ts";
import type { FileChange, Withholding } from "./change.ts";

/** Either name can. But a person who took out a file that is gone did not mean the one that git sees in its place. */
export function reasonByName(
  { path, oldPath }: Pick<FileChange, "path" | "oldPath">,
  reasonFor: Withholding["reasonFor"],
): UnsentReason | null {
  const before = oldPath === null ? null : reasonFor(oldPath);
  return reasonFor(path) ?? (before === "unticked" ? null : before);
}
