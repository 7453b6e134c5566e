/** Writes down what a text defines, mentions and imports while its syntax tree is walked. */

import { Above, type Beginning } from "./above.ts";
import type { Rule, SyntaxNode } from "./language.ts";
import { longestName, mostDefinitions, mostImports, mostMentions } from "./limits.ts";
import { asMember } from "./member.ts";
import type { Definition, DefinitionKind, Mention, Outline } from "./outline.ts";
import { Places } from "./places.ts";
import type { Roles } from "./roles.ts";
import type { SyntaxCursor, Visitor } from "./walk.ts";

/** Of one node: `const (A, B, …)`. */
const mostNames = 50;
const longestImport = 300;

/** These count only where they are seen from outside. */
const local: ReadonlySet<DefinitionKind> = new Set(["variable", "constant", "field"]);

interface Around {
  readonly name: string;
  readonly kind: DefinitionKind;
}

/** One node on the way down; there is one for each depth, used again and again. */
interface Level {
  /** Of the node's children. */
  readonly above: Above;
  defines: boolean;
  isScope: boolean;
}

export class Outlining implements Visitor {
  readonly #roles: Roles;
  readonly #text: string;
  readonly #places: Places;
  readonly #definitions: Definition[] = [];
  readonly #mentions: Mention[] = [];
  readonly #imports = new Set<string>();
  /** Where defined names stand: there they are not mentioned. */
  readonly #defined = new Set<number>();
  readonly #around: Around[] = [];
  readonly #levels: Level[];
  #depth = 0;
  #scopes = 0;
  #unread = 0;

  constructor(roles: Roles, text: string) {
    this.#roles = roles;
    this.#text = text;
    this.#places = new Places(text);
    this.#levels = [this.#aLevel()];
  }

  /** Null where the grammar could make nothing of most of the text. */
  outline(): Outline | null {
    if (this.#unread > this.#text.length / 2) return null;
    // Two that begin in one line stand as they were entered: the outer first.
    const definitions = this.#definitions.sort((a, b) => a.range.start - b.range.start);
    return { by: "grammar", definitions, mentions: this.#mentions, imports: [...this.#imports] };
  }

  enter(cursor: SyntaxCursor): void {
    const { startIndex: start, endIndex: end } = cursor;
    const role = this.#roles.of[cursor.nodeTypeId] ?? null;
    const above = this.#levels[this.#depth]?.above;
    this.#depth += 1;
    const level = (this.#levels[this.#depth] ??= this.#aLevel());
    level.isScope = role?.isScope ?? false;
    level.defines = false;
    let wrapped: Beginning | null = null;
    if (role?.isComment === true || role?.isMark === true) above?.wait(start, end, role.isMark);
    else {
      if (role !== null && above !== undefined) {
        if (role.isWrap) wrapped = above.begin(start);
        level.defines = role.rules.length > 0 && this.#define(role.rules, cursor.currentNode, above);
        if (role.isName) this.#mention(start, end);
        if (role.isError) this.#unread += end - start;
        if (role.imports !== null) this.#import(role.imports(cursor.currentNode));
      }
      above?.pass(end);
    }
    level.above.reset(start, wrapped);
    if (level.isScope) this.#scopes += 1;
  }

  leave(): void {
    const level = this.#levels[this.#depth];
    this.#depth -= 1;
    if (level?.defines === true) this.#around.pop();
    if (level?.isScope === true) this.#scopes -= 1;
  }

  #aLevel(): Level {
    return { above: new Above(this.#places), defines: false, isScope: false };
  }

  /** Whether it did. */
  #define(rules: readonly Rule[], node: SyntaxNode, above: Above): boolean {
    if (this.#definitions.length >= mostDefinitions) return false;
    const rule = rules.find(({ when }) => when === undefined || when(node));
    if (rule === undefined) return false;
    if (this.#scopes > 0 && local.has(rule.kind) && rule.anywhere !== true) return false;
    const names = namesOf(rule, node, this.#roles.sigil).slice(0, mostNames);
    const [first] = names;
    if (first === undefined) return false;
    const begins = above.begin(node.startIndex);
    const around = this.#around.at(-1);
    const kind = asMember(rule.kind, around?.kind ?? null);
    const container = rule.container?.(node)?.text ?? around?.name ?? null;
    const lastLine = this.#places.lastLineOf(node.startIndex, node.endIndex);
    const signature = { start: begins.signature, end: this.#lastOfSignature(rule, node, begins) ?? lastLine };
    for (const { name, index } of names) {
      this.#defined.add(index);
      const range = { start: begins.line, end: lastLine };
      this.#definitions.push({ name, kind, range, signature, container });
    }
    this.#around.push({ name: first.name, kind });
    above.defined();
    return true;
  }

  #lastOfSignature(rule: Rule, node: SyntaxNode, { signature }: Beginning): number | null {
    const body = (rule.body ?? ((of: SyntaxNode) => of.childForFieldName("body")))(node);
    return body === null ? null : Math.max(signature, this.#places.lineBefore(body.startIndex));
  }

  #import(names: readonly string[]): void {
    for (const name of names) {
      if (name !== "" && name.length <= longestImport && this.#imports.size < mostImports)
        this.#imports.add(name);
    }
  }

  #mention(start: number, end: number): void {
    if (this.#defined.has(start) || end - start > longestName || this.#mentions.length >= mostMentions)
      return;
    const line = this.#places.lineOf(start);
    const text = this.#text.slice(start, end);
    const { sigil } = this.#roles;
    const name = sigil === null ? text : text.replace(sigil, "");
    const column = end - name.length - this.#places.startOf(line);
    // In a broken text even a line end may pass for part of a name.
    if (/^\S+$/.test(name)) this.#mentions.push({ name, line, column });
  }
}

function namesOf(
  rule: Rule,
  node: SyntaxNode,
  sigil: RegExp | null,
): readonly { readonly name: string; readonly index: number }[] {
  if (rule.called !== undefined) return [{ name: rule.called, index: -1 }];
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
