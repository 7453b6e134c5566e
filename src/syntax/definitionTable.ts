/** What the texts of a repository define and mention, by blob: it lives in the thread that reads outlines. */

import { Interned } from "./interned.ts";
import type { Definition, Outline } from "./outline.ts";
import { definitionsIn, mentionsIn, pack, renumbered, type Marked, type Packed } from "./packed.ts";

/** A file of one version of a repository. */
export interface Blob {
  /** Tells the language; relative to the repository's root, with `/`. */
  readonly path: string;
  /** Of its text. */
  readonly id: string;
}

export interface FoundDefinition {
  /** An index into the files that were searched. */
  readonly file: number;
  readonly definition: Definition;
}

export interface FoundMention {
  readonly file: number;
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  readonly within: Definition | null;
}

/** As it is kept between runs. */
export interface TableContents {
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly packed: readonly Packed[];
}

/** Numbers of all outlines together; four bytes each. */
const mostNumbers = 24_000_000;
/** Of one name: what is found more often tells nothing. */
const mostFound = 400;

export class DefinitionTable {
  readonly #interned = new Interned();
  readonly #most: number;
  /** What was used last stands last. */
  readonly #blobs = new Map<string, Packed>();
  #numbers = 0;

  constructor(most = mostNumbers) {
    this.#most = most;
  }

  /** Indexes of the files that are not known yet. Those that are count as used. */
  unknown(files: readonly Blob[]): readonly number[] {
    const unknown: number[] = [];
    for (const [index, file] of files.entries()) {
      const key = keyOf(file);
      const packed = this.#blobs.get(key);
      if (packed === undefined) unknown.push(index);
      else {
        this.#blobs.delete(key);
        this.#blobs.set(key, packed);
      }
    }
    return unknown;
  }

  /** `outline`: null for a text that has none, so that nobody tries again. */
  add(file: Blob, outline: Outline | null): void {
    const empty = { by: "lines", definitions: [], mentions: [], imports: [] } as const;
    this.#keep(keyOf(file), pack(outline ?? empty, this.#interned));
  }

  defining(files: readonly Blob[], names: readonly string[]): readonly FoundDefinition[] {
    const found = this.#search(files, names, definitionsIn).map(([file, definition]) => ({
      file,
      definition,
    }));
    return upTo(found, ({ definition }) => definition.name);
  }

  mentioning(files: readonly Blob[], names: readonly string[]): readonly FoundMention[] {
    const found = this.#search(files, names, mentionsIn).map(([file, mention]) => ({ file, ...mention }));
    return upTo(found, ({ name }) => name);
  }

  /** Of these files alone. */
  contents(files: readonly Blob[]): TableContents {
    const known = [...new Set(files.map(keyOf))].flatMap((key) => {
      const packed = this.#blobs.get(key);
      return packed === undefined ? [] : [[key, packed] as const];
    });
    const own = new Interned();
    const packed = known.map(([, each]) =>
      renumbered(each, (number) => own.numberOf(this.#interned.nameOf(number))),
    );
    return {
      names: own.names,
      keys: known.map(([key]) => key),
      packed: packed.filter((each) => each !== null),
    };
  }

  /** Whatever in it is no outline is left out. */
  take({ names, keys, packed }: TableContents): void {
    const numbers = names.map((name) => this.#interned.numberOf(name));
    for (const [index, key] of keys.entries()) {
      const own = renumbered(packed[index] ?? Uint32Array.of(), (number) => numbers[number] ?? null);
      if (own !== null && !this.#blobs.has(key)) this.#keep(key, own);
    }
  }

  #search<Found>(
    files: readonly Blob[],
    names: readonly string[],
    searchIn: (packed: Packed, wanted: Marked, interned: Interned) => readonly Found[],
  ): readonly (readonly [file: number, found: Found])[] {
    const numbers = names.map((name) => this.#interned.find(name)).filter((number) => number !== null);
    if (numbers.length === 0) return [];
    const wanted = new Uint8Array(this.#interned.names.length);
    for (const number of numbers) wanted[number] = 1;
    return files.flatMap((file, index) => {
      const packed = this.#blobs.get(keyOf(file));
      return packed === undefined
        ? []
        : searchIn(packed, wanted, this.#interned).map((found) => [index, found] as const);
    });
  }

  #keep(key: string, packed: Packed): void {
    this.#numbers += packed.length - (this.#blobs.get(key)?.length ?? 0);
    this.#blobs.delete(key);
    this.#blobs.set(key, packed);
    for (const [oldest, { length }] of this.#blobs) {
      if (this.#numbers <= this.#most || oldest === key) return;
      this.#blobs.delete(oldest);
      this.#numbers -= length;
    }
  }
}

/** The same text may be of two languages. */
function keyOf({ path, id }: Blob): string {
  return id + (/\.[^./]+$/.exec(path)?.[0] ?? "").toLowerCase();
}

/** The first ones of each name. */
function upTo<Found>(found: readonly Found[], nameOf: (each: Found) => string): readonly Found[] {
  const counts = new Map<string, number>();
  return found.filter((each) => {
    const count = (counts.get(nameOf(each)) ?? 0) + 1;
    counts.set(nameOf(each), count);
    return count <= mostFound;
  });
}
