/** Review on save: hears of saves, asks once whether they may be sent, and has a switch for each workspace. */

import * as vscode from "vscode";
import { isEditorModel } from "../../model/editorModel.ts";
import { parseEndpoint } from "../../model/endpoint.ts";
import type { Consent, Way } from "../consent.ts";
import type { Reviewing } from "../reviewing.ts";
import { readSettings, wantsReviewOnSave } from "../settings.ts";
import type { Shown } from "../shown.ts";
import { HourLimit } from "./hourLimit.ts";
import type { Precedence } from "./precedence.ts";
import { SaveLane, type SaveClock } from "./saveLane.ts";
import type { Telling } from "./saving.ts";
import type { SeenHunks } from "./seenHunks.ts";

/** In one window. */
export const mostAnHour = 30;

/** Milliseconds without another save. One that the editor makes by itself comes in the middle of typing. */
const quiet = { byHand: 1500, byItself: 4000 } as const;

export interface OnSaveParts {
  readonly reviewing: () => Promise<Reviewing>;
  readonly consent: Consent;
  readonly shown: Shown;
  readonly precedence: Precedence;
  readonly seen: SeenHunks;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
  readonly clock: SaveClock & { now(): number };
  /** A person answers; a test answers for them. */
  readonly ask: (question: SavingQuestion) => Promise<SavingAnswer>;
}

export interface SavingQuestion {
  readonly origin: string;
  readonly mostAnHour: number;
  /** US dollars. */
  readonly mostADay: number;
}

export type SavingAnswer = "yes" | "notNow" | "never";

/** What a status bar says of it. */
export interface OnSaveStatus {
  readonly kind: "off" | "on" | "running" | "limited" | "failed";
  /** Why it failed. */
  readonly message: string;
  /** Milliseconds since 1970; null unless limited. */
  readonly until: number | null;
  /** Since the window opened. */
  readonly requests: number;
  /** US dollars; null where a price is not known. */
  readonly usd: number | null;
}

const offName = "secondLook.reviewOnSaveOff";

export class OnSave implements vscode.Disposable {
  readonly #parts: OnSaveParts;
  readonly #lane: SaveLane;
  readonly #limit: HourLimit;
  readonly #listeners: vscode.Disposable;
  readonly #changed = new vscode.EventEmitter<OnSaveStatus>();
  readonly onDidChange = this.#changed.event;
  /** Whether the next save of a document is one that the editor makes by itself. */
  readonly #byItself = new Set<string>();
  /** Ways that a person is being asked about, or does not want to decide about in this window. */
  readonly #offered = new Set<string>();
  #status: OnSaveStatus = { kind: "on", message: "", until: null, requests: 0, usd: 0 };

  constructor(parts: OnSaveParts) {
    this.#parts = parts;
    const { clock, precedence } = parts;
    this.#limit = new HourLimit(mostAnHour, () => clock.now());
    this.#lane = new SaveLane({
      clock,
      precedence,
      review: async (files, signal) => this.#review(files, signal),
    });
    this.#listeners = vscode.Disposable.from(
      // Nothing else: a save must not wait for us.
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (reason === vscode.TextDocumentSaveReason.Manual) this.#byItself.delete(document.uri.toString());
        else this.#byItself.add(document.uri.toString());
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#saved(uri)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration("secondLook.reviewOnSave")) return;
        if (!this.#isOn) this.#lane.clear();
        this.#tell({});
      }),
    );
  }

  get status(): OnSaveStatus {
    return this.#isOn ? this.#status : { ...this.#status, kind: "off" };
  }

  /** Resolves to whether it is on now, in this workspace. */
  async toggle(): Promise<boolean> {
    const isOff = this.#isOff;
    await this.#parts.memory.update(offName, isOff ? undefined : true);
    if (isOff) await this.#askAgain();
    else this.#lane.clear();
    this.#tell({});
    return this.#isOn;
  }

  dispose(): void {
    this.#lane.clear();
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  get #isOff(): boolean {
    return this.#parts.memory.get<unknown>(offName) === true;
  }

  get #isOn(): boolean {
    return !this.#isOff && wantsReviewOnSave();
  }

  /** Whoever switches it on wants it, whatever they said before. */
  async #askAgain(): Promise<void> {
    this.#offered.clear();
    const parsed = parseEndpoint(readSettings(undefined).baseUrl);
    if (parsed.kind === "endpoint") await this.#parts.consent.askOnSaveAgain(parsed.endpoint.origin);
  }

  #saved(uri: vscode.Uri): void {
    const byItself = this.#byItself.delete(uri.toString());
    if (uri.scheme !== "file" || !vscode.workspace.isTrusted || !this.#isOn) return;
    this.#lane.saved(uri.fsPath, byItself ? quiet.byItself : quiet.byHand);
  }

  async #review(files: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    if (!vscode.workspace.isTrusted || !this.#isOn) return;
    const { baseUrl, review } = readSettings(undefined);
    // VS Code's own models are for what a person asks for.
    if (isEditorModel(review.model)) return;
    const parsed = parseEndpoint(baseUrl);
    if (parsed.kind === "refused") return;
    const { origin } = parsed.endpoint;
    const { consent } = this.#parts;
    // Before anything is loaded that only reviews need.
    if (!consent.reaches(origin)) return;
    const { reviewSavedFiles } = await import("./saving.ts");
    const saving = {
      ...this.#parts,
      limit: this.#limit,
      origin,
      offer: (way: Way, of: readonly string[]) => void this.#offer(way, of),
      tell: (told: Telling) => this.#hear(told),
    };
    await reviewSavedFiles(files, saving, signal);
  }

  async #offer(way: Way, files: readonly string[]): Promise<void> {
    const { consent, ask } = this.#parts;
    const name = `${way.origin} ${way.root}`;
    if (this.#offered.has(name)) return;
    this.#offered.add(name);
    const { budgets } = readSettings(undefined);
    const mostADay = Math.min(budgets.onSaveDailyUsd, budgets.dailyUsd);
    const answer = await ask({ origin: way.origin, mostAnHour, mostADay });
    if (answer === "notNow") return;
    await consent.rememberOnSave(way, answer);
    this.#offered.delete(name);
    if (answer === "yes") for (const file of files) this.#lane.saved(file, quiet.byHand);
  }

  #hear(told: Telling): void {
    if (told.kind === "running") return this.#tell({ kind: "running" });
    if (told.kind === "limited") return this.#tell({ kind: "limited", until: told.until });
    const { failures, usage } = told.outcome;
    const [failure] = failures;
    const { usd, requests } = this.#status;
    this.#tell({
      kind: failure === undefined ? "on" : "failed",
      message: failure?.message ?? "",
      until: null,
      requests: requests + usage.requests,
      usd: usd === null || usage.cost.amount === null ? null : usd + usage.cost.amount,
    });
  }

  #tell(part: Partial<OnSaveStatus>): void {
    this.#status = { ...this.#status, ...part };
    this.#changed.fire(this.status);
  }
}
