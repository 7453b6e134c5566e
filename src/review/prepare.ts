/** Everything up to the wire. It has no model, so it cannot send: preview, dry run and print-request end here. */

import { createHmac } from "node:crypto";
import { gather, type Gathered } from "../change/gather.ts";
import { locate } from "../change/repository.ts";
import { collect } from "../context/collect.ts";
import type { OpenDocument, Piece } from "../context/piece.ts";
import type { FailureArguments, FailureCode, Fault } from "../contract/failure.ts";
import type { ReviewedRepository } from "../contract/outcome.ts";
import type { Depth } from "../contract/scope.ts";
import { profileOf } from "../model/profiles.ts";
import { admitText, clear } from "../privacy/clear.ts";
import type { ClearedText } from "../privacy/cleared.ts";
import type { Door } from "../privacy/door.ts";
import { excluder } from "../privacy/exclude.ts";
import { layOut } from "../prompt/layout.ts";
import type { Omission } from "../context/piece.ts";
import type { Plan, Room } from "../prompt/plan.ts";
import { laterRoundTokens } from "../prompt/rounds.ts";
import type { Draft } from "./draft.ts";
import type { PreparePorts, ReviewRequest, ReviewSettings } from "./ports.ts";

export type Prepared =
  | { readonly kind: "ready"; readonly repository: ReviewedRepository; readonly plan: Plan }
  | { readonly kind: "nothingToReview" }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Rejects when `signal` is aborted. */
export async function prepare(
  request: ReviewRequest,
  ports: PreparePorts,
  draft: Draft,
  signal: AbortSignal,
): Promise<Prepared> {
  const { scope, folder, settings } = request;
  const { git } = ports;
  draft.enter({ kind: "gathering" });
  const located = await locate({ folder, git, signal });
  if (located.kind === "failed") return located;
  if (located.kind === "none") return failed("noRepository", { folder });
  if (located.kind === "several") {
    return failed("severalRepositories", { folder, repositories: fewOf(located.roots) });
  }

  const { repository } = located;
  const unsaved = await ports.unsavedTexts(repository.root);
  const withhold = excluder({ exclude: settings.exclude });
  const gathered = await gather({ scope, repository, git, unsaved, withhold, signal });
  if (gathered.kind === "failed") return gathered;
  try {
    const door: Door = { withhold, scan: ports.scan, key: derive(ports.installationKey, "placeholders") };
    return await layOutGathered({ gathered, door, request, ports, draft, signal });
  } finally {
    await gathered.dispose();
  }
}

interface Gathering {
  readonly gathered: Extract<Gathered, { readonly kind: "gathered" }>;
  readonly door: Door;
  readonly request: ReviewRequest;
  readonly ports: PreparePorts;
  readonly draft: Draft;
  readonly signal: AbortSignal;
}

async function layOutGathered(gathering: Gathering): Promise<Prepared> {
  const { gathered, door, request, ports, draft, signal } = gathering;
  const { settings, depth } = request;
  const { change, readBase } = gathered;
  const { repository } = change;
  draft.compare(repository);
  if (change.files.length === 0) return { kind: "nothingToReview" };

  draft.enter({ kind: "clearing" });
  const cleared = await clear({ change, door, signal });
  const open = await openDocumentsOf(gathering);
  const collected = await collect({ cleared, readBase, openDocuments: open.documents, door, signal });
  const { pieces } = collected;
  const wishes = await wishesOf(settings.instructions, door, signal);

  draft.enter({ kind: "layingOut" });
  const laidOut = await layOut({
    cleared,
    pieces,
    omitted: [...open.omitted, ...collected.omitted],
    room: roomFor(settings, depth),
    boundary: derive(ports.installationKey, `boundary ${repository.root}`).slice(0, 16),
    answerLanguage: settings.answerLanguage,
    wishes: wishes.text,
    count: ports.count,
    signal,
  });
  draft.account(laidOut.coverage);
  if (!cleared.files.some(({ file, withheld }) => withheld === null && file.hunks.length > 0)) {
    return { kind: "nothingToReview" };
  }
  if (laidOut.kind === "nothingFits") return failed("nothingFits", { room: settings.contextLimit });

  const { plan } = laidOut;
  const replaced = cleared.replaced + collected.replaced + wishes.replaced;
  if (replaced > 0) draft.remark({ code: "secretsReplaced", args: { count: replaced } });
  tellOfContext(pieces, plan, draft);
  if (!profileOf(settings.model).known)
    draft.remark({ code: "unknownProfile", args: { model: settings.model } });
  return { kind: "ready", repository, plan };
}

/** Open documents without those that git ignores: what a person keeps out of git stays here. */
async function openDocumentsOf({ gathered, request, ports }: Gathering): Promise<{
  readonly documents: readonly OpenDocument[];
  readonly omitted: readonly Omission[];
}> {
  if (!request.settings.includeOpenFiles) return { documents: [], omitted: [] };
  const documents = await ports.openDocuments(gathered.change.repository.root);
  const ignored = await gathered.ignored(documents.map(({ path }) => path));
  return {
    documents: documents.filter(({ path }) => !ignored.has(path)),
    omitted: documents
      .filter(({ path }) => ignored.has(path))
      .map(({ path }) => ({ kind: "openFile", path, reason: "gitIgnored" })),
  };
}

/** Wishes that could not be scanned stay here. */
async function wishesOf(
  text: string,
  door: Door,
  signal: AbortSignal,
): Promise<{ readonly text: ClearedText | null; readonly replaced: number }> {
  if (text.trim() === "") return { text: null, replaced: 0 };
  const admitted = await admitText({ text, door, signal });
  return admitted.kind === "admitted" ? admitted : { text: null, replaced: 0 };
}

function tellOfContext(pieces: readonly Piece[], { omitted }: Plan, draft: Draft): void {
  const rules = pieces
    .filter(
      ({ kind, path }) =>
        kind === "rules" && !omitted.some((each) => each.kind === kind && each.path === path),
    )
    .map(({ path }) => path);
  if (rules.length > 0) draft.remark({ code: "rulesSent", args: { paths: rules.join(", ") } });
  const count = omitted.filter(({ kind }) => kind === "openFile").length;
  if (count > 0) draft.remark({ code: "openFilesLeftOut", args: { count } });
}

function roomFor({ model, contextLimit, outputReserve }: ReviewSettings, depth: Depth): Room {
  const profile = profileOf(model);
  return {
    window: Math.min(contextLimit, profile.contextWindow),
    outputReserve: Math.min(outputReserve, profile.maxOutput),
    laterRounds: depth === "quick" ? 0 : laterRoundTokens,
    countFactor: profile.countFactor,
  };
}

/** Enough to recognise them by. */
function fewOf(roots: readonly string[]): string {
  const most = 8;
  return `${roots.slice(0, most).join(", ")}${roots.length > most ? ", …" : ""}`;
}

/** A placeholder or delimiter must tell nothing about the secret of the installation, nor be guessed without it. */
function derive(installationKey: string, purpose: string): string {
  return createHmac("sha256", installationKey).update(purpose).digest("hex");
}

function failed(code: FailureCode, args: FailureArguments): Prepared {
  return { kind: "failed", fault: { code, args } };
}
