/** Keeps the definition table in its thread, and does there what is asked of it. */

import {
  DefinitionTable,
  keyOf,
  type Blob,
  type FoundDefinition,
  type FoundMention,
} from "./definitionTable.ts";
import type { Named, Outline } from "./outline.ts";
import { fromBytes, toBytes } from "./tableBytes.ts";

export type IndexTask =
  /** Of thousands of files, so two long strings rather than as many objects: joined by zero bytes. */
  | { readonly kind: "open"; readonly paths: string; readonly ids: string }
  | { readonly kind: "add"; readonly texts: readonly (Blob & Named)[] }
  | { readonly kind: "defining"; readonly listing: number; readonly names: readonly string[] }
  | { readonly kind: "mentioning"; readonly listing: number; readonly names: readonly string[] }
  | { readonly kind: "save"; readonly listing: number }
  | { readonly kind: "load"; readonly bytes: Uint8Array<ArrayBuffer> };

export type IndexReply =
  | { readonly kind: "opened"; readonly listing: number; readonly unknown: readonly number[] }
  | { readonly kind: "kept" }
  | { readonly kind: "definitions"; readonly found: readonly FoundDefinition[] }
  | { readonly kind: "mentions"; readonly found: readonly FoundMention[] }
  | { readonly kind: "saved"; readonly bytes: Uint8Array<ArrayBuffer> };

/** Of reviews that run side by side; an older one finds nothing more. */
const mostListings = 8;

export interface Keeping {
  readonly outline: (text: Named) => Promise<Outline | null>;
  /** Whether nobody waits for the task under way any more; then an outline that is missing says nothing. */
  readonly isStopped: () => boolean;
  /** Of whoever makes the outlines; a table of another one is of no use. */
  readonly version: string;
}

export class IndexKeeper {
  readonly #table = new DefinitionTable();
  /** The keys of their files. */
  readonly #listings = new Map<number, readonly string[]>();
  readonly #keeping: Keeping;
  #last = 0;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  async perform(task: IndexTask): Promise<IndexReply> {
    switch (task.kind) {
      case "open":
        return this.#open(task.paths.split("\0"), task.ids.split("\0"));
      case "add":
        await this.#add(task.texts);
        return { kind: "kept" };
      case "defining":
        return { kind: "definitions", found: this.#table.defining(this.#keys(task.listing), task.names) };
      case "mentioning":
        return { kind: "mentions", found: this.#table.mentioning(this.#keys(task.listing), task.names) };
      case "save":
        return {
          kind: "saved",
          bytes: toBytes(this.#table.contents(this.#keys(task.listing)), this.#keeping.version),
        };
      case "load": {
        const contents = fromBytes(task.bytes, this.#keeping.version);
        if (contents !== null) this.#table.take(contents);
        return { kind: "kept" };
      }
    }
  }

  async #add(texts: readonly (Blob & Named)[]): Promise<void> {
    for (const text of texts) {
      const outline = await this.#keeping.outline(text);
      if (this.#keeping.isStopped()) return;
      this.#table.add(text, outline);
    }
  }

  #open(paths: readonly string[], ids: readonly string[]): IndexReply {
    const keys = ids[0] === "" ? [] : paths.map((path, index) => keyOf({ path, id: ids[index] ?? "" }));
    this.#last += 1;
    this.#listings.set(this.#last, keys);
    this.#listings.delete(this.#last - mostListings);
    return { kind: "opened", listing: this.#last, unknown: this.#table.unknown(keys) };
  }

  #keys(listing: number): readonly string[] {
    return this.#listings.get(listing) ?? [];
  }
}
