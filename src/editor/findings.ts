/** The live list: draws each finding where its lines still stand, moves it with them, and takes it away when they change. */

import * as vscode from "vscode";
import type { Finding } from "../contract/finding.ts";
import type { Outcome } from "../contract/outcome.ts";
import { diagnosticOf, diagnosticSource, rangeOf } from "./diagnostics.ts";
import { FileWatch } from "./fileWatch.ts";
import { groundOf, groundOfQuote, type Ground, type Lines } from "./ground.ts";
import { linesOf, linesOfDocument, openDocument } from "./lines.ts";
import { sameSpelling } from "./paths.ts";
import { placesIn, untitledPlaces, type Places } from "./places.ts";
import { isShown } from "./settings.ts";
import { find, findAgain, follow, type Tracked } from "./tracking.ts";

/** What to draw: the outcome, and what is known of where its findings stand, by their ids. */
export interface Drawing {
  readonly outcome: Outcome;
  /** The lines as they were reviewed; where there are none, the quote has to do. */
  readonly ground: ReadonlyMap<string, readonly string[]>;
  /** Where they were seen last, by an earlier window. */
  readonly tracked: ReadonlyMap<string, Tracked>;
}

interface Entry {
  readonly finding: Finding;
  uri: vscode.Uri;
  readonly ground: Ground;
  tracked: Tracked;
  /** Null while its lines don't stand. */
  range: vscode.Range | null;
}

