/** Writes down what a text defines, mentions and imports while its syntax tree is walked. */

import { Above, type Beginning } from "./above.ts";
import type { Rule, SyntaxNode } from "./language.ts";
import type { Numbered } from "./numbered.ts";
import type { Definition, DefinitionKind, Mention, Outline } from "./outline.ts";
import { Places } from "./places.ts";
import type { SyntaxCursor, Visitor } from "./walk.ts";

const mostDefinitions = 20_000;
/** Of one node: `const (A, B, …)`. */
const mostNames = 50;
const mostMentions = 100_000;
const mostImports = 1_000;
/** UTF-16 units. What is longer is no name that anybody looks up. */
const longestName = 120;

/** Functions and variables of these are their methods and fields. */
const holders: ReadonlySet<DefinitionKind> = new Set(["class", "interface", "enum", "type", "extension"]);
/** These count only where they are seen from outside. */
const local: ReadonlySet<DefinitionKind> = new Set(["variable", "constant", "field"]);

interface Around {
  readonly name: string;
  readonly kind: DefinitionKind;
}

/** One node on the way down. */
interface Level {
  readonly above: Above;
  readonly defines: boolean;
  readonly isScope: boolean;
}

export class Outlining implements Visitor {
  readonly #language: Numbered;
  readonly #text: string;
  readonly #places: Places;
  readonly #definitions: Definition[] = [];
  readonly #mentions: Mention[] = [];
  readonly #imports = new Set<string>();
  /** Where defined names stand: there they are not mentioned. */
  readonly #defined = new Set<number>();
  readonly #around: Around[] = [];
  readonly #levels: Level[] = [];
  #scopes = 0;
  #unread = 0;

  constructor(language: Numbered, text: string) {
    this.#language = language;
    this.#text = text;
    this.#places = new Places(text);
  }

  /** Null where the grammar could make nothing of most of the text. */
  outline(): Outline | null {
    if (this.#unread > this.#text.length / 2) return null;
    // Two that begin in one line stand as they were entered: the outer first.
    const definitions = this.#definitions.sort((a, b) => a.range.start - b.range.start);
    return { by: "grammar", definitions, mentions: this.#mentions, imports: [...this.#imports] };
  }

  enter(cursor: SyntaxCursor): void {
    const { nodeTypeId: type, startIndex: start, endIndex: end } = cursor;
    const language = this.#language;
    if (language.names.has(type)) this.#mention(start, end);
    if (language.errors.has(type)) this.#unread += end - start;
    if (language.imports.has(type) && this.#imports.size < mostImports)
      language.imports
        .get(type)?.(cursor.currentNode)
        .forEach((each) => this.#imports.add(each));

    const isScope = language.scopes.has(type);
    const level = { above: new Above(null), defines: false, isScope };
    const above = this.#levels.at(-1)?.above ?? new Above(null);
    const isMark = language.marks.has(type);
    if (isMark || language.comments.has(type)) {
      above.wait({ start: this.#places.lineOf(start), end: this.#places.lastLineOf(start, end), isMark });
      this.#levels.push(level);
    } else {
      const begins = above.begin(this.#places.lineOf(start));
      const defines = this.#define(cursor, begins);
      if (defines) above.defined();
      above.pass(this.#places.lastLineOf(start, end));
      const wrapped = language.wraps.has(type) ? begins : null;
      this.#levels.push({ above: new Above(wrapped), defines, isScope });
    }
    if (isScope) this.#scopes += 1;
  }

  leave(): void {
    const level = this.#levels.pop();
    if (level?.defines === true) this.#around.pop();
    if (level?.isScope === true) this.#scopes -= 1;
  }

  /** Whether it did. */
  #define(cursor: SyntaxCursor, begins: Beginning): boolean {
    const rules = this.#language.defines.get(cursor.nodeTypeId);
    if (rules === undefined || this.#definitions.length >= mostDefinitions) return false;
    const node = cursor.currentNode;
    const rule = rules.find(({ when }) => when === undefined || when(node));
    if (rule === undefined || (this.#scopes > 0 && local.has(rule.kind))) return false;
    const names = namesOf(rule, node, this.#language).slice(0, mostNames);
    const around = this.#around.at(-1);
    const kind = around !== undefined && holders.has(around.kind) ? asMember(rule.kind) : rule.kind;
    const container = rule.container?.(node)?.text ?? around?.name ?? null;
    const lastLine = this.#places.lastLineOf(node.startIndex, node.endIndex);
    const signature = { start: begins.signature, end: this.#lastOfSignature(rule, node, begins) ?? lastLine };
    for (const { name, index } of names) {
      this.#defined.add(index);
      const range = { start: begins.line, end: lastLine };
      this.#definitions.push({ name, kind, range, signature, container });
    }
    const [first] = names;
    if (first !== undefined) this.#around.push({ name: first.name, kind });
    return first !== undefined;
  }

  #lastOfSignature(rule: Rule, node: SyntaxNode, { signature }: Beginning): number | null {
    const body = (rule.body ?? ((of: SyntaxNode) => of.childForFieldName("body")))(node);
    return body === null ? null : Math.max(signature, this.#places.lineBefore(body.startIndex));
  }

  #mention(start: number, end: number): void {
    if (this.#defined.has(start) || end - start > longestName || this.#mentions.length >= mostMentions)
      return;
    const line = this.#places.lineOf(start);
    const text = this.#text.slice(start, end);
    const { sigil } = this.#language;
    const name = sigil === null ? text : text.replace(sigil, "");
    const column = end - name.length - this.#places.startOf(line);
    if (name !== "") this.#mentions.push({ name, line, column });
  }
}

function namesOf(
  rule: Rule,
  node: SyntaxNode,
  { sigil }: Numbered,
): readonly { readonly name: string; readonly index: number }[] {
  const found = rule.names?.(node) ?? node.childrenForFieldName("name").slice(0, 1);
  return found
    .filter(({ startIndex, endIndex }) => endIndex - startIndex <= longestName)
    .map(({ text, startIndex }) => ({ name: spelled(text, sigil), index: startIndex }))
    .filter(({ name }) => name !== "");
}

/** A name may stand in quotes. What has spaces or brackets in it is a pattern. */
function spelled(text: string, sigil: RegExp | null): string {
  const unquoted = text.replace(/^["'](.*)["']$/, "$1");
  const name = sigil === null ? unquoted : unquoted.replace(sigil, "");
  return /^[^\s"'(){},;]+$/.test(name) ? name : "";
}

function asMember(kind: DefinitionKind): DefinitionKind {
  if (kind === "function") return "method";
  return kind === "variable" ? "field" : kind;
}
