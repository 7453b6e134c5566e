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
/** Definitions of one name: what has more tells nothing. */
const mostDefined = 200;
/** Files that mention one name; where more than `many` do, each is told of once. */
const mostMentioning = 200;
const many = 80;

export class DefinitionTable {
  readonly #interned = new Interned();
  readonly #most: number;
  /** What was used last stands last. */
  readonly #blobs = new Map<string, Packed>();
  #numbers = 0;

  constructor(most = mostNumbers) {
    this.#most = most;
  }

  /** Indexes of the files that are not known yet, by their keys. Those that are count as used. */
  unknown(keys: readonly string[]): readonly number[] {
    const unknown: number[] = [];
    for (const [index, key] of keys.entries()) {
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

  defining(keys: readonly string[], names: readonly string[]): readonly FoundDefinition[] {
    const counts = new Map<string, number>();
    const found: FoundDefinition[] = [];
    for (const [file, definitions] of this.#search(keys, names, definitionsIn)) {
      for (const definition of definitions) {
        const count = (counts.get(definition.name) ?? 0) + 1;
        counts.set(definition.name, count);
        if (count <= mostDefined) found.push({ file, definition });
      }
    }
    return found;
  }

  mentioning(keys: readonly string[], names: readonly string[]): readonly FoundMention[] {
    const counts = new Map<string, number>();
    const found: FoundMention[] = [];
    for (const [file, mentions] of this.#search(keys, names, mentionsIn)) {
      const here = new Set<string>();
      for (const mention of mentions) {
        const { name } = mention;
        const count = (counts.get(name) ?? 0) + (here.has(name) ? 0 : 1);
        if (count > mostMentioning || (here.has(name) && count > many)) continue;
        here.add(name);
        counts.set(name, count);
        found.push({ file, ...mention });
      }
    }
    return found;
  }

  /** Of these files alone. */
  contents(keys: readonly string[]): TableContents {
    const known = [...new Set(keys)].flatMap((key) => {
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

  *#search<Found>(
    keys: readonly string[],
    names: readonly string[],
    searchIn: (packed: Packed, wanted: Marked, interned: Interned) => readonly Found[],
  ): Iterable<readonly [file: number, found: readonly Found[]]> {
    const numbers = names.map((name) => this.#interned.find(name)).filter((number) => number !== null);
    if (numbers.length === 0) return;
    const wanted = new Uint8Array(this.#interned.names.length);
    for (const number of numbers) wanted[number] = 1;
    for (const [file, key] of keys.entries()) {
      const packed = this.#blobs.get(key);
      if (packed !== undefined) yield [file, searchIn(packed, wanted, this.#interned)];
    }
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

/** By what the table knows a file: its text, and its ending, for the same text may be of two languages. */
export function keyOf({ path, id }: Blob): string {
  return id + (/\.[^./]+$/.exec(path)?.[0] ?? "").toLowerCase();
}
