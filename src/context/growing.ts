/** Grows the definition index: what lies near the change first, and no longer than a review may wait. */

import type { Snapshot, SnapshotFile } from "../change/snapshot.ts";
import type { DefinitionIndex, Listing } from "../syntax/definitionIndex.ts";
import { endsOf, mayMean, wayTo } from "./importing.ts";
import { languageFamily } from "./languages.ts";
import { apart } from "./nearness.ts";
import type { Touched } from "./touched.ts";

/** Files whose texts are read at one time, and are handed over at one time: others have to wait for the thread as long. */
const readAtOnce = 40;
const addedAtOnce = 4;

export interface Growing {
  readonly snapshot: Snapshot;
  readonly index: DefinitionIndex;
  /** Whether it is time to go on without the rest. */
  readonly isOver: () => boolean;
  readonly signal: AbortSignal;
}

/** Of the files that are of a language; resolves to what can be asked from then on. Rejects like git, or when the signal is aborted. */
export async function grow(touched: readonly Touched[], growing: Growing): Promise<Listing> {
  const { snapshot, index, isOver, signal } = growing;
  const files = (await snapshot.list()).filter(({ path }) => languageFamily(path) !== null);
  const { listing, unknown } = await index.open(files, signal);
  const waiting = inOrderOfNearness(
    unknown.flatMap((at) => files[at] ?? []),
    touched,
  );
  for (const batch of inBatches(waiting, readAtOnce)) {
    if (isOver()) break;
    const contents = await snapshot.read(batch.map(({ id }) => id));
    const texts = batch.map(({ path, id }) => {
      const content = contents.get(id);
      // One that can't be read has nothing in it, and is not tried again.
      return { path, id, text: content?.kind === "text" ? content.text : "" };
    });
    for (const few of inBatches(texts, addedAtOnce)) if (!isOver()) await index.add(few, signal);
  }
  return listing;
}

/** First what the changed files import and what lies beside them, then by the way to them. */
function inOrderOfNearness(
  files: readonly SnapshotFile[],
  touched: readonly Touched[],
): readonly SnapshotFile[] {
  const imports = touched.flatMap((each) => each.imports);
  const ends = new Set(imports.flatMap(endsOf));
  const paths = [...new Set(touched.map(({ path }) => path.split("/").slice(0, -1).join("/")))].map(
    (folder) => (folder === "" ? "x" : `${folder}/x`),
  );
  const own = new Set(touched.map(({ path }) => path));
  const distances = new Map<string, number>();
  const distanceOf = ({ path }: SnapshotFile): number => {
    if (own.has(path)) return -2;
    const way = wayTo(path);
    const isCandidate = ends.has(way.at(-1) ?? "") || ends.has(way.at(-2) ?? "");
    if (isCandidate && imports.some((each) => mayMean(each, way))) return -1;
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const known = distances.get(folder);
    if (known !== undefined) return known;
    const distance = Math.min(...paths.map((each) => apart(each, path)));
    distances.set(folder, distance);
    return distance;
  };
  return files
    .map((file) => ({ file, distance: distanceOf(file) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ file }) => file);
}

function* inBatches<Item>(items: readonly Item[], size: number): Iterable<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
