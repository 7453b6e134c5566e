/** Runs the story with the ports of the editor. It is loaded with the first review, not with the editor. */

import { randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import type { Git } from "../change/git.ts";
import { practiceModel, practiseAsk } from "../practice/transport.ts";
import { Draft } from "../review/draft.ts";
import type { Leave, PreparePorts, ReviewPorts, ReviewRequest } from "../review/ports.ts";
import { rehearse, type Rehearsal } from "../review/rehearse.ts";
import { review } from "../review/review.ts";
import { startWorker, type RunningWorker } from "../workerClient.ts";
import type { Consent } from "./consent.ts";
import { documentText, openDocumentsIn, unsavedTextsIn } from "./documents.ts";
import { findEditorsGit } from "./git.ts";
import type { Keys } from "./keys.ts";
import { Lane, type Turn } from "./lanes.ts";
import { permit, type Questions } from "./permit.ts";
import type { Choice } from "./picking.ts";
import { settingsFolders } from "./places.ts";
import { resolve, type Target } from "./resolving.ts";
import { readFolderSettings, readSettings, type Settings } from "./settings.ts";
import type { Shown } from "./shown.ts";
import { sayRestricted } from "./trust.ts";
import type { Wanted } from "./wanted.ts";
import { words } from "./words.ts";

export interface Surroundings {
  readonly extensionUri: vscode.Uri;
  readonly secrets: vscode.SecretStorage;
  readonly keys: Keys;
  readonly consent: Consent;
  readonly questions: Questions;
  readonly shown: Shown;
  /** Brings the panel into sight. */
  readonly reveal: () => void;
}

export type Rehearsed =
  | {
      readonly kind: "rehearsed";
      readonly rehearsal: Rehearsal;
      readonly settings: Settings;
      readonly installationKey: string;
    }
  /** It did not come to that, or was cancelled. */
  | { readonly kind: "ended"; readonly outcome: Outcome };

/** Shows that something is going on, until it is done or cancelled. */
export type Meanwhile = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

interface Chosen extends Target {
  readonly git: Git;
}

type Unchosen = Exclude<Choice<unknown>, { readonly kind: "chosen" }>;

export class Reviewing implements vscode.Disposable {
  readonly #around: Surroundings;
  /** What people ask for; saving a file will have a lane of its own. */
  readonly #lane = new Lane();
  #worker: RunningWorker | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Resolves to what came of it, whatever came; a review that runs already is replaced. */
  async review(wanted: Wanted): Promise<Outcome> {
    const chosen = await this.#choose(wanted, new AbortController().signal);
    if (chosen.kind === "chosen") return this.#lane.run((turn) => this.#run(chosen.value, wanted.by, turn));
    const outcome = ended(wanted.scope, chosen);
    const isUntrusted = chosen.kind === "failed" && chosen.fault.code === "untrusted";
    // A dismissed question changes nothing; what went wrong is shown.
    if (chosen.kind === "dismissed" || isUntrusted) return outcome;
    this.#around.reveal();
    await this.#around.shown.end({ outcome, ground: new Map() });
    return outcome;
  }

  /** Goes as far as the wire and no further: there is nothing in it that could send. */
  async rehearse(wanted: Wanted, meanwhile: Meanwhile): Promise<Rehearsed> {
    const chosen = await this.#choose(wanted, new AbortController().signal);
    if (chosen.kind !== "chosen") return { kind: "ended", outcome: ended(wanted.scope, chosen) };
    const settings = await settingsFor(wanted.by, chosen.value);
    const { baseUrl } = settings;
    const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
    const ports = { ...(await this.#preparePorts(chosen.value.git)), now: Date.now };
    const request = requestFor(chosen.value, settings);
    const rehearsal = await meanwhile(async (signal) =>
      rehearse(request, ports, host, signal).catch((error: unknown) => {
        if (signal.aborted) return null;
        throw error;
      }),
    );
    if (rehearsal === null) return { kind: "ended", outcome: ended(request.scope, { kind: "dismissed" }) };
    return { kind: "rehearsed", rehearsal, settings, installationKey: ports.installationKey };
  }

  cancel(): void {
    this.#lane.cancel();
  }

  dispose(): void {
    this.cancel();
    void this.#worker?.dispose();
  }

  async #choose(wanted: Wanted, signal: AbortSignal): Promise<Choice<Chosen>> {
    if (!vscode.workspace.isTrusted) {
      this.#around.shown.restrict();
      void sayRestricted();
      return { kind: "failed", fault: { code: "untrusted" } };
    }
    const found = await findEditorsGit();
    if (found.kind === "missing") return { kind: "failed", fault: { code: "gitMissing" } };
    const { git } = found;
    const target = await resolve(wanted, { git, signal });
    return target.kind === "chosen" ? { kind: "chosen", value: { ...target.value, git } } : target;
  }

  async #run(chosen: Chosen, by: Wanted["by"], { signal, isLatest }: Turn): Promise<Outcome> {
    const { shown, reveal } = this.#around;
    const settings = await settingsFor(by, chosen);
    const ports = await this.#ports(chosen.git, settings, by);
    shown.begin();
    reveal();
    const reviewed = await review(requestFor(chosen, settings), ports, {
      signal,
      listen: (progress) => isLatest() && shown.progress(progress),
    });
    if (isLatest()) await shown.end(reviewed);
    return reviewed.outcome;
  }

  async #ports(git: Git, settings: Settings, by: Wanted["by"]): Promise<ReviewPorts> {
    const { keys, consent, questions } = this.#around;
    const ports = await this.#preparePorts(git);
    const { installationKey } = ports;
    const leave = { settings, keys, consent, questions, installationKey };
    return {
      ...ports,
      permit: (estimate, signal) => (by === "practice" ? practise() : permit(leave, estimate, signal)),
      now: Date.now,
    };
  }

  async #preparePorts(git: Git): Promise<PreparePorts> {
    const { extensionUri, secrets } = this.#around;
    const file = vscode.Uri.joinPath(extensionUri, "dist", "worker.js").fsPath;
    const folderOf = await settingsFolders();
    const worker = (this.#worker ??= startWorker({ url: pathToFileURL(file) }));
    return {
      git,
      scan: worker.scan,
      count: worker.count,
      openDocuments: openDocumentsIn,
      unsavedTexts: unsavedTextsIn,
      documentText,
      words,
      folderSettings: (root) => readFolderSettings(folderOf(root)),
      installationKey: await installationKeyIn(secrets),
    };
  }
}

