/** Gathers what matters beside the diff: the changed files whole, the repository's rules, and what is open in the editor. */

import type { ReadBase } from "../change/gather.ts";
import type { UnsentReason } from "../contract/coverage.ts";
import { admitFile } from "../privacy/clear.ts";
import type { ClearedChange, ClearedFile } from "../privacy/cleared.ts";
import type { Door } from "../privacy/door.ts";
import type { Omission, OpenDocument, Piece, PieceKind } from "./piece.ts";

/** Always as they were before the change: a change can't rewrite the rules of its own review. */
const ruleFiles = ["AGENTS.md", ".github/copilot-instructions.md"];

/** Bytes. Rules are short; what is longer is a handbook, and would crowd out the code. */
const longestRules = 32_768;

export interface Collected {
  /** The most useful first. */
  readonly pieces: readonly Piece[];
  readonly omitted: readonly Omission[];
  /** How many secret values were replaced; those of the change itself were counted before. */
  readonly replaced: number;
}

interface Collecting {
  readonly cleared: ClearedChange;
  readonly readBase: ReadBase;
  readonly openDocuments: readonly OpenDocument[];
  /** Makes the door know further paths. */
  readonly learn: (paths: readonly string[]) => Promise<void>;
  readonly door: Door;
  readonly signal: AbortSignal;
}

/** Rejects only when `signal` is aborted. */
export async function collect(collecting: Collecting): Promise<Collected> {
  const candidates = [...(await rulesOf(collecting)), ...openOf(collecting)];
  await collecting.learn(candidates.map(({ path }) => path));
  const pieces = changedFiles(collecting.cleared);
  const omitted: Omission[] = [];
  let replaced = 0;
  for (const candidate of candidates) {
    const admitted = await admitCandidate(candidate, collecting);
    if (admitted.kind === "left") {
      omitted.push({ kind: candidate.kind, path: candidate.path, reason: admitted.reason });
      continue;
    }
    pieces.push(admitted.piece);
    replaced += admitted.replaced;
  }
  return { pieces, omitted, replaced };
}

interface Candidate extends OpenDocument {
  readonly kind: Exclude<PieceKind, "changedFile">;
  readonly reason: string;
}

type AdmittedCandidate =
  | { readonly kind: "piece"; readonly piece: Piece; readonly replaced: number }
  | { readonly kind: "left"; readonly reason: UnsentReason };

async function admitCandidate(
  { kind, path, text, reason }: Candidate,
  { cleared, door, signal }: Collecting,
): Promise<AdmittedCandidate> {
  if (kind === "rules" && Buffer.byteLength(text) > longestRules) return { kind: "left", reason: "tooLarge" };
  const admitted = await admitFile({ path, text, door, signal });
  if (admitted.kind === "withheld") return { kind: "left", reason: admitted.reason };
  const { sent: lines, snapshot } = admitted.side;
  const piece = {
    kind,
    repository: cleared.repository.id,
    path: admitted.path,
    name: path,
    lines,
    snapshot,
    reason,
  };
  return { kind: "piece", piece, replaced: admitted.replaced };
}

/** The smallest first, so that most of them find room. Where the hunks show every line anyway, there is nothing to add. */
function changedFiles({ repository, files }: ClearedChange): Piece[] {
  return files
    .flatMap((cleared): Piece[] => {
      const { file, path, new: side } = cleared;
      if (side === null || file.hunks.length === 0 || showsEveryLine(cleared)) return [];
      const { sent: lines, snapshot } = side;
      const reason = "a changed file, as it is after the change";
      return [
        { kind: "changedFile", repository: repository.id, path, name: file.path, lines, snapshot, reason },
      ];
    })
    .sort((a, b) => a.lines.length - b.lines.length);
}

function showsEveryLine({ file, new: side }: ClearedFile): boolean {
  return file.hunks.reduce((lines, hunk) => lines + hunk.new.count, 0) === side?.sent.length;
}

async function rulesOf({ readBase }: Collecting): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const path of ruleFiles) {
    const text = await readBase(path);
    if (text === null || text.trim() === "") continue;
    found.push({
      kind: "rules",
      path,
      text,
      reason: "rules of this repository, as they were before the change",
    });
  }
  return found;
}

/** What the change touches is there already, as the change has it. */
function openOf({ cleared, openDocuments }: Collecting): readonly Candidate[] {
  const changed = new Set(cleared.files.flatMap(({ file }) => [file.path, file.oldPath]));
  return openDocuments
    .filter(({ path, text }) => !changed.has(path) && text.trim() !== "")
    .map((document) => ({ kind: "openFile", ...document, reason: "open in the author's editor" }));
}
