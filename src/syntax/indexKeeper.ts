/** Keeps the definition table in its thread, and does there what is asked of it. */

import { randomUUID } from "node:crypto";
import {
  DefinitionTable,
  keyOf,
  type Blob,
  type FoundDefinition,
  type FoundMention,
} from "./definitionTable.ts";
import type { Named, Outline } from "./outline.ts";
import { fromBytes, toBytes } from "./tableBytes.ts";

/** A listing, as it is named to the table that it was opened in. */
export interface KnownListing {
  /** Another one for every table there ever was. */
  readonly table: string;
  readonly number: number;
}

export type IndexTask =
  /** Of thousands of files, so two long strings rather than as many objects: joined by zero bytes. */
  | { readonly kind: "open"; readonly paths: string; readonly ids: string }
  | { readonly kind: "add"; readonly texts: readonly (Blob & Named)[] }
  | { readonly kind: "defining"; readonly listing: KnownListing; readonly names: readonly string[] }
  | { readonly kind: "mentioning"; readonly listing: KnownListing; readonly names: readonly string[] }
  | { readonly kind: "save"; readonly listing: KnownListing }
  | { readonly kind: "load"; readonly bytes: Uint8Array<ArrayBuffer> };

export type IndexReply =
  | { readonly kind: "opened"; readonly listing: KnownListing; readonly unknown: readonly number[] }
  | { readonly kind: "kept" }
  | { readonly kind: "definitions"; readonly found: readonly FoundDefinition[] }
  | { readonly kind: "mentions"; readonly found: readonly FoundMention[] }
  /** Null for a listing that is not known, of which nothing can be said. */
  | { readonly kind: "saved"; readonly bytes: Uint8Array<ArrayBuffer> | null };

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
  readonly #name = randomUUID();
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
        return {
          kind: "definitions",
          found: this.#table.defining(this.#keys(task.listing) ?? [], task.names),
        };
      case "mentioning":
        return {
          kind: "mentions",
          found: this.#table.mentioning(this.#keys(task.listing) ?? [], task.names),
        };
      case "save": {
        const keys = this.#keys(task.listing);
        if (keys === null) return { kind: "saved", bytes: null };
        return { kind: "saved", bytes: toBytes(this.#table.contents(keys), this.#keeping.version) };
      }
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
    const listing = { table: this.#name, number: this.#last };
    return { kind: "opened", listing, unknown: this.#table.unknown(keys) };
  }

  #keys({ table, number }: KnownListing): readonly string[] | null {
    return table === this.#name ? (this.#listings.get(number) ?? null) : null;
  }
}
