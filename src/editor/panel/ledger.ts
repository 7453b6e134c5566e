/** Tells what was looked at and what was not, and why: nobody should take a partial review for a whole one. */

import type { ChangeKind, Coverage, FileCoverage } from "../../contract/coverage.ts";
import type { Disclosure, Row } from "../../panel/protocol.ts";
import { unsentReasons } from "../../report/reasons.ts";
import { isPolicy } from "../../review/completeness.ts";
import { lineOf } from "./foreign.ts";
import type { Say } from "./say.ts";

const changes: Readonly<Record<ChangeKind, string>> = {
  added: "new",
  modified: "changed",
  deleted: "deleted",
  renamed: "renamed from {0}",
  modeChanged: "mode changed",
  typeChanged: "type changed",
};

const looks: Readonly<Record<FileCoverage["sent"], string>> = {
  whole: "the whole file",
  part: "only the changed lines",
  named: "only the name",
  none: "not looked at",
  image: "as a picture",
};

/** What was left out, and then every file there is. */
export function ledgerOf({ complete, files }: Coverage, say: Say): readonly Disclosure[] {
  if (files.length === 0) return [];
  const gaps = files.flatMap((file) => gapsOf(file, say));
  const all: Disclosure = {
    id: "files",
    title: allTitle(gaps.length, files.length, say),
    text: "",
    rows: files.map((file) => ({
      name: nameOf(file),
      detail: `${changeOf(file, say)} · ${lookOf(file, say)}`,
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

function allTitle(gaps: number, files: number, say: Say): string {
  if (gaps > 0) return files === 1 ? say("The changed file") : say("All {0} changed files", files);
  return files === 1
    ? say("The changed file was looked at")
    : say("All {0} changed files were looked at", files);
}

function gapsOf(file: FileCoverage, say: Say): readonly Row[] {
  if (file.reason !== undefined) return [{ name: nameOf(file), detail: say(unsentReasons[file.reason]) }];
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

function nameOf({ path }: FileCoverage): string {
  return lineOf(path);
}

function changeOf({ change, oldPath }: FileCoverage, say: Say): string {
  return say(changes[change], lineOf(oldPath ?? ""));
}

function lookOf({ sent, hunks }: FileCoverage, say: Say): string {
  const seen = hunks.filter((hunk) => hunk.sent).length;
  if (seen === 0 || seen === hunks.length) return say(looks[sent]);
  return say("{0} of {1} changed places", seen, hunks.length);
}
