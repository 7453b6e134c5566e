/** Looks at one repository of a run: what of its change may leave, and what else matters there. */

import { nothingSaid } from "../change/said.ts";
import type { SurveyedChange } from "../change/survey.ts";
import { collect, type Collected } from "../context/collect.ts";
import type { Collecting } from "../context/collecting.ts";
import type { Omission, OpenDocument } from "../context/piece.ts";
import { Shelf } from "../context/shelf.ts";
import { surroundingsOf, type Surroundings } from "../context/surroundings.ts";
import type { Scope } from "../contract/scope.ts";
import { clear } from "../privacy/clear.ts";
import type { ClearedChange } from "../privacy/cleared.ts";
import type { Door } from "../privacy/door.ts";
import type { Pictured } from "../prompt/pictures.ts";
import type { Exclusions } from "../privacy/exclusions.ts";
import type { ReadOutlines } from "../syntax/outline.ts";
import { derive } from "./derive.ts";
import { onlyNamed } from "./onlyNew.ts";
import { picturesOf } from "./pictures.ts";
import type { PreparePorts, ReviewRequest } from "./ports.ts";

export type OneChange = SurveyedChange<Exclusions>;

export interface Looking {
  readonly request: ReviewRequest;
  readonly ports: PreparePorts;
  /** How many repositories the run has. */
  readonly repositories: number;
  readonly outlines: ReadOutlines;
  readonly signal: AbortSignal;
}

export interface Seen {
  readonly gathered: OneChange;
  readonly cleared: ClearedChange;
  readonly collected: Collected;
  readonly pictures: readonly Pictured[];
  /** How many files stay here because the model reads no pictures. */
  readonly unreadPictures: number;
  /** What a model may read by itself. */
  readonly shelf: Shelf;
  /** Open documents that were left out before they were read. */
  readonly omitted: readonly Omission[];
}

/** Rejects when `signal` is aborted. */
export async function look(surveyed: OneChange, looking: Looking): Promise<Seen> {
  const gathered = onlyNamed(surveyed, looking.request.only);
  const { ports, repositories, signal } = looking;
  const { change, base, readBytes, snapshot, learn, withholding } = gathered;
  const door: Door = {
    withhold: (path) => withholding.reasonFor(path),
    scan: ports.scan,
    key: derive(ports.installationKey, "placeholders"),
    prefix: repositories === 1 ? "" : `${change.repository.id}/`,
  };
  // git is asked while the texts are at the door. The list is wanted later, and remembered.
  if (looking.request.only === undefined) void snapshot?.list().catch(() => undefined);
  const [text, open] = await Promise.all([
    clear({ change, door, signal }),
    openDocumentsOf(gathered, looking),
  ]);
  const { cleared, pictures, unread } = await picturesOf(text, readBytes, looking);
  const surroundings = await surroundingsFor(gathered, cleared, looking);
  const openDocuments = open.documents;
  const { outlines } = looking;
  const collected = await collect({
    cleared,
    base,
    snapshot,
    surroundings,
    openDocuments,
    outlines,
    learn,
    door,
    signal,
    ...hearsay(gathered, looking),
  });
  const { search } = gathered;
  const lookUp = surroundings?.lookUp ?? null;
  const shelf = new Shelf({ cleared, snapshot, search, learn, door, lookUp });
  return { gathered, cleared, collected, pictures, unreadPictures: unread, shelf, omitted: open.omitted };
}

/** A save asks about little, and at once. */
async function surroundingsFor(
  { snapshot }: OneChange,
  cleared: ClearedChange,
  { request, ports: { definitions }, outlines, signal }: Looking,
): Promise<Surroundings | null> {
  if (request.only !== undefined) return null;
  return surroundingsOf({ cleared, snapshot, outlines, definitions, signal });
}

/** What people and tools say of the change. A save asks little; and tools speak of the working tree, not of what is in commits. */
function hearsay(
  { change, said, lastCommits }: OneChange,
  { request: { only, scope }, ports }: Looking,
): Pick<Collecting, "said" | "lastCommits" | "problems"> {
  const nothing = async (): Promise<readonly never[]> => [];
  if (only !== undefined) return { said: async () => nothingSaid, lastCommits: nothing, problems: nothing };
  const { root } = change.repository;
  const isCurrent = root !== "" && looksAtWorkingTree(scope);
  return { said, lastCommits, problems: isCurrent ? async (paths) => ports.problems(root, paths) : nothing };
}

/** Open documents without those that git ignores: what a person keeps out of git stays here. */
async function openDocumentsOf(
  { change, ignored: ask }: OneChange,
  { request, ports }: Looking,
): Promise<{ readonly documents: readonly OpenDocument[]; readonly omitted: readonly Omission[] }> {
  const { root } = change.repository;
  if (!request.settings.includeOpenFiles || request.only !== undefined || root === "")
    return { documents: [], omitted: [] };
  const documents = await ports.openDocuments(root);
  const ignored = await ask(documents.map(({ path }) => path));
  return {
    documents: documents.filter(({ path }) => !ignored.has(path)),
    omitted: documents
      .filter(({ path }) => ignored.has(path))
      .map(({ path, visible = true }) => ({
        kind: "openFile",
        repository: change.repository.id,
        path,
        code: visible ? "visible" : "open",
        reason: "gitIgnored",
      })),
  };
}

function looksAtWorkingTree(scope: Scope): boolean {
  switch (scope.kind) {
    case "staged":
    case "commit":
    case "range":
    case "last":
      return false;
    case "branch":
      return scope.committed !== true;
    default:
      return true;
  }
}
