/** Keeps what is indexed of repositories between runs: names and line numbers, no text. */

import { createHash } from "node:crypto";
import type { DefinitionIndex, Listing } from "../syntax/definitionIndex.ts";
import type { Folder } from "./folder.ts";
import type { Clock } from "./lock.ts";
import { keepWithin } from "./recordsKept.ts";

/** Bytes of one repository; a larger table is made anew each time. */
const largest = 32 * 2 ** 20;

/** What cannot be read or written is as if there were nothing: an index can always be made again. */
export class KeptDefinitions {
  readonly #folder: Folder;
  readonly #clock: Clock;
  readonly #index: DefinitionIndex;
  readonly #loading = new Map<string, Promise<void>>();
  /** Where what was kept of each repository was read to. */
  readonly #tables = new Map<string, string>();
  /** The latest listing of each repository in which something new was indexed. */
  readonly #grown = new Map<string, Listing>();
  #saving: Promise<void> = Promise.resolve();
  /** How often it was forgotten. */
  #forgotten = 0;

  constructor(folder: Folder, clock: Clock, index: DefinitionIndex) {
    this.#folder = folder;
    this.#clock = clock;
    this.#index = index;
  }

  /** `root`: absolute. What was kept of it is known from then on. */
  async of(root: string): Promise<DefinitionIndex> {
    const loading = this.#loading.get(root) ?? this.#load(root);
    this.#loading.set(root, loading);
    await loading;
    const asked = this.#forgotten;
    let latest: Listing | null = null;
    return {
      ...this.#index,
      open: async (files, signal) => {
        let opened = await this.#index.open(files, signal);
        if (this.#isLost(root, opened.listing)) {
          await this.#load(root);
          opened = await this.#index.open(files, signal);
        }
        latest = opened.listing;
        return opened;
      },
      add: async (texts, signal) => {
        await this.#index.add(texts, signal);
        if (latest !== null && asked === this.#forgotten) this.#grown.set(root, latest);
      },
    };
  }

  /** Writes down what is new. */
  async saved(): Promise<void> {
    this.#saving = this.#saving.then(async () => this.#saveGrown());
    await this.#saving;
  }

  /** Nothing that is known now is written any more; ends when nothing is being written. The files are for the caller to delete. */
  async forget(): Promise<void> {
    this.#forgotten += 1;
    this.#grown.clear();
    await this.#saving;
  }

  async #saveGrown(): Promise<void> {
    const grown = [...this.#grown];
    const asked = this.#forgotten;
    this.#grown.clear();
    for (const [root, listing] of grown) {
      const bytes = await this.#index.save(listing, new AbortController().signal);
      if (asked !== this.#forgotten) return;
      if (bytes === null || bytes.length > largest) continue;
      await this.#write(nameFor(root), bytes).catch(() => undefined);
    }
  }

  /** Whether what was read of it went with a thread that was replaced. */
  #isLost(root: string, { table }: Listing): boolean {
    const before = this.#tables.get(root);
    if (table !== "") this.#tables.set(root, table);
    return table !== "" && before !== undefined && before !== table;
  }

  async #load(root: string): Promise<void> {
    const bytes = await this.#folder.readBytes(nameFor(root)).catch(() => null);
    if (bytes !== null) await this.#index.load(bytes, new AbortController().signal);
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    await this.#folder.remove(name);
    await keepWithin(this.#folder, { now: this.#clock.now(), coming: bytes.length });
    await this.#folder.write(name, bytes);
  }
}

/** Does not tell the path. */
function nameFor(root: string): string {
  return `${createHash("sha256").update(root).digest("hex").slice(0, 32)}.names`;
}
