/** Says what the window of the model was filled with, piece by piece, and what a person wants of it next time. */

import type { ContextPiece, ContextUse } from "../../contract/context.ts";
import type { UnsentReason } from "../../contract/coverage.ts";
import type { Outcome } from "../../contract/outcome.ts";
import type { Wished } from "../../context/wished.ts";
import type { Bar, PieceGroup, PieceRow, Stretch, Toggle, WindowMap } from "../../panel/protocol.ts";
import { tokens } from "../../report/figures.ts";
import { contextReasons, unsentReasons } from "../../report/reasons.ts";
import { filledWindows, groupOf, groups, type FilledWindow, type Group } from "../../report/window.ts";
import { lineOf } from "./foreign.ts";
import { namesIn, type NameOf } from "./names.ts";
import { buttonsFor } from "./offers.ts";
import type { Say } from "./say.ts";

const names: Readonly<Record<Stretch, string>> = {
  instructions: "Instructions",
  rules: "Rules",
  diff: "Diff",
  changedFiles: "Changed files",
  openFiles: "Open files",
  definitions: "Definitions and callers",
  tests: "Tests",
  other: "What is known of the change",
  reserve: "Kept for thinking and the answer",
  free: "Free",
};

/** Of what is no file, or of many. */
const pathless: Readonly<Partial<Record<ContextPiece["kind"], string>>> = {
  named: "Names of other changed files",
  wishes: "secondLook.instructions",
  focus: "The focus of this review",
  author: "Branch and commit messages",
  problems: "Problems on changed files",
  history: "Earlier commits",
};

/** In each group; of more only the number is told. */
const mostListed = 100;

export interface WindowOptions {
  readonly say: Say;
  /** For the next review. */
  readonly wished: Wished;
}

/** Null where nothing was laid out. */
export function windowOf(outcome: Outcome, options: WindowOptions): WindowMap | null {
  const { context } = outcome;
  if (context === null) return null;
  const { say, wished } = options;
  const windows = filledWindows(context);
  const wanted = wishesIn(wished, say);
  const all = tokens(context.window);
  return {
    title:
      windows.length === 1
        ? say("What fills the window of {0} tokens", all)
        : say("What fills the window of {0} tokens, in {1} parts", all, windows.length),
    bars: windows.map((window, index) => barOf(window, { context, windows, index, say })),
    legend: stretchesOf(windows, context).map(({ kind, tokens: count }) => ({
      kind,
      name: say(names[kind]),
      size: tokens(count),
    })),
    wanted,
    buttons: wanted === "" ? [] : buttonsFor(["undoPins"], say).map((each) => ({ ...each, weight: "plain" })),
    listTitle: say("Piece by piece, and why ({0})", context.pieces.length),
    groups: groupsOf(context, { ...options, nameOf: namesIn(outcome), parts: windows.length }),
  };
}

function wishesIn({ pinned, dropped }: Wished, say: Say): string {
  if (pinned.size + dropped.size === 0) return "";
  return say("For the next review: {0} pinned, {1} dropped.", pinned.size, dropped.size);
}

/** The sums over all of the windows. Groups that hold nothing are missing. */
function stretchesOf(windows: readonly FilledWindow[], { reserve }: ContextUse): Bar["stretches"] {
  const sum = (of: (window: FilledWindow) => number): number =>
    windows.reduce((total, window) => total + of(window), 0);
  const filled = groups.map((kind) => ({ kind, tokens: sum((window) => window.groups.get(kind) ?? 0) }));
  return [
    ...filled.filter((stretch) => stretch.tokens > 0),
    { kind: "reserve", tokens: reserve * windows.length },
    { kind: "free", tokens: sum(({ free }) => free) },
  ];
}