function requestFor({ scope, folders, unticked }: Target, { depth, review }: Settings): ReviewRequest {
  return { scope, folders, depth, settings: review, unticked, hookIndex: null };
}

/** Those that may differ from folder to folder but shape the whole answer are of the first. */
async function settingsFor(by: Wanted["by"], { folders }: Target): Promise<Settings> {
  const folderOf = await settingsFolders();
  const settings = readSettings(folderOf(folders[0] ?? ""));
  return by === "model" ? settings : { ...settings, review: { ...settings.review, model: practiceModel } };
}

/** Nothing leaves this machine, so there is nothing to ask. */
async function practise(): Promise<Leave> {
  return { kind: "granted", ask: practiseAsk(), remarks: [{ code: "practice" }] };
}

async function installationKeyIn(secrets: vscode.SecretStorage): Promise<string> {
  const name = "secondLook.installation";
  const known = await secrets.get(name);
  if (known !== undefined) return known;
  const made = randomBytes(32).toString("hex");
  await secrets.store(name, made);
  return made;
}

/** The outcome of a review that did not come to anything. */
function ended(scope: Scope, end: Unchosen): Outcome {
  const { depth } = readSettings(undefined);
  const draft = new Draft({ scope, depth, words, now: Date.now, listen: () => undefined });
  if (end.kind === "failed") draft.fail(end.fault);
  return draft.close(end.kind === "failed" ? "failed" : "cancelled").outcome;
}
