/** Runs the story with the ports of the editor. It is loaded with the first review, not with the editor. */

import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import type { Git } from "../change/git.ts";
import type { Lane as SpendingLane } from "../memory/account.ts";
import { openKept, type Kept } from "../memory/kept.ts";
import type { Memory } from "../memory/memory.ts";
import { attemptBy } from "../model/editorAttempt.ts";
import { endpointFor, isEditorModel } from "../model/editorModel.ts";
import { practiseAsk } from "../practice/transport.ts";
import { Draft } from "../review/draft.ts";
import type { Leave, PreparePorts, ReviewPorts, ReviewRequest, UntickedFile } from "../review/ports.ts";
import { rehearse, type Rehearsal } from "../review/rehearse.ts";
import { review } from "../review/review.ts";
import type { Told } from "../review/reviewed.ts";
import { Background } from "./background.ts";
import type { Consent } from "./consent.ts";
import type { Endings } from "./endings.ts";
import { askForFocus } from "./focus.ts";
import { findEditorsGit } from "./git.ts";
import type { Keys } from "./keys.ts";
import { editorModels } from "./lm.ts";
import { Lane, type Turn } from "./lanes.ts";
import type { Precedence } from "./onSave/precedence.ts";
import type { SeenHunks } from "./onSave/seenHunks.ts";
import { permit, type Questions } from "./permit.ts";
import type { Choice } from "./picking.ts";
import { resolve, type Target } from "./resolving.ts";
import { preparePorts } from "./reviewPorts.ts";
import { settingsFor, toolsFor, underLimit } from "./reviewSettings.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { Shown } from "./shown.ts";
import { sayRestricted } from "./trust.ts";
import type { Wanted } from "./wanted.ts";
import type { ContextWishes } from "./wishes.ts";
import { words } from "./words.ts";

export interface Surroundings {
  readonly extensionUri: vscode.Uri;
  readonly secrets: vscode.SecretStorage;
  readonly keys: Keys;
  readonly consent: Consent;
  readonly questions: Questions;
  readonly endings: Endings;
  readonly stored: Memory;
  readonly shown: Shown;
  readonly precedence: Precedence;
  readonly seen: SeenHunks;
  readonly wishes: ContextWishes;
  /** Brings the panel into sight. */
  readonly reveal: () => void;
}

export type Rehearsed =
  | {
      readonly kind: "rehearsed";
      readonly rehearsal: Rehearsal;
      readonly settings: Settings;
      readonly installationKey: string;
      readonly kept: Kept;
    }
  /** It did not come to that, or was cancelled. */
  | { readonly kind: "ended"; readonly outcome: Outcome };

/** Shows that something is going on, until it is done or cancelled. */
export type Meanwhile = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

interface Chosen extends Target {
  readonly git: Git;
  readonly focus: string;
}

export interface Saved {
  readonly git: Git;
  readonly scope: Scope;
  /** Absolute real path of the repository. */
  readonly root: string;
  /** Relative to it, with `/`. */
  readonly paths: ReadonlySet<string>;
  /** What a person took out of their own review stays out. */
  readonly unticked: readonly UntickedFile[];
}

const nobodyAsked: Questions = {
  key: async () => null,
  consent: async () => false,
  dearer: async () => false,
};

type Unchosen = Exclude<Choice<unknown>, { readonly kind: "chosen" }>;

