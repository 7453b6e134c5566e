/** Shows for one file what a review would tell the model of it and around it, and why. Nothing here can send. */

import path from "node:path";
import * as vscode from "vscode";
import type { FileCoverage } from "../contract/coverage.ts";
import type { Outcome } from "../contract/outcome.ts";
import type { Rehearsal } from "../review/rehearse.ts";
import { explain, type Explained } from "../review/explained.ts";
import { nameOf } from "./documents.ts";
import { explainText } from "./explainText.ts";
import { filesFrom, type Named } from "./menus.ts";
import { lineOf } from "./panel/foreign.ts";
import { pickOne } from "./picking.ts";
import { pathIn } from "./places.ts";
import type { PreviewPages } from "./previewPages.ts";
import type { Meanwhile, Reviewing } from "./reviewing.ts";
import type { Shown } from "./shown.ts";
import { whileShown } from "./waiting.ts";
import { asking, wantedAgain, wantedFor, type Wanted } from "./wanted.ts";

/** What the command resolves to; null where there was no file, or nothing could be found out of it. */
export interface Explanation extends Explained {
  /** Its coverage and its context are what would be sent. */
  readonly outcome: Outcome;
  /** The address of the document on show. */
  readonly document: string;
}

export interface Explaining {
  readonly reviewing: Reviewing;
  readonly shown: Shown;
  readonly pages: PreviewPages;
}

interface Found {
  readonly rehearsal: Rehearsal;
  readonly file: FileCoverage;
}

export async function explainContext(
  args: readonly unknown[],
  explaining: Explaining,
): Promise<Explanation | null> {
  const named = filesFrom(args)?.[0] ?? vscode.window.activeTextEditor?.document.uri;
  const uri = named === undefined || nameOf(named) === null ? null : named;
  const found = uri === null ? await findPicked(explaining) : await findFile(uri, explaining);
  if (found === null) return null;
  const { rehearsal, file } = found;
  const { outcome } = rehearsal;
  const explained = explain(file, { context: outcome.context, meantFor: rehearsal.meantFor });
  const text = explainText(explained, outcome, vscode.l10n.t);
  const title = vscode.l10n.t("Context of {0}", path.posix.basename(lineOf(file.path)));
  const document = await explaining.pages.show(text, title);
  return { ...explained, outcome, document: document.toString() };
}

/** As part of the review on show, else of the uncommitted change; else the file is looked at by itself. */
async function findFile(uri: Named, { reviewing, shown }: Explaining): Promise<Found | null> {
  const { outcome } = shown;
  const isShown = outcome !== null && (await fileIn(outcome, uri)) !== null;
  const folders = uri.scheme === "file" ? [path.dirname(uri.fsPath)] : null;
  const uncommitted: Wanted = { ...wantedFor(asking.uncommitted.scope), folders };
  const alone = wantedFor({ kind: "files", files: [nameOf(uri) ?? ""] });
  const tries = isShown ? [wantedAgain(outcome), alone] : [uncommitted, alone];
  for (const wanted of tries) {
    if (wanted !== alone && uri.scheme !== "file") continue;
    const rehearsed = await reviewing.rehearse({ ...wanted, by: "model" }, meanwhile);
    if (rehearsed.kind !== "rehearsed") continue;
    const { rehearsal } = rehearsed;
    const file =
      wanted === alone ? rehearsal.outcome.coverage.files[0] : await fileIn(rehearsal.outcome, uri);
    if (file !== undefined && file !== null) return { rehearsal, file };
  }
  return null;
}

async function fileIn({ repositories, coverage }: Outcome, uri: Named): Promise<FileCoverage | null> {
  for (const { id, root } of repositories) {
    const inside = root === "" ? null : await pathIn(root, uri);
    const file = coverage.files.find((each) => each.repository === id && each.path === inside);
    if (file !== undefined) return file;
  }
  return null;
}

/** Where nothing is open, one of the changed files. */
async function findPicked({ reviewing }: Explaining): Promise<Found | null> {
  const rehearsed = await reviewing.rehearse(wantedFor(asking.uncommitted.scope), meanwhile);
  if (rehearsed.kind !== "rehearsed") return null;
  const { rehearsal } = rehearsed;
  const picked = await pickOne({
    question: vscode.l10n.t("Of which file should the context be explained?"),
    items: rehearsal.outcome.coverage.files.map((file) => ({ label: lineOf(file.path), value: file })),
    signal: new AbortController().signal,
  });
  return picked.kind === "chosen" ? { rehearsal, file: picked.value } : null;
}

const meanwhile: Meanwhile = (work) =>
  whileShown(vscode.l10n.t("Second Look: Finding out what would be sent…"), work);
