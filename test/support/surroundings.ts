/** A repository around a change, for tests: its files are written here, in a toy language of functions and words. */

import { createHash } from "node:crypto";
import type { Content } from "../../src/change/change.ts";
import type { Snapshot } from "../../src/change/snapshot.ts";
import type { AskTools } from "../../src/context/languageTools.ts";
import { surroundingsOf, type Definitions, type Surroundings } from "../../src/context/surroundings.ts";
import type { ClearedChange } from "../../src/privacy/cleared.ts";
import { definitionIndex, type DefinitionIndex } from "../../src/syntax/definitionIndex.ts";
import { IndexKeeper } from "../../src/syntax/indexKeeper.ts";
import type { Definition, DefinitionKind, Named, Outline, ReadOutlines } from "../../src/syntax/outline.ts";
import { splitLines } from "../../src/text/lines.ts";

const opening = /^\s*(function|method|class|interface|field) (\w+)/;

/** `function name`, `method name`, `class name` and so on begin a definition; what is indented below belongs to it. `import x` imports. */
export function toyOutline({ text }: Named): Outline {
  const lines = splitLines(text);
  const indents = lines.map((line) => line.search(/\S|$/));
  const definitions: Definition[] = [];
  for (const [index, line] of lines.entries()) {
    const [, kind, name] = opening.exec(line) ?? [];
    if (kind === undefined || name === undefined) continue;
    const after = indents.findIndex((indent, at) => at > index && indent <= indents[index]!);
    const range = { start: index + 1, end: after === -1 ? lines.length : after };
    const container = definitions.findLast(
      (each) => each.range.end >= range.end && indents[each.range.start - 1]! < indents[index]!,
    );
    const signature = { start: range.start, end: range.start };
    definitions.push({
      name,
      kind: kind as DefinitionKind,
      range,
      signature,
      container: container?.name ?? null,
    });
  }
  const mentions = lines.flatMap((line, index) =>
    opening.test(line) || line.startsWith("import ")
      ? []
      : [...line.matchAll(/\w+/g)].map(({ 0: name, index: column }) => ({ name, line: index + 1, column })),
  );
  const imports = lines.flatMap((line) => /^import (\S+)/.exec(line)?.[1] ?? []);
  return { by: "lines", definitions, mentions, imports };
}

export type Files = Readonly<Record<string, readonly string[]>>;

export function idOf(lines: readonly string[]): string {
  return createHash("sha1").update(lines.join("\n")).digest("hex");
}

/** `read` is told which files were read. */
export function aSnapshot(files: Files, read: string[] = []): Snapshot {
  const byId = new Map(Object.entries(files).map(([path, lines]) => [idOf(lines), { path, lines }]));
  return {
    list: async () => Object.entries(files).map(([path, lines]) => ({ path, id: idOf(lines) })),
    read: async (ids) =>
      new Map(
        ids.map((id): [string, Content] => {
          const { path, lines } = byId.get(id)!;
          read.push(path);
          return [id, { kind: "text", text: lines.map((line) => `${line}\n`).join(""), lines }];
        }),
      ),
  };
}

/** In this thread, and as patient as can be. */
export function toyIndex(version = "1"): DefinitionIndex {
  return replaceableIndex(version).index;
}

/** `replace` takes its table away, as the end of a thread does. */
export function replaceableIndex(version = "1"): {
  readonly index: DefinitionIndex;
  readonly replace: () => void;
} {
  const make = (): IndexKeeper =>
    new IndexKeeper({ outline: async (text) => toyOutline(text), isStopped: () => false, version });
  let keeper = make();
  return {
    index: definitionIndex(async (task) => keeper.perform(task)),
    replace: () => void (keeper = make()),
  };
}

export const toyOutlines: ReadOutlines = async (texts) => texts.map(toyOutline);

export function toyDefinitions(): Definitions {
  const index = toyIndex();
  return { of: async () => index, patience: Number.MAX_SAFE_INTEGER };
}

/** The files of the change stand in the repository as they are after it. */
export async function surroundingsIn(
  cleared: ClearedChange,
  files: Files,
  askTools: AskTools = async () => [],
): Promise<Surroundings> {
  const changed = cleared.files.flatMap(({ file, new: side }) =>
    side === null ? [] : [[file.path, side.snapshot] as const],
  );
  const snapshot = aSnapshot({ ...files, ...Object.fromEntries(changed) });
  const { signal } = new AbortController();
  const asked = { outlines: toyOutlines, definitions: { ...toyDefinitions(), askTools } };
  return (await surroundingsOf({ cleared, snapshot, ...asked, signal }))!;
}
