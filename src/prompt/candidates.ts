/** Everything that could stand in the prompt, as texts that only have to be chosen and joined. */

import type { Piece } from "../context/piece.ts";
import type { ClearedFile, ClearedText } from "../privacy/cleared.ts";
import { mayBeNamed } from "./coverage.ts";
import { diffOf, howChanged, type FileDiff } from "./diff.ts";
import type { Narrow } from "./narrow.ts";
import { isOfFile } from "./ground.ts";
import { numbered } from "./numbering.ts";
import { spell } from "./reasons.ts";
import { closeSection, introduce, openSection, section } from "./sections.ts";

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
  /** Where only some hunks are asked about. */
  readonly narrow?: Narrow;
}

export interface PieceCandidate {
  readonly piece: Piece;
  /** The file of the change that it is the whole of. */
  readonly of: ClearedFile | null;
  /** Made when asked for: a large change has more context than memory should hold twice. */
  readonly text: () => string;
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
  readonly diffs: readonly FileDiff[];
  /** Files that can be named. Those with hunks are named only when none of them found room. */
  readonly names: Names;
  readonly pieces: readonly PieceCandidate[];
  readonly closing: string;
  /** What stands in the prompt whatever is chosen. */
  readonly frame: readonly string[];
}

export function candidatesOf(sources: Sources): Candidates {
  const { files, pieces, wishes, focus = null, boundary: key, answerLanguage, narrow } = sources;
  const opening = introduce(key);
  const asked = (kind: "wishes" | "focus", text: ClearedText | null): string =>
    text === null ? "" : section(key, { kind, title: "", lines: text.trimEnd().split("\n") });
  const [wished, focused] = [asked("wishes", wishes), asked("focus", focus)];
  const names = {
    head: openSection(key, { kind: "named", title: "" }),
    foot: closeSection(key),
    lines: files.filter(mayBeNamed).map((file) => ({ cleared: file, text: nameOf(file) })),
  };
  const byPath = new Map(files.map((file) => [`${file.repository}\0${file.file.path}`, file]));
  const closing = languageOf(answerLanguage);
  return {
    opening,
    wishes: wished,
    focus: focused,
    diffs: files.filter(isReviewable).map((file) => diffOf(key, file, narrow?.get(file))),
    names,
    pieces: pieces.map((piece) => {
      const name = `${piece.repository}\0${piece.name}`;
      const of = piece.reason.code === "changed" ? (byPath.get(name) ?? null) : null;
      return { piece, of, text: () => pieceText(key, piece) };
    }),
    closing,
    frame: [opening, wished, names.head, names.foot, focused, closing],
  };
}

function isReviewable({ file, withheld }: ClearedFile): boolean {
  return withheld === null && file.hunks.length > 0;
}

function nameOf(cleared: ClearedFile): string {
  const why = cleared.withheld === null ? "" : `, ${cleared.withheld}`;
  return `- ${cleared.path} (${howChanged(cleared)}${why})\n`;
}

/** Rules are read, not pointed into, so their lines have no numbers. */
function pieceText(key: string, piece: Piece): string {
  const { kind, path, lines, reason, ranges } = piece;
  const head = `(${spell(reason)})`;
  if (!isOfFile(piece)) {
    const said = kind === "rules" ? "rules" : "facts";
    return section(key, { kind: said, title: path, lines: [head, ...lines] });
  }
  const shown = ranges.flatMap(({ start, end }, index) => {
    const skipped = start > (ranges[index - 1]?.end ?? 0) + 1 ? [gap] : [];
    const part = lines.slice(start - 1, end);
    return [...skipped, ...part.map((text, at) => numbered({ number: start + at, mark: " ", text }))];
  });
  const rest = (ranges.at(-1)?.end ?? 0) < lines.length ? [gap] : [];
  return section(key, { kind: "file", title: path, lines: [head, ...shown, ...rest] });
}

/** Stands for lines that are not shown. */
const gap = "...";

/** A setting of the workspace, and so foreign text: no more of it is passed on than a language's name needs. */
function languageOf(answerLanguage: string): string {
  const words = answerLanguage.match(/[\p{L}\p{M}()-]+/gu) ?? [];
  const name = words.slice(0, 3).join(" ").slice(0, 40);
  return name === "" ? "" : `Write titles, explanations, reasons and the summary in this language: ${name}\n`;
}
