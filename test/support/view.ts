/** What the panel says of a state, with the words as they stand in the source. */

import { viewOf } from "../../src/editor/panel/view.ts";
import type { ReviewState } from "../../src/editor/state.ts";
import { nothingWished, type Wished } from "../../src/context/wished.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import type { PanelState } from "../../src/panel/protocol.ts";

/** Fills in `{0}` as the editor does. */
export function say(message: string, ...args: readonly (string | number)[]): string {
  return message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));
}

export function view(state: ReviewState, wished = nothingWished): PanelState {
  return viewOf(state, { say, wished, describePhase: ({ kind }) => `phase: ${kind}` });
}

export function viewOfEnded(
  outcome: Outcome,
  {
    stale = [],
    hidden = [],
    wished = nothingWished,
  }: {
    readonly stale?: readonly string[];
    readonly hidden?: readonly string[];
    readonly wished?: Wished;
  } = {},
): PanelState {
  return view({ kind: "ended", outcome, stale: new Set(stale), hidden: new Set(hidden) }, wished);
}
