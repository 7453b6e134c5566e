/** What the measure of definitions is about: names that added lines use, and the places that define them. */

export interface Place {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** 1-based: the line on which the name stands. */
  readonly line: number;
}

/** One name on an added line, by the judgement of a tool or of a person. */
export interface Use extends Place {
  readonly name: string;
  /** Where the repository defines it; any of them will do. Never a local variable or a parameter. */
  readonly definedAt: readonly Place[];
}

export interface CommitUses {
  readonly commit: string;
  readonly uses: readonly Use[];
}

/** The lines that a commit adds, 1-based, by their path after it. */
export type AddedLines = ReadonlyMap<string, ReadonlySet<number>>;

/** A run of lines that differ, without context: so many from `newStart` on, in place of so many of the old version. */
export interface LineHunk {
  /** 1-based; where `newCount` is 0, the line before. */
  readonly newStart: number;
  readonly newCount: number;
  readonly oldCount: number;
}

/** By path after the commit. */
export type LineHunks = ReadonlyMap<string, readonly LineHunk[]>;

/** Finds the uses of a commit's added lines in a work tree that stands at the commit. */
export interface Oracle {
  /** What language it judges, as people call it. */
  readonly language: string;
  readonly reads: (path: string) => boolean;
  readonly usesIn: (checkout: Checkout) => Promise<readonly Use[]>;
  readonly dispose: () => Promise<void>;
}

export interface Checkout {
  /** Absolute real path. */
  readonly root: string;
  /** Every tracked path. */
  readonly tracked: ReadonlySet<string>;
  readonly added: AddedLines;
}

/** Of several uses of one definition in one file, the first: what counts is whether the reader can look it up. */
export function distinct(uses: readonly Use[]): readonly Use[] {
  const seen = new Map<string, Use>();
  for (const use of uses) {
    const defined = use.definedAt.map(({ path, line }) => `${path}:${line}`).sort();
    const key = `${use.path}\0${use.name}\0${defined.join("\0")}`;
    if (!seen.has(key)) seen.set(key, use);
  }
  return [...seen.values()];
}
