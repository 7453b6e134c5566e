/** Makes a finding of what the model said and the place it was given; a fix comes along only where it stands. */

import type { Finding } from "../contract/finding.ts";
import type { FoundFinding } from "../prompt/answer.ts";
import type { ShownText } from "../prompt/plan.ts";
import { cut } from "../text/cut.ts";
import type { Placed } from "./anchor.ts";
import { fingerprint } from "./fingerprint.ts";
import { fixOf } from "./fix.ts";

/** UTF-16 units; what is longer is cut. */
const longestTitle = 200;
const longestPath = 1000;

/** The finding is `unconfirmed`: whether it gets a second look is decided elsewhere. */
export function form(of: {
  readonly found: FoundFinding;
  readonly place: Placed;
  readonly id: string;
  readonly shown: readonly ShownText[];
}): Finding {
  const { found, place, id } = of;
  const { repository, side } = place;
  const { category, severity, explanation } = found;
  const path = cut(place.path, longestPath);
  const { quote, ...where } = standing(of);
  return {
    id,
    fingerprint: fingerprint({ repository, path, category, quote }),
    repository,
    path,
    side,
    severity,
    category,
    title: titleOf(found),
    explanation,
    confidence: Math.min(1, Math.max(0, found.confidence)),
    quote,
    origin: "model",
    ...where,
    status: "unconfirmed",
  };
}

/** The quote of an anchored finding is whole lines, so that the same place has the same quote, however much of it was quoted. */
function standing({
  found,
  place,
  shown,
}: {
  readonly found: FoundFinding;
  readonly place: Placed;
  readonly shown: readonly ShownText[];
}): Pick<Finding, "startLine" | "endLine" | "quote" | "anchor" | "fix"> {
  if (place.kind === "unanchored") {
    const { kind, reason } = place;
    return { startLine: null, endLine: null, quote: found.quote, anchor: { kind, reason }, fix: null };
  }
  const { kind, how, startLine, endLine, repository, path, side } = place;
  const ground = shown.find(
    (each) => each.repository === repository && each.path === path && each.side === side,
  );
  const quote = ground?.sent.slice(startLine - 1, endLine).join("\n") ?? found.quote;
  const fix = ground === undefined ? null : fixOf({ found, place, ground });
  return { startLine, endLine, quote, anchor: { kind, how }, fix };
}

function titleOf({ title, explanation }: FoundFinding): string {
  const line = (title.trim() === "" ? explanation : title).trim().replace(/\s+/g, " ");
  return cut(line, longestTitle);
}
