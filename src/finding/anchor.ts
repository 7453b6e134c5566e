/** Finds the place where a quote stands in what was sent; a number in an answer only decides between several. */

import type { AnchorMethod, Side, UnanchoredReason } from "../contract/finding.ts";
import type { FoundFinding } from "../prompt/answer.ts";
import { withoutNumbers } from "../prompt/numbering.ts";
import type { ShownText } from "../prompt/plan.ts";
import { contains, distance, type LineRange } from "../text/lines.ts";
import { comparisons, placesOf, quotedLines, type Comparison } from "./quote.ts";

export interface Anchored {
  readonly kind: "anchored";
  readonly how: AnchorMethod;
  readonly repository: string;
  readonly path: string;
  readonly side: Side;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
}

export interface Unanchored {
  readonly kind: "unanchored";
  readonly reason: UnanchoredReason;
  readonly repository: string;
  readonly path: string;
  readonly side: Side;
}

export type Placed = Anchored | Unanchored;

/**
 * Of several places the nearest to the hint among the changed lines wins, then the nearest of the others. A quote that
 * stands nowhere on the side that was named is looked for on the other one, but there only verbatim; so is one that
 * names the old side for lines that the change has left, which people find on the new one.
 */
export function anchor(found: FoundFinding, shown: readonly ShownText[]): Placed {
  const claimed = textsNamed(found.path, shown, (side) => side === found.side);
  const others = textsNamed(found.path, shown, (side) => side !== found.side);
  const home = claimed[0] ?? others[0];
  const unanchored = (reason: UnanchoredReason): Unanchored => ({
    kind: "unanchored",
    reason,
    repository: (home ?? shown[0])?.repository ?? "",
    path: home?.path ?? found.path,
    side: home?.side ?? found.side,
  });
  if (home === undefined) return unanchored("unknownFile");

  const quote = quotedLines(found.quote);
  if (quote === null) return unanchored("emptyQuote");
  const here = look(found, quote, { texts: claimed, by: comparisons });
  if (here.kind === "anchored") {
    const left = isLeft(here, claimed) ? look(found, quote, { texts: others, by: ["verbatim"] }) : here;
    return left.kind === "anchored" ? left : here;
  }
  if (here.kind === "hidden") return unanchored("notShown");
  const there = look(found, quote, { texts: others, by: ["verbatim"] });
  if (there.kind === "anchored") return there;
  return unanchored(there.kind === "hidden" ? "notShown" : "quoteNotFound");
}

/** A quote may be the telling line of the range that was named. */
export function agrees(place: LineRange, hint: Pick<FoundFinding, "startLine" | "endLine">): boolean {
  return place.start === hint.startLine || (hint.startLine <= place.start && place.end <= hint.endLine);
}

/** Whether a place on the old side has none of the lines that the change removes. */
function isLeft(
  { repository, path, side, startLine, endLine }: Anchored,
  texts: readonly ShownText[],
): boolean {
  const text = texts.find(
    (each) => each.repository === repository && each.path === path && each.side === side,
  );
  const place = { start: startLine, end: endLine };
  return side === "old" && text?.changed.every((range) => distance(range, place) > 0) === true;
}

/** The name is compared with what the prompt called the file, never joined to a folder. */
function textsNamed(
  name: string,
  shown: readonly ShownText[],
  isWanted: (side: Side) => boolean,
): readonly ShownText[] {
  const texts = shown.filter(({ side }) => isWanted(side));
  const exact = texts.filter(({ names }) => names[0] === name);
  return exact.length > 0 ? exact : texts.filter(({ names }) => names.includes(name));
}

interface Where {
  readonly texts: readonly ShownText[];
  /** In the order of trust. */
  readonly by: readonly Comparison[];
}

/** `hidden`: it stands there, but not in lines that were shown, so the model can't have seen it. */
type Looked = Anchored | { readonly kind: "hidden" | "nowhere" };

function look(found: FoundFinding, quote: readonly string[], { texts, by }: Where): Looked {
  const bare = withoutNumbers(quote);
  let isHidden = false;
  for (const lines of bare === null ? [quote] : [quote, bare]) {
    for (const comparison of by) {
      for (const text of texts) {
        const places = placesOf({ quote: lines, text: text.sent, comparison });
        isHidden ||= places.length > 0;
        const shown = places.filter((place) => isShown(place, text));
        const place = nearest(shown, found.startLine, text);
        if (place === null) continue;
        const { repository, path, side } = text;
        const isVerbatim = comparison === "verbatim" && lines === quote;
        const how = isVerbatim ? (agrees(place, found) ? "exact" : "moved") : "trimmed";
        return { kind: "anchored", how, repository, path, side, startLine: place.start, endLine: place.end };
      }
    }
  }
  return { kind: isHidden ? "hidden" : "nowhere" };
}

function isShown(place: LineRange, { shown }: ShownText): boolean {
  return shown.some((range) => contains(range, place.start) && contains(range, place.end));
}

function nearest(places: readonly LineRange[], hint: number, { changed }: ShownText): LineRange | null {
  const isChanged = (place: LineRange): boolean =>
    changed.some((range) => range.start <= place.end && place.start <= range.end);
  const inChange = places.filter(isChanged);
  let best: LineRange | null = null;
  for (const place of inChange.length > 0 ? inChange : places) {
    if (best === null || Math.abs(place.start - hint) < Math.abs(best.start - hint)) best = place;
  }
  return best;
}
