/** Tells by the look of its lines what a text defines, mentions and imports, where no grammar can. */

import { splitLines } from "../text/lines.ts";
import { definedIn, type LineDefinition } from "./definingLine.ts";
import { closes, indentOf } from "./indentation.ts";
import { longestName, mostDefinitions, mostImports, mostMentions } from "./limits.ts";
import { asMember } from "./member.ts";
import type { Definition, Mention, Outline } from "./outline.ts";

/** UTF-16 units. What is longer was not written by hand. */
const longestLine = 2_000;

export function outlineByLines(text: string): Outline {
  const blocks = new Blocks();
  const mentions: Mention[] = [];
  const imports = new Set<string>();
  for (const [index, line] of splitLines(text).entries()) {
    if (line.length > longestLine) continue;
    const defined = blocks.read(line, index + 1);
    if (isComment(line)) continue;
    const imported = importIn(line);
    if (imported !== null && imports.size < mostImports) imports.add(imported);
    for (const mention of namesIn(line, index + 1)) {
      if (mentions.length < mostMentions && mention.name !== defined) mentions.push(mention);
    }
  }
  return { by: "lines", definitions: blocks.close(), mentions, imports: [...imports] };
}

/** A definition whose end was not met yet. */
interface Begun {
  readonly at: number;
  readonly indent: number;
}

/** Definitions end where a line is indented no more than their first one. */
class Blocks {
  readonly #definitions: Definition[] = [];
  readonly #begun: Begun[] = [];
  /** The first of the comments and annotations right above. */
  #above: number | null = null;
  #last = 0;

  /** Lines in their order, 1-based. The name that the line defines, if it does. */
  read(line: string, number: number): string | null {
    const indent = indentOf(line);
    if (indent === null) {
      this.#above = null;
      return null;
    }
    if (isComment(line) || isAnnotation(line)) {
      this.#above ??= number;
      return null;
    }
    this.#endAt(line, { number, indent });
    const defined = this.#definitions.length < mostDefinitions ? definedIn(line) : null;
    const isNew = defined !== null && !this.#isLocal(defined);
    if (isNew) this.#begin(defined, { number, indent });
    this.#above = null;
    this.#last = number;
    return isNew ? defined.name : null;
  }

  close(): readonly Definition[] {
    while (this.#begun.length > 0) this.#end(this.#last);
    return this.#definitions;
  }

  #endAt(line: string, { number, indent }: { readonly number: number; readonly indent: number }): void {
    for (
      let open = this.#begun.at(-1);
      open !== undefined && indent <= open.indent;
      open = this.#begun.at(-1)
    ) {
      const isLevel = indent === open.indent;
      if (isLevel && opens(line)) return;
      const isEnd = isLevel && closes(line);
      this.#end(isEnd ? number : this.#last);
      if (isEnd) return;
    }
  }

  #begin(
    { name, kind }: LineDefinition,
    { number, indent }: { readonly number: number; readonly indent: number },
  ): void {
    const around = this.#definitions[this.#begun.at(-1)?.at ?? -1];
    const range = { start: this.#above ?? number, end: number };
    const signature = { start: number, end: number };
    this.#begun.push({ at: this.#definitions.length, indent });
    this.#definitions.push({
      name,
      kind: asMember(kind, around?.kind ?? null),
      range,
      signature,
      container: around?.name ?? null,
    });
  }

  #end(line: number): void {
    const at = this.#begun.pop()?.at ?? -1;
    const definition = this.#definitions[at];
    if (definition === undefined) return;
    this.#definitions[at] = { ...definition, range: { ...definition.range, end: line } };
  }

  /** Variables of functions are nobody else's business. */
  #isLocal({ kind }: LineDefinition): boolean {
    if (kind !== "variable" && kind !== "constant") return false;
    return this.#begun.some(({ at }) => isFunction(this.#definitions[at]));
  }
}

function isFunction(definition: Definition | undefined): boolean {
  return definition?.kind === "function" || definition?.kind === "method";
}

function* namesIn(line: string, number: number): Iterable<Mention> {
  for (const { 0: name, index: column } of line.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) {
    if (name.length <= longestName) yield { name, line: number, column };
  }
}

/** What stands in quotes, or else the word after the one that imports. */
function importIn(line: string): string | null {
  const found =
    /^\s*(?:import|use|using|include|#\s*include|source|from|alias|@import)\b(.*)$|\brequire(?:_relative)?\b(.*)$/u.exec(
      line,
    );
  const rest = found?.[1] ?? found?.[2];
  if (rest === undefined) return null;
  return /["'<]([^"'<>]{1,200})["'>]/.exec(rest)?.[1] ?? /[^\s(;,]{1,200}/.exec(rest)?.[0] ?? null;
}

function isComment(line: string): boolean {
  return /^\s*(?:\/\/|\/\*|\*|#(?!\s*include)|--|;|%|"""|''')/.test(line);
}

function isAnnotation(line: string): boolean {
  return /^\s*@[\w.]+(?:\([^()]*\))?\s*$/.test(line);
}

/** The bracket or the word of a body that stands on a line of its own. */
function opens(line: string): boolean {
  return /^\s*(?:\{|begin\b|as\b|is\b)/i.test(line);
}
