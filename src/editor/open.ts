/** Takes a person from a finding in the panel to its lines: in the file, or in the version that was compared. */

import * as vscode from "vscode";
import type { Finding } from "../contract/finding.ts";
import type { Outcome, ReviewedRepository } from "../contract/outcome.ts";
import { groundOfQuote } from "./ground.ts";
import { linesOfDocument, openDocument } from "./lines.ts";
import { uriOfVersion } from "./oldSide.ts";
import { besideThePanel } from "./columns.ts";
import { placesIn } from "./places.ts";
import { plain } from "./plain.ts";
import type { Shown } from "./shown.ts";
import { find } from "./tracking.ts";
import { versionOn, type ReviewedVersion } from "./versions.ts";

/** `id` comes from the page; one that is not on show opens nothing. A file that is gone is said to be. */
export async function openFinding(id: string, shown: Shown): Promise<void> {
  try {
    await open(id, shown);
  } catch {
    sayGone();
  }
}

async function open(id: string, shown: Shown): Promise<void> {
  const { outcome } = shown;
  const finding = outcome?.findings.find((each) => each.id === id);
  const repository = outcome?.repositories.find((each) => each.id === finding?.repository);
  if (!outcome || finding === undefined || repository === undefined || !isKnown(finding, outcome)) return;

  const place = shown.placeOf(id);
  if (finding.side === "new" && place?.range) return openFile(place.uri, place.range);
  if (versionOn(finding.side, repository, outcome).kind !== "working")
    return openCompared(finding, repository, outcome);
  const uri = place?.uri ?? (repository.root === "" ? null : await uriIn(repository, finding.path));
  if (uri === null) return sayGone();
  return openFile(uri, lineRange(place?.line ?? (finding.startLine ?? 1) - 1));
}

/** A path that no changed file has was made up: nothing is opened for it. */
function isKnown({ repository, path }: Finding, { coverage }: Outcome): boolean {
  return coverage.files.some(
    (file) => file.repository === repository && [file.path, file.oldPath].includes(path),
  );
}

/** An untitled document that was closed is gone: to open its name would make another, empty one. */
async function openFile(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  if (uri.scheme === "untitled" && openDocument(uri) === null) return sayGone();
  await vscode.window.showTextDocument(uri, { selection: range, viewColumn: besideThePanel() });
}

/** Both versions side by side, at the finding's line on its side. */
async function openCompared(
  finding: Finding,
  repository: ReviewedRepository,
  outcome: Outcome,
): Promise<void> {
  const file = outcome.coverage.files.find(
    (each) => each.repository === repository.id && [each.path, each.oldPath].includes(finding.path),
  );
  if (file === undefined) return;
  const { base, head } = repository;
  const uriOn = async (side: Finding["side"], path: string): Promise<vscode.Uri> => {
    const version = versionOn(side, repository, outcome);
    const kept = { repository: repository.id, path, review: outcome.startedAt };
    if (version.kind !== "working") return uriOfVersion({ ...kept, version });
    const working = file.change === "deleted" ? null : await uriIn(repository, path);
    return working ?? uriOfVersion({ ...kept, version: { kind: "empty" } });
  };
  const [old, now] = [await uriOn("old", file.oldPath ?? file.path), await uriOn("new", file.path)];
  const title = `${plain(file.path)} (${plain(base.label)} ↔ ${plain(head.label)})`;
  await vscode.commands.executeCommand("vscode.diff", old, now, title, {
    viewColumn: besideThePanel(),
    preview: true,
  });

  const side = (finding.side === "old" ? old : now).toString();
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === side);
  const line =
    editor === undefined
      ? null
      : lineIn(editor.document, finding, versionOn(finding.side, repository, outcome));
  if (editor === undefined || line === null) return;
  const range = lineRange(line);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
}

/** What is staged may have become something else since: then no line is pointed at, or the one to which the text moved. */
function lineIn(document: vscode.TextDocument, finding: Finding, { kind }: ReviewedVersion): number | null {
  if (finding.startLine === null) return null;
  const start = finding.startLine - 1;
  const ground = groundOfQuote(finding);
  if (ground === null) return kind === "index" ? null : start;
  const { start: now, stands } = find(ground, start, linesOfDocument(document));
  return stands ? now : null;
}

async function uriIn({ root }: ReviewedRepository, path: string): Promise<vscode.Uri | null> {
  return (await placesIn(root)).uriOf(path);
}

function sayGone(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t("Second Look: The file of this finding can't be opened any more."),
  );
}

function lineRange(line: number): vscode.Range {
  return new vscode.Range(line, 0, line, 0);
}
