/** What each changed file uses in its changed lines, and which definitions it touches there. */

import type { HunkLine } from "../change/change.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import type { Definition, Outline, ReadOutlines } from "../syntax/outline.ts";
import { contains } from "../text/lines.ts";
import { inTurns } from "../text/turns.ts";
import { importOf, type Import } from "./importing.ts";
import type { NamedPlace } from "./languageTools.ts";
import { isTest } from "./testNames.ts";

/** A name that changed lines use. */
export interface Used {
  readonly name: string;
  readonly times: number;
  /** Where it stands first. */
  readonly at: NamedPlace;
  /** Whether it stands behind a dot, an arrow or colons. */
  readonly isMember: boolean;
  /** What stands before those: `cart` of `cart.add`. */
  readonly owners: readonly string[];
  /** Whether one of those is a name that the file imports: of a module, say, whose functions stand in no class. */
  readonly isOfImport: boolean;
  /** What the file imports under this name. */
  readonly from: readonly Import[];
}

export interface Touched {
  readonly cleared: ClearedFile;
  /** After the change; of a deleted file, before it. */
  readonly path: string;
  readonly isTest: boolean;
  /** Of the text after the change. */
  readonly outline: Outline | null;
  readonly imports: readonly Import[];
  readonly uses: readonly Used[];
  /** Definitions in which lines differ, of both sides. The first are those that a caller notices: their signature differs, or they are gone. */
  readonly definitions: readonly string[];
  /** Names in the definitions around added lines. */
  readonly around: readonly string[];
}

/** Of every file whose text may leave and that has hunks. Rejects only when the signal is aborted. */
export async function touchedBy(
  files: readonly ClearedFile[],
  outlines: ReadOutlines,
  signal: AbortSignal,
): Promise<readonly Touched[]> {
  const reviewed = files.filter(({ withheld, file }) => withheld === null && file.hunks.length > 0);
  const newSides = reviewed.filter((cleared) => cleared.new !== null);
  const oldSides = reviewed.filter((cleared) => cleared.old !== null && removedLines(cleared).length > 0);
  const read = await outlines(
    [
      ...newSides.map(({ file, new: side }) => ({ path: file.path, text: textOf(side) })),
      ...oldSides.map(({ file, old }) => ({ path: file.oldPath ?? file.path, text: textOf(old) })),
    ],
    signal,
  );
  const newOf = new Map(newSides.map((cleared, index) => [cleared, read[index] ?? null]));
  const oldOf = new Map(oldSides.map((cleared, index) => [cleared, read[newSides.length + index] ?? null]));
  return inTurns(reviewed, sizeOf, (cleared) =>
    touched(cleared, newOf.get(cleared) ?? null, oldOf.get(cleared) ?? null),
  );
}

/** Of what has to be gone through, as if it were bytes: by the file, and by its lines. */
function sizeOf({ file }: ClearedFile): number {
  return 4000 + file.hunks.reduce((lines, hunk) => lines + hunk.lines.length, 0) * 100;
}

function touched(cleared: ClearedFile, outline: Outline | null, old: Outline | null): Touched {
  const { path } = cleared.file;
  const added = addedLines(cleared);
  const now = around(outline, [...added, ...whereRemoved(cleared)]);
  return {
    cleared,
    path,
    isTest: isTest(path),
    outline,
    imports: (outline ?? old)?.imports.map((specifier) => importOf(specifier, path)) ?? [],
    uses: outline === null ? [] : usesIn(outline, cleared, new Set(added)),
    definitions: changedDefinitions(now, around(old, removedLines(cleared))),
    around: outline === null ? [] : namesAround(outline, now, added),
  };
}

function usesIn(
  { mentions, imports }: Outline,
  { file: { path }, new: side }: ClearedFile,
  added: ReadonlySet<number>,
): readonly Used[] {
  const lines = side?.snapshot ?? [];
  const imported = importedNames(lines, imports);
  const uses = new Map<string, Used>();
  for (const { name, line, column } of mentions) {
    if (!added.has(line) || name.length < 2) continue;
    const before = (lines[line - 1] ?? "").slice(Math.max(0, column - 80), column);
    const [, owner, isMember] = /([\p{L}\w$]*)[)\]?!]*(\.|->|::)\s*$/u.exec(before) ?? [];
    const known = uses.get(name);
    uses.set(name, {
      name,
      times: (known?.times ?? 0) + 1,
      at: known?.at ?? { path, line, column, name },
      from: (imported.get(name) ?? []).map((specifier) => importOf(specifier, path)),
      isMember: (known?.isMember ?? true) && isMember !== undefined,
      isOfImport: known?.isOfImport === true || imported.has(owner ?? ""),
      owners: [
        ...new Set([...(known?.owners ?? []), ...(owner === undefined || owner === "" ? [] : [owner])]),
      ],
    });
  }
  return [...uses.values()];
}

