/** What a generated repository will be: files with odd names and odd texts, and what happens to each of them. */

import fc from "fast-check";

/** `unset`: as it is written. `eolCrlf`: with `\r\n` in the work tree and `\n` in git, by an attribute. */
export type Texture = "plain" | "crlf" | "eolCrlf" | "mixed" | "noLineEnd" | "empty" | "binary" | "link";

export type Action =
  | "modified"
  | "added"
  | "deleted"
  | "renamed"
  | "renamedAndEdited"
  | "modeChanged"
  | "typeChanged"
  | "becameFolder";

/** Whether the action is in the index, and whether the work tree went on from there. */
export type Staging = "unstaged" | "staged" | "changedAgain";

export interface PlannedLine {
  readonly text: string;
  /** Whether it carries a word that no other line has. */
  readonly isUnique: boolean;
}

export interface Edit {
  /** Where in the text, from 0 to 1. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: readonly PlannedLine[];
}

export interface PlannedFile {
  /** What is odd about its name. */
  readonly oddity: string;
  readonly path: string;
  readonly texture: Texture;
  readonly action: Action;
  readonly staging: Staging;
  readonly lines: readonly string[];
  readonly edits: readonly Edit[];
  readonly laterEdits: readonly Edit[];
}

/** By what is odd about them. What a system does not keep as it was written is left out by whoever makes the files. */
export const oddNames: Readonly<Record<string, string>> = {
  "plain name": "plain",
  space: " b  c ",
  quotes: `"q" 'r'`,
  tab: "t\tt",
  "line break": "l\nl",
  "leading dash": "-rf",
  "pathspec magic": ":(top)x",
  wildcard: "[a]*?",
  backslash: "a\\b",
  "not ASCII": "日本語 é",
  emoji: "👩‍💻🇩🇪",
  "decomposed accents": "u\u0308ber e\u0301te\u0301",
};

const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

const actions: readonly Action[] = [
  ...times<Action>(4, "modified"),
  ...times<Action>(3, "added"),
  ...times<Action>(3, "deleted"),
  ...times<Action>(4, "renamed"),
  ...times<Action>(4, "renamedAndEdited"),
  ...times<Action>(2, "modeChanged"),
  ...times<Action>(2, "typeChanged"),
  ...times<Action>(2, "becameFolder"),
];
const textures: readonly Texture[] = [
  ...times<Texture>(3, "plain"),
  ...times<Texture>(4, "crlf"),
  ...times<Texture>(4, "eolCrlf"),
  ...times<Texture>(3, "mixed"),
  ...times<Texture>(3, "noLineEnd"),
  ...times<Texture>(3, "empty"),
  ...times<Texture>(2, "binary"),
  ...times<Texture>(2, "link"),
];
const stagings: readonly Staging[] = [
  ...times<Staging>(10, "unstaged"),
  ...times<Staging>(7, "staged"),
  ...times<Staging>(7, "changedAgain"),
];
const names = Object.entries(oddNames).flatMap(([oddity, name]) => [
  { oddity, folder: "", name },
  { oddity, folder: `deep/${name}/er/`, name },
]);

/** Few and tricky, so that texts share lines and look like diffs. */
const trickyLine = fc.constantFrom(
  "a",
  "",
  " ",
  "-- x",
  "++ y",
  "-",
  "+",
  "@@ -1 +1 @@",
  "\\ No newline at end of file",
  "diff --git a/0 b/0",
  "日本語 ✓",
  "\tindented\t",
);
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.integer({ min: 0, max: 2 }),
  inserted: fc.array(fc.record({ text: trickyLine, isUnique: fc.constantFrom(true, true, true, false) }), {
    minLength: 1,
    maxLength: 2,
  }),
});
const texts = fc.record({
  lines: fc.array(trickyLine, { maxLength: 24 }),
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  laterEdits: fc.array(edit, { minLength: 1, maxLength: 2 }),
});

function shuffled<T>(all: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...all], { minLength: all.length });
}

/** Each list is dealt out like a pack of cards, so that everything comes up equally often and meets everything else. */
export const repositoryPlan: fc.Arbitrary<readonly PlannedFile[]> = fc
  .tuple(
    shuffled(names),
    shuffled(actions),
    shuffled(textures),
    shuffled(stagings),
    fc.array(texts, { minLength: names.length, maxLength: names.length }),
  )
  .map(([name, action, texture, staging, text]) =>
    name.map((each, index) => ({
      oddity: each.oddity,
      path: `${each.folder}${each.name}.${texture[index] === "eolCrlf" ? "win" : "txt"}`,
      action: action[index]!,
      texture: texture[index]!,
      staging: staging[index]!,
      ...text[index]!,
    })),
  );