export class Reviewing implements vscode.Disposable {
  readonly #around: Surroundings;
  /** What people ask for; saves have a lane of their own. */
  readonly #lane = new Lane();
  readonly #background: Background;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#background = new Background(around.extensionUri, around.stored);
  }

  /** Resolves to what came of it, whatever came; a review that runs already is replaced. */
  async review(wanted: Wanted): Promise<Outcome> {
    const chosen = await this.#choose(wanted, new AbortController().signal);
    if (chosen.kind === "chosen") {
      return this.#around.precedence.ofPerson(async () =>
        this.#lane.run((turn) => this.#run(chosen.value, wanted.by, turn)),
      );
    }
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
    const settings = await settingsFor(wanted.by, chosen.value.folders);
    const { baseUrl, review } = settings;
    const parsed = endpointFor({ baseUrl, model: review.model });
    const host = parsed.kind === "endpoint" ? parsed.endpoint.host : baseUrl;
    const layouts = wanted.by === "practice" ? {} : { layouts: this.#around.stored.layouts };
    const ports = { ...(await this.#preparePorts(chosen.value.git)), ...layouts, now: Date.now };
    const kept = await this.#kept(settings, "asked");
    const request = {
      ...this.#requestFor(chosen.value, underLimit(settings, kept)),
      ...toolsFor(settings, kept),
    };
    const rehearsal = await meanwhile(async (signal) =>
      rehearse(request, ports, host, signal).catch((error: unknown) => {
        if (signal.aborted) return null;
        throw error;
      }),
    );
    if (rehearsal === null) return { kind: "ended", outcome: ended(request.scope, { kind: "dismissed" }) };
    const { installationKey } = ports;
    return {
      kind: "rehearsed",
      rehearsal: await withBudget(rehearsal, kept),
      settings,
      installationKey,
      kept,
    };
  }

  cancel(): void {
    this.#lane.cancel();
  }

  dispose(): void {
    this.cancel();
    this.#background.dispose();
  }

  async #choose(wanted: Wanted, signal: AbortSignal): Promise<Choice<Chosen>> {
    if (!vscode.workspace.isTrusted) {
      this.#around.shown.restrict();
      void sayRestricted();
      return { kind: "failed", fault: { code: "untrusted" } };
    }
    const found = await findEditorsGit();
    if (found.kind === "missing") return { kind: "failed", fault: { code: "gitMissing" } };
    const git = this.#background.git(found.git);
    const target = await resolve(wanted, { git, signal });
    if (target.kind !== "chosen") return target;
    const focus = await focusOf(wanted, signal);
    return focus.kind === "chosen"
      ? { kind: "chosen", value: { ...target.value, git, focus: focus.value } }
      : focus;
  }

  async #run(chosen: Chosen, by: Wanted["by"], { signal, isLatest }: Turn): Promise<Outcome> {
    const { shown, reveal } = this.#around;
    const settings = await settingsFor(by, chosen.folders);
    const kept = await this.#kept(settings, "asked");
    const ports = await this.#ports(chosen.git, settings, { by, kept });
    shown.begin();
    reveal();
    const request = { ...this.#requestFor(chosen, underLimit(settings, kept)), ...toolsFor(settings, kept) };
    const reviewed = await review(request, ports, {
      signal,
      listen: (progress) => isLatest() && shown.progress(progress),
    });
    const roots = reviewed.outcome.repositories.map(({ root }) => root);
    void this.#background.fillIn(chosen.git, roots);
    await kept.close(reviewed.outcome);
    if (by === "model") await this.#around.seen.add(reviewed.looked);
    if (isLatest()) await shown.end(reviewed);
    return reviewed.outcome;
  }

  /** Asks nobody anything: where a question would be needed, nothing is sent. Nothing of it is shown, either. */
  async reviewSaved(saved: Saved, sending: () => void, signal: AbortSignal): Promise<Told> {
    const { scope, root, paths, unticked } = saved;
    const git = this.#background.git(saved.git);
    const target = { scope, folders: [root], unticked, git, focus: "" };
    const settings: Settings = { ...(await settingsFor("model", target.folders)), depth: "quick" };
    const kept = await this.#kept(settings, "onSave");
    const { keys, consent, seen } = this.#around;
    const known = seen.marks;
    const ports = await this.#preparePorts(git);
    const { installationKey } = ports;
    const leave = { settings, keys, consent, questions: nobodyAsked, installationKey, kept };
    const request = {
      ...this.#requestFor(target, underLimit(settings, kept)),
      only: { root, paths, isKnown: (mark: string) => known.has(mark) },
    };
    const own: ReviewPorts = {
      ...ports,
      // What is typed and not saved is not what was saved.
      unsavedTexts: async () => [],
      permit: async (estimate, until) => {
        const given = await permit(leave, estimate, until);
        if (given.kind === "granted") sending();
        return given;
      },
      now: Date.now,
    };
    const told = await review(request, own, { signal, listen: () => undefined });
    await kept.close(told.outcome);
    return told;
  }

  #requestFor({ scope, folders, unticked, focus }: Chosen, { depth, review }: Settings): ReviewRequest {
    const wished = this.#around.wishes.current;
    return { scope, folders, depth, focus, settings: review, unticked, wished, hookIndex: null };
  }

  async #kept({ budgets, keepRecord, review }: Settings, lane: SpendingLane): Promise<Kept> {
    const { model, profiles } = review;
    const memory = this.#around.stored;
    const how = isEditorModel(model) ? { attempt: attemptBy(editorModels) } : {};
    return openKept({ memory, budgets, lane, keepRecord, profiles, ...how });
  }

  async #ports(
    git: Git,
    settings: Settings,
    { by, kept }: { readonly by: Wanted["by"]; readonly kept: Kept },
  ): Promise<ReviewPorts> {
    const { keys, consent, questions } = this.#around;
    const ports = await this.#preparePorts(git);
    const { installationKey } = ports;
    const leave = { settings, keys, consent, questions, installationKey, kept };
    return {
      ...ports,
      // What is not sent leaves no beginning anywhere.
      ...(by === "practice" ? {} : { layouts: this.#around.stored.layouts }),
      permit: async (estimate, signal) =>
        by === "practice" ? practise() : this.#announcing(settings, await permit(leave, estimate, signal)),
      now: Date.now,
    };
  }

  /** A model that ends soon is told of once, with the first review that goes to it. */
  async #announcing({ baseUrl, review }: Settings, leave: Leave): Promise<Leave> {
    const parsed = endpointFor({ baseUrl, model: review.model });
    if (leave.kind === "refused" || parsed.kind === "refused") return leave;
    const profile = review.profiles.of(review.model);
    const ending = await this.#around.endings.announce(parsed.endpoint, profile, Date.now());
    return { ...leave, remarks: [...leave.remarks, ...ending] };
  }

  async #preparePorts(git: Git): Promise<PreparePorts> {
    return preparePorts(git, { background: this.#background.ports, secrets: this.#around.secrets });
  }
}

async function focusOf({ focus }: Wanted, signal: AbortSignal): Promise<Choice<string>> {
  if (focus?.kind === "ask") return askForFocus(signal);
  return { kind: "chosen", value: focus?.text ?? "" };
}

/** A preview says what is left of the day's budget, as the question before a sending does. */
async function withBudget(rehearsal: Rehearsal, kept: Kept): Promise<Rehearsal> {
  const { estimate, outcome } = rehearsal;
  const budget = estimate === null ? null : await kept.budget(estimate.worstUsd);
  if (budget === null) return rehearsal;
  return { ...rehearsal, outcome: { ...outcome, notices: [...outcome.notices, words.notice(budget)] } };
}

/** Nothing leaves this machine, so there is nothing to ask. */
async function practise(): Promise<Leave> {
  return { kind: "granted", ask: practiseAsk(), remarks: [{ code: "practice" }] };
}

/** The outcome of a review that did not come to anything. */
function ended(scope: Scope, end: Unchosen): Outcome {
  const { depth } = readSettings(undefined);
  const draft = new Draft({ scope, depth, words, now: Date.now, listen: () => undefined });
  if (end.kind === "failed") draft.fail(end.fault);
  return draft.close(end.kind === "failed" ? "failed" : "cancelled").outcome;
}
