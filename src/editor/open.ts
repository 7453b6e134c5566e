/** Takes a person from a finding in the panel to its lines: in the file, or in the version that was compared. */

import * as vscode from "vscode";
import type { Finding } from "../contract/finding.ts";
import type { Outcome, ReviewedRepository } from "../contract/outcome.ts";
import { uriOfVersion } from "./oldSide.ts";
import { placesIn } from "./places.ts";
import { plain } from "./plain.ts";
import type { Shown } from "./shown.ts";

/** `id` comes from the page; one that is not on show opens nothing. A file that is gone is said to be. */
export async function openFinding(id: string, shown: Shown): Promise<void> {
  try {
    await open(id, shown);
  } catch {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("Second Look: The file of this finding can't be opened any more."),
    );
  }
}

async function open(id: string, shown: Shown): Promise<void> {
  const { outcome } = shown;
  const finding = outcome?.findings.find((each) => each.id === id);
  const repository = outcome?.repositories.find((each) => each.id === finding?.repository);
  if (!outcome || finding === undefined || repository === undefined || !isKnown(finding, outcome)) return;

  const place = shown.placeOf(id);
  if (finding.side === "new" && place?.range) return openFile(place.uri, place.range);
  if (finding.side === "old" || repository.head.commit !== null)
    return openCompared(finding, repository, outcome);
  const uri = place?.uri ?? (await placesIn(repository.root)).uriOf(finding.path);
  return openFile(uri, lineRange(place?.line ?? (finding.startLine ?? 1) - 1));
}

/** A path that no changed file has was made up: nothing is opened for it. */
function isKnown({ repository, path }: Finding, { coverage }: Outcome): boolean {
  return coverage.files.some(
    (file) => file.repository === repository && [file.path, file.oldPath].includes(path),
  );
}

async function openFile(uri: vscode.Uri, range: vscode.Range): Promise<void> {
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
  const old = versionOf(repository, file.oldPath ?? file.path, base.commit);
  const working = (await placesIn(repository.root)).uriOf(file.path);
  const now =
    head.commit === null && file.change !== "deleted"
      ? working
      : versionOf(repository, file.path, head.commit);
  const title = `${plain(file.path)} (${plain(base.label)} ↔ ${plain(head.label)})`;
  await vscode.commands.executeCommand("vscode.diff", old, now, title, {
    viewColumn: besideThePanel(),
    preview: true,
  });

  const side = (finding.side === "old" ? old : now).toString();
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === side);
  if (editor === undefined || finding.startLine === null) return;
  const range = lineRange(finding.startLine - 1);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
}

/** Before the first commit, and after a deletion, there is an empty text to compare with. */
function versionOf({ id }: ReviewedRepository, path: string, commit: string | null): vscode.Uri {
  return uriOfVersion({ repository: id, path, commit: commit ?? "" });
}

function lineRange(line: number): vscode.Range {
  return new vscode.Range(line, 0, line, 0);
}

/** Where the code is: not over the panel that was clicked in. */
function besideThePanel(): vscode.ViewColumn {
  const columns = vscode.window.visibleTextEditors.flatMap(({ viewColumn }) => viewColumn ?? []);
  const others = vscode.window.tabGroups.all.filter(({ isActive }) => !isActive);
  return columns[0] ?? others[0]?.viewColumn ?? vscode.ViewColumn.Beside;
}
