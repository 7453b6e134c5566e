/** The review on show: keeps state, diagnostics and what is kept for the next window in step. */

import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import type { Progress } from "../contract/progress.ts";
import type { Reviewed } from "../review/reviewed.ts";
import type { Findings } from "./findings.ts";
import type { LastReview } from "./lastReview.ts";
import { takeIn } from "./onSave/takeIn.ts";
import { plain } from "./plain.ts";
import type { State } from "./state.ts";

const nowhere: ReadonlyMap<string, never> = new Map<string, never>();

export class Shown implements vscode.Disposable {
  readonly #state: State;
  readonly #findings: Findings;
  readonly #memory: LastReview;
  readonly #listeners: vscode.Disposable;
  /** What ended last. Its ground stays in this window. */
  #ended: Reviewed | null = null;
  /** The outcome so far of the review that runs. */
  #running: Outcome | null = null;
  #isRunning = false;
  /** The findings of the running review that are drawn; null while those of the one before still are. */
  #drawn: Outcome["findings"] | null = null;
  #hasMoved = false;
  /** Findings that saves brought, with when theirs began. */
  readonly #bySave = new Map<string, string>();

  constructor(of: { readonly state: State; readonly findings: Findings; readonly memory: LastReview }) {
    this.#state = of.state;
    this.#findings = of.findings;
    this.#memory = of.memory;
    this.#listeners = vscode.Disposable.from(
      of.findings.onDidChange(() => {
        this.#hasMoved = true;
        this.#tell();
      }),
      vscode.workspace.onDidSaveTextDocument(() => void this.#keep()),
    );
  }

  /** What the panel shows: of the review that runs, else of the one that ended last. */
  get outcome(): Outcome | null {
    return this.#running ?? this.#ended?.outcome ?? null;
  }

  /** Where a finding of the review on show stands now. */
  placeOf(id: string): ReturnType<Findings["placeOf"]> {
    return this.#findings.placeOf(id);
  }

  /** When the review began that found it, as its outcome says: a save may have brought it; null where nothing is on show. */
  startOf(id: string): string | null {
    if (this.#running !== null) return this.#running.startedAt;
    return this.#bySave.get(id) ?? this.#ended?.outcome.startedAt ?? null;
  }

  /** Brings back what an earlier window showed. */
  async restore(): Promise<void> {
    this.#state.set({ kind: "idle" });
    const kept = this.#memory.read(Date.now());
    if (kept === null) return;
    this.#ended = { outcome: kept.outcome, ground: nowhere };
    await this.#findings.show({ ...this.#ended, tracked: kept.tracked });
  }

  restrict(): void {
    this.#state.set({ kind: "restricted" });
  }

  begin(): void {
    this.#isRunning = true;
    this.#running = null;
    this.#drawn = null;
  }

  /** Findings are drawn as they come; until the first answer comes, those of the review before stay. */
  progress(progress: Progress): void {
    const { outcome } = progress;
    this.#running = outcome;
    if (hasLooked(outcome) && outcome.findings !== this.#drawn) {
      this.#drawn = outcome.findings;
      void this.#findings.show({ outcome, ground: nowhere, tracked: nowhere });
    }
    this.#state.set({ kind: "running", progress, hidden: this.#findings.hidden(outcome.findings) });
  }

  /** A review that broke off before anything was answered does not wipe away an earlier one's findings. */
  async end(reviewed: Reviewed): Promise<void> {
    const { outcome } = reviewed;
    const brokeOff = (outcome.kind === "failed" || outcome.kind === "cancelled") && !hasLooked(outcome);
    const isWorthKeeping = (this.#ended?.outcome.findings.length ?? 0) > 0;
    const earlier = brokeOff && isWorthKeeping ? this.#ended : null;
    this.#isRunning = false;
    this.#running = null;
    this.#drawn = null;
    this.#ended = earlier ?? reviewed;
    if (earlier === null) this.#bySave.clear();
    if (earlier !== null && outcome.kind === "failed") void sayFailed(outcome);
    await this.#findings.show({ ...this.#ended, tracked: nowhere });
    await this.#keep();
  }

  /** What a save brought; false while a review runs, which will tell of these files itself. */
  async takeIn(saved: Reviewed): Promise<boolean> {
    if (this.#isRunning) return false;
    const before = new Set(this.#ended?.outcome.findings.map(({ id }) => id));
    this.#ended = takeIn({ saved, shown: this.#ended, tracked: this.#findings.tracked });
    for (const { id } of this.#ended.outcome.findings) {
      if (!before.has(id)) this.#bySave.set(id, saved.outcome.startedAt);
    }
    await this.#findings.show({ ...this.#ended, tracked: nowhere });
    await this.#keep();
    return true;
  }

  async clear(): Promise<void> {
    this.#ended = null;
    this.#bySave.clear();
    this.#findings.clear();
    await this.#memory.forget();
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #tell(): void {
    if (this.#isRunning || this.#state.current.kind === "restricted") return;
    const { outcome } = this;
    if (outcome === null) this.#state.set({ kind: "idle" });
    else {
      const hidden = this.#findings.hidden(outcome.findings);
      this.#state.set({ kind: "ended", outcome, hidden, stale: this.#findings.stale });
    }
  }

  async #keep(): Promise<void> {
    if (!this.#hasMoved || this.#isRunning || this.outcome === null) return;
    this.#hasMoved = false;
    await this.#memory.keep({ outcome: this.outcome, tracked: this.#findings.tracked });
  }
}

/** Whether anything of the change was looked at. */
function hasLooked({ coverage }: Outcome): boolean {
  return coverage.files.some(({ hunks }) => hunks.some(({ sent }) => sent));
}

/** The panel goes on showing the earlier review, so the failure needs a place of its own. */
async function sayFailed({ failures }: Outcome): Promise<void> {
  const [failure] = failures;
  if (failure === undefined) return;
  const { code, message, nextStep } = failure;
  const setKey = vscode.l10n.t("Set API Key");
  const buttons = code === "noKey" || code === "wrongKey" ? [setKey] : [];
  const said = `Second Look: ${plain(message)} ${plain(nextStep)}`;
  const answer = await vscode.window.showErrorMessage(said, ...buttons);
  if (answer === setKey) await vscode.commands.executeCommand("secondLook.setApiKey");
}