export class Findings implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection(diagnosticSource);
  readonly #changed = new vscode.EventEmitter<void>();
  /** Findings went stale, came back, moved, or are shown or hidden now. */
  readonly onDidChange = this.#changed.event;
  readonly #listeners: vscode.Disposable;
  readonly #files = new FileWatch((uri) => {
    if (openDocument(uri) === null) void this.#look(uri, "again");
  });
  /** Files in which the editor counts other lines than git: nothing is drawn there. */
  readonly #unlike = new Set<string>();
  /** When the review on show began: its ids are its own. */
  #review = "";
  #entries: readonly Entry[] = [];
  #places: ReadonlyMap<string, Places> = new Map();
  /** Ids of findings that ought to have an entry. */
  #drawable: readonly string[] = [];
  #turn = 0;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        this.#adopt(uri);
        void this.#look(uri, "again");
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (this.#unlike.has(uri.toString())) void this.#look(uri, "again");
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#look(uri, "again")),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("secondLook.minimumSeverity")) this.#redraw();
      }),
    );
  }

  /** Ids of findings that had lines on the new side which no longer stand, or can't be told to. */
  get stale(): ReadonlySet<string> {
    const standing = new Set(
      this.#entries.filter(({ tracked }) => tracked.stands).map(({ finding }) => finding.id),
    );
    return new Set(this.#drawable.filter((id) => !standing.has(id)));
  }

  /** Ids of those that are less severe than a person wants to see. */
  hidden(findings: readonly Finding[]): ReadonlySet<string> {
    const uriOf = (finding: Finding): vscode.Uri | undefined =>
      this.#places.get(finding.repository)?.uriOf(finding.path) ?? undefined;
    return new Set(findings.filter((each) => !isShown(each.severity, uriOf(each))).map(({ id }) => id));
  }

  get tracked(): ReadonlyMap<string, Tracked> {
    return new Map(this.#entries.map(({ finding, tracked }) => [finding.id, tracked]));
  }

  /** Where a finding is now; `range` is null where its lines don't stand. */
  placeOf(
    id: string,
  ): { readonly uri: vscode.Uri; readonly line: number; readonly range: vscode.Range | null } | null {
    const entry = this.#entries.find(({ finding }) => finding.id === id);
    return entry === undefined ? null : { uri: entry.uri, line: entry.tracked.start, range: entry.range };
  }

  /** Takes the place of what was drawn; a finding of the same review keeps the place it was followed to. */
  async show({ outcome, ground, tracked }: Drawing): Promise<void> {
    const turn = (this.#turn += 1);
    const places = new Map<string, Places>();
    for (const { id, root } of outcome.repositories) {
      places.set(id, root === "" ? untitledPlaces(outcome.scope) : await placesIn(root));
    }
    if (turn !== this.#turn) return;

    this.#places = places;
    const known = this.#review === outcome.startedAt ? this.tracked : tracked;
    this.#review = outcome.startedAt;
    const drawable = outcome.findings.filter(isDrawable);
    const entries: Entry[] = [];
    for (const finding of drawable) {
      const uri = places.get(finding.repository)?.uriOf(finding.path) ?? null;
      const reviewed = ground.get(finding.id);
      const stands = reviewed === undefined ? groundOfQuote(finding) : groundOf(reviewed);
      if (uri === null || stands === null) continue;
      const last = known.get(finding.id) ?? { start: (finding.startLine ?? 1) - 1, stands: true };
      entries.push({ finding, uri, ground: stands, tracked: last, range: null });
    }
    this.#drawable = drawable.map(({ id }) => id);
    this.#entries = entries;
    const uris = distinct(entries.map(({ uri }) => uri));
    this.#files.watch(uris.filter(({ scheme }) => scheme === "file"));
    await Promise.all(uris.map((uri) => this.#look(uri, "first")));
    if (turn === this.#turn) this.#redraw();
  }

  clear(): void {
    this.#turn += 1;
    this.#drawable = [];
    this.#entries = [];
    this.#files.watch([]);
    this.#redraw();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#files.dispose();
    this.#collection.dispose();
    this.#changed.dispose();
  }

  #of(uri: vscode.Uri): readonly Entry[] {
    const name = uri.toString();
    return this.#entries.filter((entry) => entry.uri.toString() === name);
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const entries = this.#of(document.uri);
    if (entries.length === 0) return;
    if (this.#unlike.has(document.uri.toString())) return void this.#look(document.uri, "again");
    if (contentChanges.length === 0) return;
    const edits = contentChanges.map(({ range, text }) => ({ start: range.start, end: range.end, text }));
    const lines = linesOfDocument(document);
    for (const entry of entries) settle(entry, follow(entry.ground, entry.tracked, edits, lines), lines);
    // Read anew from the disk, it may be a text in which the editor counts other lines than git.
    if (document.isDirty) this.#redraw();
    else void this.#look(document.uri, "again");
  }

  /** A document may open under another spelling of the name than was expected: it is drawn in as the editor calls it. */
  #adopt(uri: vscode.Uri): void {
    const own = uri.toString();
    for (const entry of this.#entries) {
      const isSame = entry.uri.scheme === uri.scheme && sameSpelling(entry.uri.path, uri.path);
      if (isSame && entry.uri.toString() !== own) entry.uri = uri;
    }
  }

  /** Reads the file or its document, and looks for the lines there. */
  async #look(uri: vscode.Uri, time: "first" | "again"): Promise<void> {
    if (this.#of(uri).length === 0) return;
    const turn = this.#turn;
    const found = await linesOf(uri);
    if (turn !== this.#turn) return;
    const name = uri.toString();
    if (found.kind === "unlike") this.#unlike.add(name);
    else this.#unlike.delete(name);
    const lines = found.kind === "like" ? found.lines : none;
    for (const entry of this.#of(uri)) {
      const { ground, tracked } = entry;
      settle(
        entry,
        tracked.stands ? find(ground, tracked.start, lines) : findAgain(ground, tracked, lines),
        lines,
      );
    }
    if (time === "again") this.#redraw();
  }

  #redraw(): void {
    const byFile = new Map<string, { readonly uri: vscode.Uri; readonly diagnostics: vscode.Diagnostic[] }>();
    for (const { finding, uri, range } of this.#entries) {
      if (range === null || !isShown(finding.severity, uri)) continue;
      const file = byFile.get(uri.toString()) ?? { uri, diagnostics: [] };
      file.diagnostics.push(diagnosticOf(finding, range));
      byFile.set(uri.toString(), file);
    }
    this.#collection.forEach((uri) => {
      if (!byFile.has(uri.toString())) this.#collection.delete(uri);
    });
    for (const { uri, diagnostics } of byFile.values()) this.#collection.set(uri, diagnostics);
    this.#changed.fire();
  }
}

const none: Lines = { count: 0, at: () => "" };

/** Only the new side is open in an editor; the other findings live in the panel. */
function isDrawable({ side, anchor, status }: Finding): boolean {
  return side === "new" && anchor.kind === "anchored" && (status === "open" || status === "unconfirmed");
}

function settle(entry: Entry, tracked: Tracked, lines: Lines): void {
  entry.tracked = tracked;
  entry.range = tracked.stands ? rangeOf(entry.finding, tracked.start, entry.ground.count, lines) : null;
}

function distinct(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}
