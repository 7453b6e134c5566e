/** Tells what was looked at and what was not, and why: nobody should take a partial review for a whole one. */

import type { ChangeKind, Coverage, FileCoverage } from "../../contract/coverage.ts";
import type { Outcome } from "../../contract/outcome.ts";
import type { Disclosure, Row } from "../../panel/protocol.ts";
import { tokens } from "../../report/figures.ts";
import { unsentReasons } from "../../report/reasons.ts";
import { isPolicy } from "../../review/completeness.ts";
import { lineOf } from "./foreign.ts";
import { namesIn, type NameOf } from "./names.ts";
import type { Say } from "./say.ts";

const changes: Readonly<Record<ChangeKind, string>> = {
  added: "new",
  modified: "changed",
  deleted: "deleted",
  renamed: "renamed from {0}",
  modeChanged: "mode changed",
  typeChanged: "type changed",
  chosen: "chosen",
};

const looks: Readonly<Record<FileCoverage["sent"], string>> = {
  whole: "the whole file",
  part: "only the changed lines",
  named: "only the name",
  none: "not looked at",
  image: "as a picture",
};

/** What was left out, and then every file there is. */
export function ledgerOf(outcome: Outcome, say: Say): readonly Disclosure[] {
  const { complete, files } = outcome.coverage;
  const nameOf = namesIn(outcome);
  if (files.length === 0) return [];
  const gaps = files.flatMap((file) => gapsOf(file, nameOf, say));
  const all: Disclosure = {
    id: "files",
    title: allTitle(gaps.length, files, say),
    text: "",
    rows: files.map((file) => ({
      name: nameOf(file),
      detail: stateOf(file, say),
    })),
  };
  if (gaps.length === 0) return [all];
  const left: Disclosure = {
    id: "gaps",
    title: say("What was not looked at, and why ({0})", gaps.length),
    text: complete
      ? say("All of it is left out by rule: every line that could be reviewed was looked at.")
      : "",
    rows: gaps,
  };
  return [left, all];
}

/** How many files have something that should have been looked at and was not. */
export function incompleteFiles({ files }: Coverage): number {
  return files.filter(({ reason, hunks }) =>
    reason === undefined
      ? hunks.some((hunk) => !hunk.sent && (hunk.reason === undefined || !isPolicy(hunk.reason)))
      : !isPolicy(reason),
  ).length;
}

/** Files that a person chose need not have changed. */
function allTitle(gaps: number, files: readonly FileCoverage[], say: Say): string {
  const count = files.length;
  const isChosen = files.every(({ change }) => change === "chosen");
  if (isChosen) {
    if (gaps > 0) return count === 1 ? say("The chosen file") : say("All {0} chosen files", count);
    return count === 1
      ? say("The chosen file was looked at")
      : say("All {0} chosen files were looked at", count);
  }
  if (gaps > 0) return count === 1 ? say("The changed file") : say("All {0} changed files", count);
  return count === 1
    ? say("The changed file was looked at")
    : say("All {0} changed files were looked at", count);
}

export function gapsOf(file: FileCoverage, nameOf: NameOf, say: Say): readonly Row[] {
  const { reason, count } = file;
  if (reason !== undefined) {
    const why = say(unsentReasons[reason]);
    const detail = count === undefined ? why : say("{0} ({1} files)", why, tokens(count));
    return [{ name: nameOf(file), detail }];
  }
  return file.hunks
    .filter((hunk) => !hunk.sent)
    .map(({ old, new: now, reason }) => ({
      name:
        now.count === 0
          ? say("{0}, removed lines from {1}", nameOf(file), old.start)
          : `${nameOf(file)}:${now.start}`,
      detail: reason === undefined ? say("not looked at") : say(unsentReasons[reason]),
    }));
}

/** How a file changed, and how much of it is looked at. */
export function stateOf(file: FileCoverage, say: Say): string {
  return `${changeOf(file, say)} · ${lookOf(file, say)}`;
}

function changeOf({ change, oldPath }: FileCoverage, say: Say): string {
  return say(changes[change], lineOf(oldPath ?? ""));
}

function lookOf({ sent, hunks }: FileCoverage, say: Say): string {
  const seen = hunks.filter((hunk) => hunk.sent).length;
  if (seen === 0 || seen === hunks.length) return say(looks[sent]);
  return say("{0} of {1} changed places", seen, hunks.length);
}
