/** Writes down for one file what a review would tell the model of it and around it, and why. */

import { nothingWished } from "../context/wished.ts";
import type { ContextPiece } from "../contract/context.ts";
import type { Outcome } from "../contract/outcome.ts";
import { filledWindows } from "../report/window.ts";
import type { Explained } from "../review/explained.ts";
import { comparedBy } from "./panel/figures.ts";
import { gapsOf, stateOf } from "./panel/ledger.ts";
import { namesIn } from "./panel/names.ts";
import type { Say } from "./panel/say.ts";
import { rowOf } from "./panel/window.ts";
import { lineFor } from "./windowText.ts";

/** Pieces of a kind; more of them are counted only. */
const mostListed = 200;

export function explainText(explained: Explained, outcome: Outcome, say: Say): string {
  const { file, own, along, left, others } = explained;
  const nameOf = namesIn(outcome);
  const parts = outcome.context === null ? 1 : filledWindows(outcome.context).length;
  const listing = { say, wished: nothingWished, nameOf, parts };
  const list = (title: string, pieces: readonly ContextPiece[]): readonly string[] => [
    "",
    say("{0} ({1})", title, pieces.length),
    ...pieces.slice(0, mostListed).map((piece) => lineFor(rowOf(piece, listing))),
    ...(pieces.length > mostListed ? [say("  … and {0} more", pieces.length - mostListed)] : []),
  ];
  const optional = (title: string, pieces: readonly ContextPiece[]): readonly string[] =>
    pieces.length === 0 ? [] : list(title, pieces);
  return [
    nameOf(file),
    stateOf(file, say),
    ...gapsOf(file, nameOf, say).map(({ name, detail }) => `  ${name}: ${detail}`),
    "",
    file.change === "chosen"
      ? say("Nothing was sent. The file is not part of the change: this is what Review File would send.")
      : say("Nothing was sent. This is what a review would send: {0}", comparedBy(outcome, say)),
    say("Each piece stands with its tokens and the reason why it is there."),
    ...list(say("What goes of the file itself"), own),
    ...list(say("What goes along with it"), along),
    ...optional(say("What was found for it and is left out"), left),
    ...optional(say("What goes along with other files only"), others),
    "",
  ].join("\n");
}
