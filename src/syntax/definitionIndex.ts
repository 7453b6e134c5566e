/** The definition index as the rest sees it: the table lives in a thread, and is asked about one listing of files at a time. */

import type { Blob, FoundDefinition, FoundMention } from "./definitionTable.ts";
import type { IndexReply, IndexTask, KnownListing } from "./indexKeeper.ts";
import type { Named } from "./outline.ts";

/** Files of one version of a repository. */
export interface Listing {
  readonly files: readonly Blob[];
  /** Of the thread's table that they were opened in, empty where there is none; another one finds nothing in them. */
  readonly table: string;
  /** By this the table knows them. */
  readonly number: number;
}

/** Rejects only when the signal is aborted; what could not be done is as if nothing were known. */
export interface DefinitionIndex {
  /** Also says which of the files are not indexed yet, by their place in the list. */
  readonly open: (files: readonly Blob[], signal: AbortSignal) => Promise<Opened>;
  readonly add: (texts: readonly (Blob & Named)[], signal: AbortSignal) => Promise<void>;
  readonly defining: Search<FoundDefinition>;
  readonly mentioning: Search<FoundMention>;
  /** What is known of the listing, to be kept between runs; null where that can't be said. */
  readonly save: (listing: Listing, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer> | null>;
  /** What `save` gave; anything else is ignored. */
  readonly load: (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal) => Promise<void>;
}

export interface Opened {
  readonly listing: Listing;
  readonly unknown: readonly number[];
}

type Search<Found> = (
  listing: Listing,
  names: readonly string[],
  signal: AbortSignal,
) => Promise<readonly Found[]>;

/** `perform` hands a task to the thread that keeps the table. */
export function definitionIndex(
  perform: (task: IndexTask, signal: AbortSignal) => Promise<IndexReply | { readonly kind: "failed" }>,
): DefinitionIndex {
  return {
    open: async (files, signal) => {
      const paths = files.map(({ path }) => path).join("\0");
      const ids = files.map(({ id }) => id).join("\0");
      const reply = await perform({ kind: "open", paths, ids }, signal);
      return reply.kind === "opened"
        ? { listing: { files, ...reply.listing }, unknown: reply.unknown }
        : { listing: { files, table: "", number: 0 }, unknown: [] };
    },
    add: async (texts, signal) => {
      await perform({ kind: "add", texts }, signal);
    },
    defining: async (listing, names, signal) => {
      if (names.length === 0) return [];
      const reply = await perform({ kind: "defining", listing: known(listing), names }, signal);
      return reply.kind === "definitions" ? reply.found : [];
    },
    mentioning: async (listing, names, signal) => {
      if (names.length === 0) return [];
      const reply = await perform({ kind: "mentioning", listing: known(listing), names }, signal);
      return reply.kind === "mentions" ? reply.found : [];
    },
    save: async (listing, signal) => {
      const reply = await perform({ kind: "save", listing: known(listing) }, signal);
      return reply.kind === "saved" ? reply.bytes : null;
    },
    load: async (bytes, signal) => {
      await perform({ kind: "load", bytes }, signal);
    },
  };
}

/** Without its thousands of files: the thread has them. */
function known({ table, number }: Listing): KnownListing {
  return { table, number };
}
