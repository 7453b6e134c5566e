/** Finds the lines of this machine that an anchored finding stands on. */

import type { Placed } from "../finding/anchor.ts";
import type { ShownText } from "../prompt/plan.ts";

export function groundOf(place: Placed, shown: readonly ShownText[]): readonly string[] | null {
  if (place.kind === "unanchored") return null;
  const text = shown.find(
    (each) => each.repository === place.repository && each.path === place.path && each.side === place.side,
  );
  return text?.snapshot.slice(place.startLine - 1, place.endLine) ?? null;
}