/** Specifiers by the names that stand beside them in a line: `import cart from "./cart.js"`. */
function importedNames(
  lines: readonly string[],
  imports: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const known = new Set(imports);
  const names = new Map<string, readonly string[]>();
  for (const line of lines) {
    const [quoted = "", , specifier = ""] = /(["'])([^"']{1,200})\1/.exec(line) ?? [];
    if (!known.has(specifier)) continue;
    for (const [name] of line
      .slice(0, 400)
      .replace(quoted, "")
      .matchAll(/[\p{L}_$][\p{L}\w$]*/gu)) {
      names.set(name, [...(names.get(name) ?? []), specifier]);
    }
  }
  return names;
}

interface Around {
  readonly definition: Definition;
  readonly lines: readonly number[];
}

/** The innermost definition around each of the lines, with those of the lines that it is around. */
function around(outline: Outline | null, lines: readonly number[]): readonly Around[] {
  const linesOf = new Map<Definition, number[]>();
  for (const line of lines) {
    const innermost = outline?.definitions.findLast(({ range }) => contains(range, line));
    if (innermost !== undefined) linesOf.set(innermost, [...(linesOf.get(innermost) ?? []), line]);
  }
  return [...linesOf].map(([definition, within]) => ({ definition, lines: within }));
}

/** How far a definition goes on around its changed lines, at most. */
const farthest = 60;

function namesAround(
  { mentions }: Outline,
  around: readonly Around[],
  added: readonly number[],
): readonly string[] {
  const lines = new Set(added);
  for (const { definition, lines: within } of around) {
    const { range, signature } = definition;
    for (let line = signature.start; line <= signature.end; line += 1) lines.add(line);
    const start = Math.max(range.start, Math.min(...within) - farthest);
    const end = Math.min(range.end, Math.max(...within) + farthest);
    for (let line = start; line <= end; line += 1) lines.add(line);
  }
  return [...new Set(mentions.filter(({ line }) => lines.has(line)).map(({ name }) => name))];
}

function changedDefinitions(now: readonly Around[], before: readonly Around[]): readonly string[] {
  const stillThere = new Set(now.map(({ definition }) => definition.name));
  const isNoticed = ({ definition, lines }: Around): boolean =>
    !stillThere.has(definition.name) || lines.some((line) => contains(definition.signature, line));
  const all = [...now, ...before];
  const inOrder = [...all.filter(isNoticed), ...all.filter((each) => !isNoticed(each))];
  return [...new Set(inOrder.map(({ definition }) => definition.name))].filter((name) => name.length > 1);
}

/** 1-based lines of the new side. */
export function addedLines({ file }: ClearedFile): readonly number[] {
  return linesOf(
    file.hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind === "added"),
    "new",
  );
}

function removedLines({ file }: ClearedFile): readonly number[] {
  return linesOf(
    file.hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind === "removed"),
    "old",
  );
}

/** The lines of the new side that stand right before or after what was removed. */
function whereRemoved({ file }: ClearedFile): readonly number[] {
  return file.hunks.flatMap(({ lines }) => {
    const removed = [...lines.keys()].filter((index) => lines[index]?.kind === "removed");
    return removed.flatMap((index) => {
      const before = lines.slice(0, index).findLast((line) => line.new !== null)?.new;
      return before === null || before === undefined ? [] : [before];
    });
  });
}

function linesOf(lines: readonly HunkLine[], side: "old" | "new"): readonly number[] {
  return lines.map((line) => line[side]).filter((line) => line !== null);
}

function textOf(side: ClearedFile["new"]): string {
  return (side?.snapshot ?? []).map((line) => `${line}\n`).join("");
}
