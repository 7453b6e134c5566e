/** Changes for tests, written line by line as a diff reads: ` kept`, `+added`, `-removed`. */

import type { Change, Content, FileChange, Hunk, HunkLine } from "../../src/change/change.ts";
import type { ChangeKind, UnsentReason } from "../../src/contract/coverage.ts";
import type { Piece } from "../../src/context/piece.ts";
import { admitFile, clear } from "../../src/privacy/clear.ts";
import type { ClearedChange, ClearedText } from "../../src/privacy/cleared.ts";
import type { Door } from "../../src/privacy/door.ts";

export interface ScriptedFile {
  readonly path: string;
  readonly oldPath?: string;
  readonly change?: ChangeKind;
  readonly script: readonly string[];
  /** What both sides hold in place of text. */
  readonly content?: Exclude<Content["kind"], "text" | "withheld"> | UnsentReason;
  /** Unchanged lines around a hunk; 3 as git has it. */
  readonly context?: number;
}

export const openDoor: Door = {
  withhold: () => null,
  scan: async () => [],
  key: "the same in every test",
  prefix: "",
};

export function aChange(...files: readonly ScriptedFile[]): Change {
  const side = { label: "HEAD", commit: null };
  return {
    repository: { id: "shop", root: "/home/me/shop", base: side, head: { ...side, label: "working tree" } },
    files: files.map(aFileChange),
  };
}

export async function aClearedChange(...files: readonly ScriptedFile[]): Promise<ClearedChange> {
  return clear({ change: aChange(...files), door: openDoor, signal: new AbortController().signal });
}

/** Lines as they come through an open door. */
export async function admitted(lines: readonly string[]): Promise<readonly ClearedText[]> {
  const { signal } = new AbortController();
  const text = lines.map((line) => `${line}\n`).join("");
  const side = await admitFile({ path: "a", text, door: openDoor, signal });
  if (side.kind === "withheld") throw new Error("An open door lets everything pass.");
  return side.side.sent;
}

export interface ScriptedPiece {
  readonly kind: Piece["kind"];
  readonly code: Piece["reason"]["code"];
  readonly path: string;
  readonly lines: readonly ClearedText[];
  /** All of it, where left out. */
  readonly ranges?: Piece["ranges"];
  readonly names?: readonly string[];
  readonly serves?: Piece["serves"];
  readonly weight?: number;
}

export function aPiece(scripted: ScriptedPiece): Piece {
  const { kind, code, path, lines, names = [], serves = null, weight = 0 } = scripted;
  const { ranges = [{ start: 1, end: lines.length }] } = scripted;
  return {
    kind,
    repository: "shop",
    // What a test writes needs no door.
    path: path as ClearedText,
    name: path,
    lines,
    snapshot: lines,
    ranges,
    reason: { code, names: names as readonly ClearedText[] },
    serves,
    weight,
  };
}

function aFileChange({ path, oldPath, change, script, content, context = 3 }: ScriptedFile): FileChange {
  const kind = change ?? (oldPath === undefined ? "modified" : "renamed");
  const lines = number(script);
  return {
    path,
    oldPath: oldPath ?? null,
    change: kind,
    old: kind === "added" ? { kind: "absent" } : contentOf(content, script, "-"),
    new: kind === "deleted" ? { kind: "absent" } : contentOf(content, script, "+"),
    hunks: content === undefined ? cut(lines, context) : [],
  };
}

function contentOf(kind: ScriptedFile["content"], script: readonly string[], sign: string): Content {
  if (kind !== undefined) return isKind(kind) ? { kind } : { kind: "withheld", reason: kind };
  const lines = script
    .filter((line) => line.startsWith(" ") || line.startsWith(sign))
    .map((line) => line.slice(1));
  return { kind: "text", text: lines.map((line) => `${line}\n`).join(""), lines };
}

type Stand = Exclude<Content["kind"], "text" | "withheld">;

const kinds: readonly string[] = [
  "absent",
  "binary",
  "lfsPointer",
  "link",
  "submodule",
  "tooLarge",
  "encoding",
  "lineEndings",
  "unmerged",
  "unreadable",
] satisfies Stand[];

function isKind(kind: Stand | UnsentReason): kind is Stand {
  return kinds.includes(kind);
}

function number(script: readonly string[]): readonly HunkLine[] {
  let [before, after] = [0, 0];
  return script.map((line): HunkLine => {
    if (line.startsWith("+")) return { kind: "added", old: null, new: (after += 1) };
    if (line.startsWith("-")) return { kind: "removed", old: (before += 1), new: null };
    return { kind: "context", old: (before += 1), new: (after += 1) };
  });
}

function cut(lines: readonly HunkLine[], context: number): readonly Hunk[] {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ kind }) => kind !== "context"),
  );
  const hunks: HunkLine[][] = [];
  lines.forEach((line, index) => {
    if (isNear[index] !== true) return;
    if (isNear[index - 1] !== true) hunks.push([]);
    hunks.at(-1)?.push(line);
  });
  return hunks.map((run) => ({ old: spanOf(run, "old"), new: spanOf(run, "new"), lines: run }));
}

function spanOf(run: readonly HunkLine[], side: "old" | "new"): Hunk["old"] {
  const numbers = run.map((line) => line[side]).filter((each) => each !== null);
  return { start: numbers[0] ?? 0, count: numbers.length };
}