function barOf(
  window: FilledWindow,
  of: {
    readonly context: ContextUse;
    readonly windows: readonly FilledWindow[];
    readonly index: number;
    readonly say: Say;
  },
): Bar {
  const { context, windows, index, say } = of;
  const stretches = stretchesOf([window], context);
  const told = stretches.map(({ kind, tokens: count }) => say("{0}: {1}", say(names[kind]), tokens(count)));
  const label = told.join(", ");
  return { label: windows.length === 1 ? label : say("Part {0}: {1}", index + 1, label), stretches };
}

export interface Listing extends WindowOptions {
  readonly nameOf: NameOf;
  /** How many there are. */
  readonly parts: number;
}

function groupsOf({ pieces }: ContextUse, listing: Listing): readonly PieceGroup[] {
  const { say } = listing;
  const went = pieces.filter(({ left }) => left === null);
  const left = pieces.filter((piece) => piece.left !== null);
  const list = (kind: Group | null, title: string, those: readonly ContextPiece[]): PieceGroup => ({
    kind,
    title: say("{0} ({1})", title, those.length),
    pieces: those.slice(0, mostListed).map((piece) => rowOf(piece, listing)),
    more: those.length > mostListed ? say("… and {0} more", those.length - mostListed) : "",
  });
  const all = groups.map((group) => {
    const those = went.filter((piece) => groupOf(piece) === group);
    return list(
      group,
      say(names[group]),
      those.toSorted((a, b) => sizeOf(b) - sizeOf(a)),
    );
  });
  // What a person dropped stands where it can be found again.
  const inOrder = left.toSorted((a, b) => Number(b.left === "dropped") - Number(a.left === "dropped"));
  return [...all, list(null, say("Left out"), inOrder)].filter(({ pieces: rows }) => rows.length > 0);
}

export function rowOf(piece: ContextPiece, listing: Listing): PieceRow {
  const { say } = listing;
  const { id, left, wish } = piece;
  const name = nameOf(piece, listing);
  const why = [
    ...reasonOf(piece, say),
    ...(left === null ? partsOf(piece, listing) : [say("left out: {0}", say(unsentReasons[left]))]),
    ...(wish === "pinned" ? [say("pinned by you")] : []),
  ];
  return {
    id,
    name,
    size: left === null ? tokens(sizeOf(piece)) : "",
    detail: why.join(" · "),
    toggles: isOptional(piece) ? togglesOf({ id, name }, listing) : [],
  };
}

function nameOf({ kind, repository, path }: ContextPiece, { say, nameOf: file }: Listing): string {
  return path === "" ? say(pathless[kind] ?? names.other) : file({ repository, path });
}

function reasonOf({ reason, names: named }: ContextPiece, say: Say): readonly string[] {
  if (reason === null) return [];
  const why = say(contextReasons[reason]);
  return [named.length === 0 ? why : say("{0}: {1}", why, lineOf(named.join(", ")))];
}

/** Of several parts, those that it is not in all of. */
function partsOf({ parts }: ContextPiece, { say, parts: all }: Listing): readonly string[] {
  if (all === 1) return [];
  if (parts.length === all) return [say("in all parts")];
  return [say("in part {0}", parts.map(({ part }) => part).join(", "))];
}

function sizeOf({ parts }: ContextPiece): number {
  return parts.reduce((sum, { tokens: count }) => sum + count, 0);
}

/** What may not leave can't be pinned, and what needs no reason always goes. */
function isOptional({ reason, left }: ContextPiece): boolean {
  const open: readonly (UnsentReason | null)[] = [null, "noRoom", "dropped"];
  return reason !== null && open.includes(left);
}

function togglesOf(
  { id, name }: Pick<PieceRow, "id" | "name">,
  { say, wished: { pinned, dropped } }: Listing,
): readonly Toggle[] {
  return [
    { kind: "pin", label: say("Pin"), spoken: say("Pin {0}", name), pressed: pinned.has(id) },
    { kind: "drop", label: say("Drop"), spoken: say("Drop {0}", name), pressed: dropped.has(id) },
  ];
}
