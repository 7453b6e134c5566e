/** Lists every path that differs between two trees, whatever attributes and settings would like git to leave out. */

import type { ChangeKind } from "../contract/coverage.ts";
import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { records } from "./records.ts";

export interface LedgerSide {
  /** Octal; `000000` when the path is absent. */
  readonly mode: string;
  readonly id: string;
}

export interface LedgerEntry {
  readonly path: string;
  readonly oldPath: string | null;
  readonly change: ChangeKind;
  readonly old: LedgerSide;
  readonly new: LedgerSide;
}

const options = ["--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=none"];

/** In git's order. The limit bounds how many files git compares with each other to find renames; it is git's default. */
export async function readLedger(
  git: ProtectedGit,
  base: string,
  head: string,
): Promise<readonly LedgerEntry[]> {
  const args = [
    "diff-tree",
    "-r",
    "-z",
    "--raw",
    "--no-abbrev",
    "--find-renames",
    "-l1000",
    ...options,
    base,
    head,
  ];
  const fields = records(await git.run(args));
  const entries: LedgerEntry[] = [];
  for (let at = 0; at < fields.length;) {
    const { 1: oldMode, 2: newMode, 3: oldId, 4: newId, 5: status } = header.exec(fields[at] ?? "") ?? [];
    const count = status === "R" ? 2 : 1;
    const [first, second] = fields.slice(at + 1, at + 1 + count);
    if (oldMode === undefined || newMode === undefined || oldId === undefined || newId === undefined)
      throw unclear();
    if (first === undefined || (count === 2 && second === undefined)) throw unclear();
    entries.push({
      path: second ?? first,
      oldPath: second === undefined ? null : first,
      change: kindOf(status ?? "", oldId === newId),
      old: { mode: oldMode, id: oldId },
      new: { mode: newMode, id: newId },
    });
    at += 1 + count;
  }
  return entries;
}

const header = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/;

function kindOf(status: string, isSameText: boolean): ChangeKind {
  switch (status) {
    case "A":
      return "added";
    case "D":
      return "deleted";
    case "R":
      return "renamed";
    case "T":
      return "typeChanged";
    case "M":
      return isSameText ? "modeChanged" : "modified";
    default:
      throw unclear();
  }
}

function unclear(): Error {
  return failed("its list of changed files could not be understood.");
}
