/** Lists what the model asked to see by itself, call by call, and what it was shown. */

import type { Outcome } from "../../contract/outcome.ts";
import type { Read, ReadTool, UnreadReason } from "../../contract/reads.ts";
import type { Disclosure } from "../../panel/protocol.ts";
import { tokens } from "../../report/figures.ts";
import { lineOf } from "./foreign.ts";
import { namesIn, type NameOf } from "./names.ts";
import type { Say } from "./say.ts";

const asked: Readonly<Record<ReadTool, string>> = {
  read_file: "File {0}",
  find_definition: "Definition of {0}",
  find_references: "Uses of {0}",
  search_text: "Text “{0}”",
  other: "Unknown tool {0}",
};

const reasons: Readonly<Record<UnreadReason, string>> = {
  badCall: "could not be understood",
  nothing: "not there, or kept back",
  noRoom: "no room was left",
};

export function readsOf(outcome: Outcome, say: Say): readonly Disclosure[] {
  const { reads } = outcome;
  if (reads.length === 0) return [];
  const nameOf = namesIn(outcome);
  return [
    {
      id: "reads",
      title: say("What the model asked to see ({0})", reads.length),
      text: say("Tracked text of the version under review, with secrets replaced."),
      rows: reads.map((read) => ({
        name: say(asked[read.tool], lineOf(read.asked)),
        detail: detailOf(read, nameOf, say),
      })),
    },
  ];
}

function detailOf({ reason, shown, tokens: count }: Read, nameOf: NameOf, say: Say): string {
  if (reason !== null) return say(reasons[reason]);
  const places = shown.map((each) => say("{0}: lines {1}", nameOf(each), each.lines));
  return [...places, say("tokens: {0}", tokens(count))].join(" · ");
}
