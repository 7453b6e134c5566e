/** A short name for what a finding says and where, that a later review of the same code comes to again. */

import { createHash } from "node:crypto";
import type { Category } from "../contract/finding.ts";

export interface Identity {
  readonly repository: string;
  readonly path: string;
  readonly category: Category;
  /** As it was sent: secrets replaced. */
  readonly quote: string;
}

/** Sixteen hex digits. Line numbers and indentation don't count, nor does the key that placeholders were made with. */
export function fingerprint({ repository, path, category, quote }: Identity): string {
  const gist = quote
    .replace(/<<secret:([a-z0-9-]+):[0-9a-f]{8}>>/g, "<<secret:$1>>")
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "");
  const identity = JSON.stringify([repository, path, category, gist]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 16);
}
