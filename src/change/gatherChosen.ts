/** Gathers the files that a person chose in one place: a repository, a folder outside of any, or the editor alone. */

import type { UnsentReason } from "../contract/coverage.ts";
import type { ReviewedRepository } from "../contract/outcome.ts";
import { generatedAt } from "./attributes.ts";
import { bytesOnDisk } from "./bytes.ts";
import type { ReadTexts, Withholding } from "./change.ts";
import { takeChosen, type ChosenFile } from "./chosen.ts";
import type { Gathered } from "./gather.ts";
import type { Git } from "./git.ts";
import { settle } from "./gitError.ts";
import { listIgnored } from "./ignored.ts";
import { protect } from "./protect.ts";
import type { Repository } from "./repository.ts";
import { headOf } from "./revisions.ts";
import { nothingSaid } from "./said.ts";
import { openScratch } from "./scratch.ts";
import { searchIn } from "./search.ts";
import { snapshotOf } from "./snapshot.ts";
import { textsAt, textsOnDisk } from "./texts.ts";

/** Where files lie that are in no repository. */
export interface LoosePlace {
  readonly id: string;
  /** Absolute real path of their folder; null for untitled documents. */
  readonly root: string | null;
}

interface Choosing {
  readonly files: readonly ChosenFile[];
  readonly withholding: Withholding;
  readonly signal: AbortSignal;
}

export async function gatherChosen(
  options: Choosing & { readonly repository: Repository; readonly git: Git },
): Promise<Gathered> {
  const { repository, files, withholding, signal } = options;
  const { root } = repository;
  return settle(async () => {
    const plain = await protect({ git: options.git, folder: root, signal });
    const scratch = await openScratch(repository);
    try {
      const git = plain.with(scratch.variables);
      const head = await headOf(git);
      const disk = textsOnDisk(root);
      const base = head === null ? disk : textsAt(git, head);
      const generated = head === null ? nobody : generatedAt(git, base, scratch);
      const learn = async (paths: readonly string[]): Promise<void> =>
        withholding.learn(paths, { base, head: disk, disk, generated }, signal);
      await learn(files.map(({ path }) => path));
      const ignored = await listIgnored(
        git,
        files.map(({ path }) => path),
      );
      const reasonFor = (path: string): UnsentReason | null =>
        withholding.reasonFor(path) ?? (ignored.has(path) ? "gitIgnored" : null);
      const taken = await Promise.all(
        files.map(async (file) => takeChosen(root, file, reasonFor(file.path))),
      );
      return {
        kind: "gathered",
        change: { repository: described(repository, "working tree"), files: taken },
        base: head === null ? null : snapshotOf(git, head),
        readBytes: bytesOnDisk(root),
        snapshot: head === null ? null : snapshotOf(git, head),
        said: async () => nothingSaid,
        search: head === null ? null : searchIn(git, head),
        lastCommits: async () => [],
        ignored: async (paths) => listIgnored(git, paths),
        learn,
        hiding: [],
        inner: [],
        dispose: scratch.dispose,
      };
    } catch (error) {
      await scratch.dispose();
      throw error;
    }
  });
}

export async function gatherLoose(options: Choosing & { readonly place: LoosePlace }): Promise<Gathered> {
  const { place, files, withholding, signal } = options;
  const root = place.root ?? "";
  const disk = place.root === null ? nothing : textsOnDisk(place.root);
  const learn = async (paths: readonly string[]): Promise<void> =>
    withholding.learn(paths, { base: disk, head: disk, disk, generated: nobody }, signal);
  await learn(files.map(({ path }) => path));
  const taken = files.map(async (file) => takeChosen(root, file, withholding.reasonFor(file.path)));
  return {
    kind: "gathered",
    change: {
      repository: described({ id: place.id, root }, place.root === null ? "untitled" : "file"),
      files: await Promise.all(taken),
    },
    base: null,
    readBytes: place.root === null ? async () => ({ kind: "unreadable" }) : bytesOnDisk(place.root),
    snapshot: null,
    said: async () => nothingSaid,
    search: null,
    lastCommits: async () => [],
    ignored: async (paths) => new Set(paths),
    learn,
    hiding: [],
    inner: [],
    dispose: async () => undefined,
  };
}

const nothing: ReadTexts = async () => new Map();
const nobody = async (): Promise<ReadonlySet<string>> => new Set();

function described({ id, root }: Pick<Repository, "id" | "root">, label: string): ReviewedRepository {
  return { id, root, base: { label: "nothing", commit: null }, head: { label, commit: null } };
}
