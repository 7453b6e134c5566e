/** Proposes what was said of the changed lines when they were last written: the subjects of those commits, without names. */

import type { WantedLines } from "../change/lastCommits.ts";
import type { Hunk } from "../change/change.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { cut } from "../text/cut.ts";
import { impersonal } from "../text/impersonal.ts";
import type { LineRange } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import type { Collector } from "./collecting.ts";

/** Each needs a run of git of its own. */
const mostFiles = 3;
/** Of one file. */
const mostCommits = 3;
/** Characters. */
const longestSubject = 120;

export const history: Collector = async ({ cleared, lastCommits, door }) => {
  const known = cleared.files.filter(({ old }) => old !== null).slice(0, mostFiles);
  const wanted = known.flatMap(wantedOf);
  if (wanted.length === 0) return [];
  const found = await lastCommits(wanted);
  const told = known.flatMap(({ file }) => {
    const commits = found.filter(({ path }) => path === (file.oldPath ?? file.path));
    const subjects = commits
      .filter(({ subject }) => !subject.startsWith("Merge "))
      .map(({ subject, people }) => cut(impersonal(subject, people), longestSubject));
    const lines = [...new Set(subjects)]
      .slice(0, mostCommits)
      .map((subject) => visible(`${door.prefix}${file.path}: ${subject}`));
    return lines.length === 0 ? [] : [{ path: file.path, lines }];
  });
  if (told.length === 0) return [];
  return [
    {
      kind: "history",
      path: "",
      text: told.flatMap(({ lines }) => lines.map((line) => `${line}\n`)).join(""),
      ranges: null,
      reason: { code: "lastCommits", names: [] },
      serves: told.map(({ path }) => path),
      weight: 0,
    },
  ];
};

function wantedOf({ file }: ClearedFile): readonly WantedLines[] {
  const lines = file.hunks.flatMap(linesBefore);
  return lines.length === 0 ? [] : [{ path: file.oldPath ?? file.path, lines }];
}

/** From the line before the first changed one to the line after the last. */
function linesBefore({ lines }: Hunk): readonly LineRange[] {
  const isChanged = lines.map(({ kind }) => kind !== "context");
  const near = lines.slice(Math.max(0, isChanged.indexOf(true) - 1), isChanged.lastIndexOf(true) + 2);
  const numbers = near.flatMap(({ old }) => old ?? []);
  const [start, end] = [numbers[0], numbers.at(-1)];
  return start === undefined || end === undefined ? [] : [{ start, end }];
}
