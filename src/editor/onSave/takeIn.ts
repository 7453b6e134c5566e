/** Takes what a save brought into the review on show: what was asked again is replaced, everything else stays. */

import type { FileCoverage, HunkCoverage } from "../../contract/coverage.ts";
import type { Finding } from "../../contract/finding.ts";
import type { Outcome, ReviewedRepository } from "../../contract/outcome.ts";
import { isComplete } from "../../review/completeness.ts";
import type { Reviewed } from "../../review/reviewed.ts";
import type { Tracked } from "../tracking.ts";

export interface Taking {
  readonly saved: Reviewed;
  /** Null where nothing is. */
  readonly shown: Reviewed | null;
  /** Where the findings on show stand now, or stood last, by their ids. */
  readonly tracked: ReadonlyMap<string, Tracked>;
}

/** The review on show stays the same one: its scope, its summary and what it took. */
export function takeIn({ saved, shown, tracked }: Taking): Reviewed {
  const [own] = saved.outcome.repositories;
  if (shown === null || own === undefined || !hasLooked(shown.outcome)) return saved;
  const { outcome } = shown;
  const repositories = withRepository(outcome.repositories, own);
  const id = repositories.find(({ root }) => root === own.root)?.id ?? own.id;
  const files = saved.outcome.coverage.files.map((file) => counted({ ...file, repository: id }));
  const { findings, ground } = withIds(saved, { id, last: lastId(outcome) });

  const again: Again = { files: saved.outcome.coverage.files, repository: id, findings, tracked };
  const kept = outcome.findings.flatMap((finding) => afterSave(finding, again) ?? []);
  const covered = [
    ...outcome.coverage.files.filter((file) => !files.some((each) => isSameFile(each, file))),
    ...files,
  ];
  return {
    outcome: {
      ...outcome,
      repositories,
      findings: [...kept, ...findings],
      coverage: { complete: isComplete(covered), files: covered },
    },
    ground: new Map([...shown.ground, ...ground]),
  };
}

interface Again {
  readonly files: readonly FileCoverage[];
  readonly repository: string;
  /** What was found now. */
  readonly findings: readonly Finding[];
  readonly tracked: ReadonlyMap<string, Tracked>;
}

/** Null for one that was told again. One that was asked about again and did not come back is fixed, as far as can be told. */
function afterSave(finding: Finding, again: Again): Finding | null {
  if (finding.repository !== again.repository) return finding;
  const isTold = again.findings.some(
    ({ fingerprint, side }) => fingerprint === finding.fingerprint && side === finding.side,
  );
  if (isTold) return null;
  const isOpen = finding.status === "open" || finding.status === "unconfirmed";
  return isOpen && wasAskedAgain(finding, again) ? { ...finding, status: "fixed" } : finding;
}

function wasAskedAgain(finding: Finding, { files, tracked }: Again): boolean {
  const { id, side, path, origin, startLine, endLine } = finding;
  const file = files.find((each) => each.path === path || (side === "old" && each.oldPath === path));
  if (file === undefined) return false;
  // Without a model the whole file is looked at each time.
  if (origin === "local") return file.hunks.some(({ sent }) => sent);
  if (startLine === null || endLine === null) return file.hunks.every(({ sent }) => sent);
  const now = side === "new" ? tracked.get(id) : undefined;
  const start = now === undefined ? startLine : now.start + 1;
  const end = start + endLine - startLine;
  return file.hunks.some((hunk) => hunk.sent && touches(hunk[side], start, end));
}

/** Lines that are gone stood next to what is left, or at the place where nothing is. */
function touches({ start, count }: HunkCoverage["new"], from: number, to: number): boolean {
  return start <= to + 1 && from <= start + Math.max(count, 1);
}

/** Ids are unique within one outcome, so those of the save go on where the others end. */
function withIds(
  { outcome, ground }: Reviewed,
  { id: repository, last }: { readonly id: string; readonly last: number },
): Pick<Outcome, "findings"> & Pick<Reviewed, "ground"> {
  const stands = new Map<string, readonly string[]>();
  const findings = outcome.findings.map((finding, index) => {
    const id = `F${last + index + 1}`;
    const lines = ground.get(finding.id);
    if (lines !== undefined) stands.set(id, lines);
    return { ...finding, id, repository };
  });
  return { findings, ground: stands };
}

function lastId({ findings, setAside }: Outcome): number {
  const all = [...findings, ...setAside.map(({ finding }) => finding)];
  return Math.max(0, ...all.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0)));
}

/** Two folders may have the same name. */
function withRepository(
  known: readonly ReviewedRepository[],
  own: ReviewedRepository,
): readonly ReviewedRepository[] {
  if (known.some(({ root }) => root === own.root)) return known;
  let id = own.id;
  for (let count = 2; known.some((each) => each.id === id); count += 1) id = `${own.id}-${count}`;
  return [...known, { ...own, id }];
}

/** What was looked at before the save counts as looked at. */
function counted(file: FileCoverage): FileCoverage {
  const hunks = file.hunks.map((hunk) => {
    if (hunk.reason !== "reviewedBefore") return hunk;
    return { old: hunk.old, new: hunk.new, sent: true };
  });
  const { reason, ...rest } = file;
  if (reason === "reviewedBefore") return { ...rest, sent: "part", hunks };
  return { ...file, hunks };
}

function isSameFile(a: FileCoverage, b: FileCoverage): boolean {
  return a.repository === b.repository && a.path === b.path;
}

function hasLooked({ coverage }: Outcome): boolean {
  return coverage.files.some(({ hunks }) => hunks.some(({ sent }) => sent));
}
