/** Writes down what the window of the model would be filled with, as the panel shows it. */

import { nothingWished } from "../context/wished.ts";
import type { Outcome } from "../contract/outcome.ts";
import type { PieceRow } from "../panel/protocol.ts";
import type { Say } from "./panel/say.ts";
import { windowOf } from "./panel/window.ts";

/** Empty where nothing was laid out. */
export function windowText(outcome: Outcome, say: Say): string {
  const map = windowOf(outcome, { say, wished: nothingWished });
  if (map === null) return "";
  const { title, bars, legend, groups } = map;
  return [
    title,
    ...legend.map(({ name, size }) => say("  {0}: {1}", name, size)),
    ...(bars.length === 1 ? [] : bars.map(({ label }) => `  ${label}`)),
    ...groups.flatMap((group) => [
      "",
      group.title,
      ...group.pieces.map(lineFor),
      ...(group.more === "" ? [] : [`  ${group.more}`]),
    ]),
  ].join("\n");
}

export function lineFor({ name, size, detail }: PieceRow): string {
  return `  ${[name, size, detail].filter((each) => each !== "").join(" · ")}`;
}
