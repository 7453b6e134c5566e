/** Runs the story with the ports of the editor. It is loaded with the first review, not with the editor. */

import { randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import type { Git } from "../change/git.ts";
import type { Repository } from "../change/repository.ts";
import { practiceModel, practiseAsk } from "../practice/transport.ts";
import { Draft } from "../review/draft.ts";
import type { Leave, ReviewPorts } from "../review/ports.ts";
import { review } from "../review/review.ts";
import { startWorker, type RunningWorker } from "../workerClient.ts";
import { findRepository, workspaceFolderOf } from "./choosing.ts";
import type { Consent } from "./consent.ts";
import { openDocumentsIn, unsavedTextsIn } from "./documents.ts";
import { findEditorsGit } from "./git.ts";
import type { Keys } from "./keys.ts";
import { Lane, type Turn } from "./lanes.ts";
import { permit, type Questions } from "./permit.ts";
import type { Choice, Within } from "./pickers.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { Shown } from "./shown.ts";
import { sayRestricted } from "./trust.ts";
import { words } from "./words.ts";

/** What a person asked for. */
export interface Wanted {
  /** What to look at, as far as it is known. */
  readonly scope: Scope;
  /** Lets a person say it; null where there is nothing more to say. */
  readonly choose: ((within: Within) => Promise<Choice<Scope>>) | null;
  /** A folder in the repository; null where a person has not named one. */
  readonly folder: string | null;
  /** Who looks at it. */
  readonly by: "model" | "practice";
}

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

interface Chosen extends Pick<Wanted, "scope" | "by"> {
  readonly repository: Repository;
  readonly git: Git;
}

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
    if (!vscode.workspace.isTrusted) {
      this.#around.shown.restrict();
      void sayRestricted();
      return ended(wanted.scope, { kind: "failed", fault: { code: "untrusted" } });
    }
    const found = await findEditorsGit();
    if (found.kind === "missing")
      return this.#endEarly(wanted, { kind: "failed", fault: { code: "gitMissing" } });
    const { git } = found;
    const { signal } = new AbortController();
    const repository = await findRepository(wanted.folder, git, signal);
    if (repository.kind !== "chosen") return this.#endEarly(wanted, repository);
    const within = { repository: repository.value, git, signal };
    const scope: Choice<Scope> = (await wanted.choose?.(within)) ?? { kind: "chosen", value: wanted.scope };
    if (scope.kind !== "chosen") return this.#endEarly(wanted, scope);
    const chosen = { scope: scope.value, by: wanted.by, repository: repository.value, git };
    return this.#lane.run((turn) => this.#run(chosen, turn));
  }

  cancel(): void {
    this.#lane.cancel();
  }

  dispose(): void {
    this.cancel();
    void this.#worker?.dispose();
  }

  async #run({ repository, scope, git, by }: Chosen, { signal, isLatest }: Turn): Promise<Outcome> {
    const { shown, reveal } = this.#around;
    const settings = settingsFor(by, repository.root);
    const ports = await this.#ports(git, settings, by);
    shown.begin();
    reveal();
    const reviewed = await review(
      { scope, folder: repository.root, depth: settings.depth, settings: settings.review },
      ports,
      { signal, listen: (progress) => isLatest() && shown.progress(progress) },
    );
    if (isLatest()) await shown.end(reviewed);
    return reviewed.outcome;
  }

  async #ports(git: Git, settings: Settings, by: Wanted["by"]): Promise<ReviewPorts> {
    const { extensionUri, keys, consent, questions, secrets } = this.#around;
    const file = vscode.Uri.joinPath(extensionUri, "dist", "worker.js").fsPath;
    const worker = (this.#worker ??= startWorker({ url: pathToFileURL(file) }));
    const installationKey = await installationKeyIn(secrets);
    const leave = { settings, keys, consent, questions, installationKey };
    return {
      git,
      scan: worker.scan,
      count: worker.count,
      openDocuments: openDocumentsIn,
      unsavedTexts: unsavedTextsIn,
      installationKey,
      permit: (estimate, signal) => (by === "practice" ? practise() : permit(leave, estimate, signal)),
      words,
      now: Date.now,
    };
  }

  /** A dismissed question changes nothing; what went wrong is shown. */
  async #endEarly({ scope }: Wanted, end: Unchosen): Promise<Outcome> {
    const outcome = ended(scope, end);
    if (end.kind === "dismissed") return outcome;
    this.#around.reveal();
    await this.#around.shown.end({ outcome, ground: new Map() });
    return outcome;
  }
}

type Unchosen = Exclude<Choice<unknown>, { readonly kind: "chosen" }>;

function settingsFor(by: Wanted["by"], root: string): Settings {
  const settings = readSettings(workspaceFolderOf(root));
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
