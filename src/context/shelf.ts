/** The texts of one repository as they can be asked for while a review runs: each goes through the door before anyone sees it. */

import { settle } from "../change/gitError.ts";
import type { SearchText } from "../change/search.ts";
import type { Snapshot } from "../change/snapshot.ts";
import { admitFile } from "../privacy/clear.ts";
import type { ClearedChange, ClearedText } from "../privacy/cleared.ts";
import type { Door } from "../privacy/door.ts";
import { foldersAbove } from "../text/folders.ts";
import type { LookUp } from "./lookUp.ts";

export interface Shelving {
  readonly cleared: ClearedChange;
  readonly snapshot: Snapshot | null;
  readonly search: SearchText | null;
  readonly learn: (paths: readonly string[]) => Promise<void>;
  readonly door: Door;
  /** Null where nothing is indexed. */
  readonly lookUp: LookUp | null;
}

/** A whole text, as it may leave and as it stands here. */
export interface ShelvedText {
  readonly repository: string;
  /** As prompts call it. */
  readonly path: ClearedText;
  /** Relative to the root, with `/`. */
  readonly name: string;
  readonly lines: readonly ClearedText[];
  readonly snapshot: readonly string[];
}

/** Texts that are kept ready; the same few are asked for again and again. */
const mostKept = 256;

export class Shelf {
  readonly #of: Shelving;
  #listed: Promise<ReadonlyMap<string, string>> | null = null;
  readonly #known = new Map<string, ShelvedText | null>();

  constructor(of: Shelving) {
    this.#of = of;
  }

  get lookUp(): LookUp | null {
    return this.#of.lookUp;
  }

  /** The path that a prompt's name stands for, were it there; null for a name of another repository. */
  pathOf(name: string): string | null {
    const { prefix } = this.#of.door;
    return name.startsWith(prefix) ? name.slice(prefix.length) : null;
  }

  /** Those of the paths that the version has and that may leave, in their order. Rejects only when `signal` is aborted. */
  async texts(paths: readonly string[], signal: AbortSignal): Promise<readonly ShelvedText[]> {
    const wanted = [...new Set(paths)];
    const known = new Map(this.#known);
    const missing = wanted.filter((path) => !known.has(path));
    // Parts of a review ask side by side, so nobody relies on what is kept.
    for (const [path, text] of await this.#fetch(missing, signal)) known.set(path, text);
    if (this.#known.size > mostKept) this.#known.clear();
    for (const path of missing) this.#known.set(path, known.get(path) ?? null);
    return wanted.flatMap((path) => known.get(path) ?? []);
  }

  /** Paths that may hold the text: those that changed first, then the nearest to them. Rejects only when `signal` is aborted. */
  async holding(text: string, signal: AbortSignal): Promise<readonly string[]> {
    const { cleared, search } = this.#of;
    const found = search === null ? [] : await settle(async () => search(text));
    signal.throwIfAborted();
    const changed = cleared.files
      .filter(({ new: side }) => side?.sent.some((line) => line.includes(text)))
      .map(({ file }) => file.path);
    const others = "kind" in found ? [] : this.nearestFirst(found);
    return [...new Set([...changed, ...others])];
  }

  /** By the depth of the folder that they share with something that changed. */
  nearestFirst(paths: readonly string[]): readonly string[] {
    const folders = new Set(this.#of.cleared.files.flatMap(({ file }) => foldersAbove(file.path)));
    const shared = (path: string): number =>
      foldersAbove(path)
        .toReversed()
        .findLastIndex((folder) => folders.has(folder));
    return paths
      .map((path) => ({ path, depth: shared(path) }))
      .sort((a, b) => b.depth - a.depth)
      .map(({ path }) => path);
  }

  /** Those that may leave: whatever is left out here is never read. */
  async permitted(paths: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    const { learn, door } = this.#of;
    const learned = await settle(async () => learn(paths));
    signal.throwIfAborted();
    return learned === undefined ? paths.filter((path) => door.withhold(path) === null) : [];
  }

  async #fetch(
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (readonly [path: string, text: ShelvedText])[]> {
    const { cleared, door } = this.#of;
    const repository = cleared.repository.id;
    const fetched: (readonly [string, ShelvedText])[] = [];
    const others: string[] = [];
    for (const path of paths) {
      // What the change has is cleared already, by both of its names and both of its sides.
      const changed = cleared.files.find(({ file }) => file.path === path || file.oldPath === path);
      if (changed === undefined) others.push(path);
      else if (changed.new !== null && changed.file.path === path) {
        const { sent: lines, snapshot } = changed.new;
        fetched.push([path, { repository, path: changed.path, name: path, lines, snapshot }]);
      }
    }
    for (const [path, text] of await this.#read(others, signal)) {
      const admitted = await admitFile({ path, text, door, signal });
      if (admitted.kind === "withheld") continue;
      const { sent: lines, snapshot } = admitted.side;
      fetched.push([path, { repository, path: admitted.path, name: path, lines, snapshot }]);
    }
    return fetched;
  }

  /** What is not listed, may not be read or is no text is missing. */
  async #read(
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (readonly [path: string, text: string])[]> {
    const { snapshot } = this.#of;
    if (snapshot === null || paths.length === 0) return [];
    const listed = await settle(async () => (this.#listed ??= list(snapshot)));
    signal.throwIfAborted();
    if ("kind" in listed) return [];
    const there = await this.permitted(
      paths.filter((path) => listed.has(path)),
      signal,
    );
    const read = await settle(async () => snapshot.read(there.map((path) => listed.get(path) ?? "")));
    signal.throwIfAborted();
    if ("kind" in read) return [];
    return there.flatMap((path) => {
      const content = read.get(listed.get(path) ?? "");
      return content?.kind === "text" ? [[path, content.text] as const] : [];
    });
  }
}

async function list(snapshot: Snapshot): Promise<ReadonlyMap<string, string>> {
  return new Map((await snapshot.list()).map(({ path, id }) => [path, id]));
}
