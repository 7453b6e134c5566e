/** Chapter one as tests call it: locate, gather, take what came out, tidy up. */

import assert from "node:assert/strict";
import type { Change, FileChange, UnsavedText, Withholding } from "../../src/change/change.ts";
import { gather, type Gathered } from "../../src/change/gather.ts";
import type { Git } from "../../src/change/git.ts";
import { locate, type Repository } from "../../src/change/repository.ts";
import type { UnsentReason } from "../../src/contract/coverage.ts";
import type { Fault } from "../../src/contract/failure.ts";
import type { Snapshot } from "../../src/change/snapshot.ts";
import { sidesOf, type ComparingScope } from "../../src/change/sides.ts";
import { realGit } from "./story.ts";

export interface Wanted {
  readonly folder: string;
  readonly git?: Git;
  readonly scope?: ComparingScope;
  readonly unsaved?: readonly UnsavedText[];
  readonly withhold?: (path: string) => UnsentReason | null;
  readonly learn?: Withholding["learn"];
  readonly signal?: AbortSignal;
}

export type Taken = Extract<Gathered, { readonly kind: "gathered" }>;

export const noSignal = new AbortController().signal;

export async function theRepository(folder: string, git?: Git): Promise<Repository> {
  const located = await locate({ folder, git: git ?? (await realGit()), signal: noSignal });
  assert.equal(located.kind, "one", JSON.stringify(located));
  return located.repository;
}

export async function gatherIn(wanted: Wanted): Promise<Gathered> {
  const { folder, signal = noSignal, learn = async () => undefined } = wanted;
  const git = wanted.git ?? (await realGit());
  const located = await locate({ folder, git, signal });
  if (located.kind === "failed") return located;
  assert.equal(located.kind, "one", JSON.stringify(located));
  return gather({
    sides: async (inside) => sidesOf(wanted.scope ?? { kind: "uncommitted" }, inside),
    repository: located.repository,
    git,
    unsaved: wanted.unsaved ?? [],
    withholding: { ...withholdingBy(wanted.withhold ?? (() => null)), learn },
    signal,
  });
}

/** Rules about names that need not be learned. */
export function withholdingBy(reasonFor: Withholding["reasonFor"]): Withholding {
  return { learn: async () => undefined, reasonFor };
}

/** The change, and while it is still there whatever else `look` wants to know. */
export async function changeIn(wanted: Wanted, look?: (taken: Taken) => Promise<void>): Promise<Change> {
  const gathered = await gatherIn(wanted);
  assert.equal(gathered.kind, "gathered", JSON.stringify(gathered));
  try {
    await look?.(gathered);
    return gathered.change;
  } finally {
    await gathered.dispose();
  }
}

export async function faultIn(wanted: Wanted): Promise<Fault> {
  const gathered = await gatherIn(wanted);
  if (gathered.kind === "failed") return gathered.fault;
  await gathered.dispose();
  assert.fail("it was gathered");
}

/** The text of a path in one version; null where there is none. */
export async function textIn(version: Snapshot | null, path: string): Promise<string | null> {
  const file = (await version?.list([path]))?.find((each) => each.path === path);
  const content = file === undefined ? undefined : (await version?.read([file.id]))?.get(file.id);
  return content?.kind === "text" ? content.text : null;
}

/** One line a file: what happened, the name (and the old one), the kinds of both sides. */
export function told({ files }: Change): readonly string[] {
  return files.map((file) => {
    const names = file.oldPath === null ? file.path : `${file.oldPath} → ${file.path}`;
    return `${file.change} ${names}: ${file.old.kind}, ${file.new.kind}`;
  });
}

/** The changed lines of a file with their mark, as a person would read them in a diff. */
export function marked(file: FileChange | undefined): readonly string[] {
  assert.ok(file !== undefined, "the file is not in the change");
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  return lines.flatMap((line) => {
    if (line.kind === "context") return [];
    const content = line.kind === "added" ? file.new : file.old;
    const number = line.kind === "added" ? line.new : line.old;
    assert.ok(content.kind === "text" && number !== null);
    return [`${line.kind === "added" ? "+" : "-"}${content.lines[number - 1] ?? "?"}`];
  });
}

export function fileOf(change: Change, path: string): FileChange {
  const file = change.files.find((each) => each.path === path);
  assert.ok(file !== undefined, `${path} is not among ${told(change).join(" · ")}`);
  return file;
}
