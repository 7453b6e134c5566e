/** Everything that could stand in the prompt, as texts that only have to be chosen and joined. */

import type { Piece } from "../context/piece.ts";
import { keeping } from "../context/rank.ts";
import type { ClearedFile, ClearedText } from "../privacy/cleared.ts";
import { mayBeNamed } from "./coverage.ts";
import { diffOf, howChanged, type FileDiff } from "./diff.ts";
import type { Narrow } from "./narrow.ts";
import { hashOf, hashOfPiece, type Layout } from "./previous.ts";
import { frameOfPictures, type Pictured } from "./pictures.ts";
import { closeSection, introduce, openSection, section } from "./sections.ts";
import { sheetsOf, type Sheet } from "./sheets.ts";

/** What there is to say. */
export interface Sources {
  /** Of all repositories of the run. */
  readonly files: readonly ClearedFile[];
  /** In the order of their rank: what comes first gets room first. */
  readonly pieces: readonly Piece[];
  /** The key of the delimiters: what nobody outside can guess. */
  readonly boundary: string;
  /** The name of a language; empty leaves it to the model. */
  readonly answerLanguage: string;
  readonly wishes: ClearedText | null;
  /** What a person wants looked at in this run above all; left out, there is nothing of the kind. */
  readonly focus?: ClearedText | null;
  /** Of files of the change, for a model that reads pictures. */
  readonly pictures?: readonly Pictured[];
  /** Where only some hunks are asked about. */
  readonly narrow?: Narrow;
  /** What the prompt before this one held. */
  readonly previous?: Layout;
}

export interface Names {
  readonly head: string;
  readonly foot: string;
  readonly lines: readonly { readonly cleared: ClearedFile; readonly text: string }[];
}

export interface Candidates {
  readonly opening: string;
  /** The section of the wishes; empty without any. */
  readonly wishes: string;
  /** The same of the focus. */
  readonly focus: string;
  /** In the order in which they are to have room. */
  readonly diffs: readonly FileDiff[];
  /** For all files and pieces that could be shown. */
  readonly sheets: readonly Sheet[];
  readonly pictures: readonly Pictured[];
  /** That of the delimiters. */
  readonly key: string;
  /** Files that can be named. Those with hunks are named only when none of them found room. */
  readonly names: Names;
  /** What comes first gets room first. */
  readonly pieces: readonly Piece[];
  readonly closing: string;
  /** What stands in the prompt whatever is chosen, beside wishes and focus. */
  readonly frame: readonly string[];
}

export function candidatesOf(sources: Sources): Candidates {
  const { files, pieces, wishes, focus = null, boundary: key, answerLanguage, narrow, previous } = sources;
  const { pictures = [] } = sources;
  const [stood, before] = [new Set(previous?.sections), new Set(previous?.pieces)];
  const wentAlong = (piece: Piece): boolean => before.has(hashOfPiece(key, piece));
  const opening = introduce(key);
  const asked = (kind: "wishes" | "focus", text: ClearedText | null): string =>
    text === null ? "" : section(key, { kind, title: "", lines: text.trimEnd().split("\n") });
  const [wished, focused] = [asked("wishes", wishes), asked("focus", focus)];
  const names = {
    head: openSection(key, { kind: "named", title: "" }),
    foot: closeSection(key),
    lines: files.filter(mayBeNamed).map((file) => ({ cleared: file, text: nameOf(file) })),
  };
  const closing = languageOf(answerLanguage);
  const diffs = files.filter(isReviewable).map((file) => diffOf(key, file, narrow?.get(file)));
  return {
    opening,
    wishes: wished,
    focus: focused,
    diffs,
    sheets: sheetsOf(key, { diffs, pieces, stood: (text) => stood.has(hashOf(key, text)) }),
    pictures,
    key,
    names,
    pieces: previous === undefined ? pieces : keeping(pieces, wentAlong),
    closing,
    frame: [opening, names.head, names.foot, frameOfPictures(key, pictures), closing],
  };
}

function isReviewable({ file, withheld }: ClearedFile): boolean {
  return withheld === null && file.hunks.length > 0;
}

function nameOf(cleared: ClearedFile): string {
  const why = cleared.withheld === null ? "" : `, ${cleared.withheld}`;
  return `- ${cleared.path} (${howChanged(cleared)}${why})\n`;
}

/** A setting of the workspace, and so foreign text: no more of it is passed on than a language's name needs. */
function languageOf(answerLanguage: string): string {
  const words = answerLanguage.match(/[\p{L}\p{M}()-]+/gu) ?? [];
  const name = words.slice(0, 3).join(" ").slice(0, 40);
  return name === "" ? "" : `Write titles, explanations, reasons and the summary in this language: ${name}\n`;
}
