/** Lets pyright say what the names on added lines of Python mean. It is installed to a temporary folder, and only when asked for. */

import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { removeAtEnd, run } from "../../support/vscode/processes.ts";
import { startLanguageServer, type LanguageServer } from "./languageServer.ts";
import { distinct, type Checkout, type Oracle, type Place, type Use } from "./use.ts";

const pinned = "pyright@1.1.414";

/** Positions are 0-based. */
interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface DocumentSymbol {
  readonly kind: number;
  readonly range: Range;
  readonly selectionRange: Range;
  readonly children?: readonly DocumentSymbol[];
}

interface Location {
  readonly uri: string;
  readonly range: Range;
}

/** `SymbolKind` of the protocol: methods, constructors, functions. */
const functions = new Set([6, 9, 12]);

export async function pyrightOracle(): Promise<Oracle> {
  const folder = await mkdtemp(path.join(tmpdir(), "second-look-pyright-"));
  removeAtEnd(folder);
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", pinned], { cwd: folder });
  const script = path.join(folder, "node_modules/pyright/langserver.index.js");
  return {
    language: "Python",
    reads: (name) => name.endsWith(".py"),
    // A server for each commit: one that has seen another version might remember it.
    usesIn: async (checkout) => {
      const server = startLanguageServer(process.execPath, [script, "--stdio"]);
      try {
        return distinct(await usesOf(server, checkout));
      } finally {
        await server.end();
      }
    },
    dispose: async () => undefined,
  };
}

async function usesOf(server: LanguageServer, { root, tracked, added }: Checkout): Promise<readonly Use[]> {
  const rootUri = pathToFileURL(root).href;
  const workspaceFolders = [{ uri: rootUri, name: "repository" }];
  const textDocument = { definition: {}, documentSymbol: { hierarchicalDocumentSymbolSupport: true } };
  const capabilities = { textDocument, workspace: { configuration: true } };
  await server.ask("initialize", { processId: process.pid, rootUri, workspaceFolders, capabilities });
  server.tell("initialized", {});

  const known = new Map<string, Document>();
  const open = async (name: string): Promise<Document> => {
    const document = known.get(name) ?? (await openDocument(server, path.join(root, name)));
    known.set(name, document);
    return document;
  };
  const placeOf = async ({ uri, range }: Location): Promise<Place | null> => {
    const name = uri.startsWith("file:") ? relative(root, fileURLToPath(uri)) : "";
    if (!tracked.has(name) || isModule(range)) return null;
    return isLocal(await open(name), range.start) ? null : { path: name, line: range.start.line + 1 };
  };

  const uses: Use[] = [];
  for (const [name, lines] of added) {
    if (!name.endsWith(".py") || !tracked.has(name)) continue;
    const { uri, text } = await open(name);
    for (const { word, position } of namesOn(text, lines)) {
      const found = (await server.ask("textDocument/definition", { textDocument: { uri }, position })) ?? [];
      const places = await Promise.all((found as readonly Location[]).map(placeOf));
      const line = position.line + 1;
      // An assignment that makes an attribute is a use and a definition in one.
      const definedAt = places
        .filter((place) => place !== null)
        .filter((place) => place.path !== name || place.line !== line);
      if (definedAt.length > 0) uses.push({ path: name, line, name: word, definedAt });
    }
  }
  return uses;
}

interface Document {
  readonly uri: string;
  readonly text: readonly string[];
  readonly symbols: readonly DocumentSymbol[];
}

async function openDocument(server: LanguageServer, file: string): Promise<Document> {
  const text = await readFile(file, "utf8");
  const uri = pathToFileURL(file).href;
  server.tell("textDocument/didOpen", { textDocument: { uri, languageId: "python", version: 1, text } });
  const asked = await server.ask("textDocument/documentSymbol", { textDocument: { uri } });
  return { uri, text: text.split(/\r?\n/), symbols: (asked ?? []) as readonly DocumentSymbol[] };
}

function relative(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}

function isModule({ start, end }: Range): boolean {
  return start.line === end.line && start.character === end.character;
}

/** Whether only the function around it can mean it. What `self` gets is no local. */
function isLocal({ text, symbols }: Document, at: Position): boolean {
  const before = text[at.line]?.slice(0, at.character) ?? "";
  return !/\b(?:self|cls)\.$/.test(before) && isInFunction(symbols, at);
}

function isInFunction(symbols: readonly DocumentSymbol[], at: Position): boolean {
  return symbols.some(({ kind, range, selectionRange, children = [] }) => {
    if (!holds(range, at) || holds(selectionRange, at)) return false;
    return functions.has(kind) || isInFunction(children, at);
  });
}

function holds({ start, end }: Range, at: Position): boolean {
  const isAfter = at.line > start.line || (at.line === start.line && at.character >= start.character);
  return isAfter && (at.line < end.line || (at.line === end.line && at.character < end.character));
}

interface Word {
  readonly word: string;
  readonly position: Position;
}

/** Whatever looks like a name; in strings and comments the server finds no definition. Imports alone are no uses. */
function namesOn(text: readonly string[], added: ReadonlySet<number>): readonly Word[] {
  const found: Word[] = [];
  let importing = false;
  for (const [line, words] of text.entries()) {
    const begins = /^\s*(?:from\s+\S+\s+import|import)\b/.test(words);
    const isImport: boolean = importing || begins;
    importing = isImport && !words.includes(")") && (importing || words.includes("("));
    if (isImport || !added.has(line + 1)) continue;
    for (const match of words.matchAll(/[A-Za-z_]\w*/g))
      found.push({ word: match[0], position: { line, character: match.index } });
  }
  return found;
}
