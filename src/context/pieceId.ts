/** Names a piece of context so that it is known again in the next run: what a person pinned or dropped is kept by it. */

import { createHash } from "node:crypto";
import type { ContextPiece } from "../contract/context.ts";

/** Anything that tells of a piece: a piece that is there, or one that was left out. */
export interface Told {
  readonly kind: ContextPiece["kind"];
  /** The `id` of its repository; empty where it belongs to all. */
  readonly repository: string;
  /** As it stands on this machine; empty where it is no file. */
  readonly path: string;
}

/**
 * Sixteen hex digits. Lines don't count: they move while a person writes, and what is meant is the definitions from a
 * file, say, whichever of them the change uses by then.
 */
export function pieceId({ kind, repository, path }: Told): string {
  return createHash("sha256")
    .update(JSON.stringify([kind, repository, path]))
    .digest("hex")
    .slice(0, 16);
}
