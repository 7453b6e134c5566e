/** Everything up to the wire. It has no model, so it cannot send: preview, dry run and print-request end here. */

import { setImmediate } from "node:timers/promises";
import { survey, type Around } from "../change/survey.ts";
import { outlinesOf } from "../context/changedOutlines.ts";
import type { Piece } from "../context/piece.ts";
import { meantForIn, type MeantFor } from "../context/meantFor.ts";
import { rank } from "../context/rank.ts";
import type { Shelf } from "../context/shelf.ts";
import { grant, nothingWished } from "../context/wished.ts";
import type { FileCoverage } from "../contract/coverage.ts";
import type { FailureArguments, FailureCode, Fault } from "../contract/failure.ts";
import type { ReviewedRepository } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import { findLocally } from "../finding/local.ts";
import { admitText } from "../privacy/clear.ts";
import type { ClearedFile, ClearedText } from "../privacy/cleared.ts";
import { Exclusions } from "../privacy/exclusions.ts";
import { layOut } from "../prompt/layout.ts";
import type { Plan, Room } from "../prompt/plan.ts";
import { laterRoundTokens } from "../prompt/rounds.ts";
import { sum } from "../prompt/room.ts";
import { readingTokens, toolListTokens } from "../prompt/tools.ts";
import { remembering } from "../syntax/remembered.ts";
import { contextUse } from "./contextUse.ts";
import { derive } from "./derive.ts";
import type { Draft } from "./draft.ts";
import { toolsIn } from "./estimate.ts";
import { look, type OneChange, type Seen } from "./look.ts";
import { isLean, marksOf, narrowTo } from "./onlyNew.ts";
import { longestFocus, type PreparePorts, type ReviewRequest, type ReviewSettings } from "./ports.ts";

export type Prepared =
  Ready | { readonly kind: "nothingToReview" } | { readonly kind: "failed"; readonly fault: Fault };

export interface Ready {
  readonly kind: "ready";
  readonly repositories: readonly ReviewedRepository[];
  readonly plan: Plan;
  /** Of every piece that was found. */
  readonly meantFor: MeantFor;
  /** To be called when the plan goes out: the next one will begin as it does. */
  readonly remember: () => Promise<void>;
  /** What a model may read by itself, until it is disposed of. */
  readonly shelves: readonly Shelf[];
  readonly dispose: () => Promise<void>;
}

/** Rejects when `signal` is aborted. */
export async function prepare(
  request: ReviewRequest,
  ports: PreparePorts,
  draft: Draft,
  signal: AbortSignal,
): Promise<Prepared> {
  draft.enter({ kind: "gathering" });
  const surveyed = await survey({
    scope: request.scope,
    folders: request.folders,
    git: ports.git,
    unsaved: async (root) => ports.unsavedTexts(root),
    documentText: async (file) => ports.documentText(file),
    withholdingFor: (root, around: Around<Exclusions> | null) =>
      new Exclusions({
        exclude: ports.folderSettings(root).exclude,
        unticked: new Set(request.unticked.flatMap((each) => (each.root === root ? [each.path] : []))),
        around: around === null ? null : { exclusions: around.withholding, prefix: around.path },
        machineMade: isChosen(request.scope) ? "wanted" : "excluded",
      }),
    hookIndex: request.hookIndex,
    signal,
  });
  if (surveyed.kind === "failed") return surveyed;
  const { changes, dispose } = surveyed;
  let isRead = false;
  try {
    const prepared = await layOutSurveyed(changes, { request, ports, draft, signal });
    if (prepared.kind !== "ready" || toolsIn(request) === null) return prepared;
    isRead = true;
    return { ...prepared, dispose };
  } finally {
    if (!isRead) await dispose();
  }
}

interface Preparing {
  readonly request: ReviewRequest;
  readonly ports: PreparePorts;
  readonly draft: Draft;
  readonly signal: AbortSignal;
}

async function layOutSurveyed(surveyed: readonly OneChange[], preparing: Preparing): Promise<Prepared> {
  const { request, ports, draft, signal } = preparing;
  const { settings } = request;
  const changes = looked(surveyed, request);
  const repositories = changes.map(({ change }) => change.repository);
  draft.compare(repositories);
  if (changes.every(({ change }) => change.files.length === 0)) return { kind: "nothingToReview" };

  draft.enter({ kind: "clearing" });
  const outlines = remembering(ports.outlines, signal);
  const looking = { request, ports, repositories: changes.length, outlines, signal };
  const seen: Seen[] = [];
  for (const each of changes) seen.push(await look(each, looking));
  const files = seen.flatMap(({ cleared }) => cleared.files);
  for (const each of seen) await findWithoutModel(each, preparing);
  // Each of these steps goes through the whole change: whoever else runs on this thread gets a turn between them.
  await setImmediate();
  const marks = await marksOf(
    seen.map(({ cleared }) => cleared),
    ports.installationKey,
  );
  const { only } = request;
  await setImmediate();
  const narrow =
    only === undefined ? undefined : narrowTo(only, files, marks, await outlinesOf(files, outlines, signal));
  const ranked = rank(seen.flatMap(({ collected }) => collected.pieces)).filter(
    (piece) => narrow === undefined || isLean(piece),
  );
  const wished = request.wished ?? nothingWished;
  const { pieces, omitted: dropped } = grant(ranked, wished);
  const wishes = await wishesOf(repositories, preparing);
  const focus = await admitWords((request.focus ?? "").trim().slice(0, longestFocus), preparing);
  draft.lookFirstAt(focus.text ?? "");

  draft.enter({ kind: "layingOut" });
  const roots = repositories.map(({ root }) => root).join("\n");
  // A save asks about little, and would make the next review forget how it began.
  const layouts = request.only === undefined ? ports.layouts : undefined;
  const own = derive(ports.installationKey, `layout ${request.scope.kind} ${roots}`);
  const previous = await layouts?.last(own);
  const laidOut = await layOut({
    files,
    pieces,
    omitted: [...dropped, ...seen.flatMap(({ omitted, collected }) => [...omitted, ...collected.omitted])],
    room: roomFor(request),
    boundary: derive(ports.installationKey, `boundary ${roots}`).slice(0, 16),
    answerLanguage: settings.answerLanguage,
    wishes: wishes.text,
    focus: focus.text,
    pictures: seen.flatMap(({ pictures }) => pictures),
    ...(narrow === undefined ? {} : { narrow }),
    ...(previous === undefined || previous === null ? {} : { previous }),
    count: ports.count,
    signal,
  });
  await setImmediate();
  draft.account(laidOut.coverage);
  draft.mark(marks);
  const isAsked = (cleared: ClearedFile): boolean =>
    narrow === undefined ? cleared.withheld === null && cleared.file.hunks.length > 0 : narrow.has(cleared);
  const unread = sum(seen.map(({ unreadPictures }) => unreadPictures));
  if (unread > 0) draft.remark({ code: "picturesUnread", args: { model: settings.model } });
  const isShown = ({ sent }: FileCoverage): boolean => sent === "image";
  if (!files.some(isAsked) && !laidOut.coverage.some(isShown)) {
    return { kind: "nothingToReview" };
  }
  if (laidOut.kind === "nothingFits") return failed("nothingFits", { room: settings.contextLimit });

  const { plan } = laidOut;
  await setImmediate();
  draft.fill(contextUse(plan, wished));
  const replaced =
    wishes.replaced +
    focus.replaced +
    sum(seen.map(({ cleared, collected }) => cleared.replaced + collected.replaced));
  if (replaced > 0) draft.remark({ code: "secretsReplaced", args: { count: replaced } });
  tellOfContext(pieces, plan, draft);
  tellOfModel(settings, draft);
  const remember = async (): Promise<void> => layouts?.keep(own, plan.layout);
  const shelves = seen.map(({ shelf }) => shelf);
  const meantFor = meantForIn(ranked);
  return { kind: "ready", repositories, plan, meantFor, remember, shelves, dispose: async () => undefined };
}

/** What needs no model: it is there before anything is sent. */
async function findWithoutModel(
  { gathered, cleared }: Seen,
  { request, ports, draft }: Preparing,
): Promise<void> {
  const { only } = request;
  const added = [...gathered.hiding, ...gathered.withholding.added].filter(
    ({ path }) => only === undefined || only.paths.has(path),
  );
  const nextId = (): string => draft.nextId();
  for (const { finding, ground } of await findLocally({ cleared, added, words: ports.words, nextId })) {
    draft.add(finding, ground);
  }
}

/** A submodule without a change of its own is not worth a word; what a person named is. */
function looked(surveyed: readonly OneChange[], { only }: ReviewRequest): readonly OneChange[] {
  if (only !== undefined) return surveyed.filter(({ change }) => change.repository.root === only.root);
  return surveyed.filter(({ change, isInner }) => !isInner || change.files.length > 0);
}

interface OwnWords {
  readonly text: ClearedText | null;
  readonly replaced: number;
}

/** The wishes of each folder, once. */
async function wishesOf(
  repositories: readonly ReviewedRepository[],
  preparing: Preparing,
): Promise<OwnWords> {
  const each = repositories.map(({ root }) => preparing.ports.folderSettings(root).instructions.trim());
  return admitWords([...new Set(each)].filter((wish) => wish !== "").join("\n\n"), preparing);
}

/** What could not be scanned stays here, and a person is told. */
async function admitWords(text: string, { ports, draft, signal }: Preparing): Promise<OwnWords> {
  if (text === "") return { text: null, replaced: 0 };
  const key = derive(ports.installationKey, "placeholders");
  const admitted = await admitText({ text, door: { scan: ports.scan, key }, signal });
  if (admitted.kind === "admitted") return admitted;
  draft.remark({ code: "wishesLeftOut" });
  return { text: null, replaced: 0 };
}

function tellOfContext(pieces: readonly Piece[], { omitted }: Plan, draft: Draft): void {
  const rules = pieces
    .filter(
      ({ kind, name }) =>
        kind === "rules" && !omitted.some((each) => each.kind === kind && each.path === name),
    )
    .map(({ path }) => path);
  if (rules.length > 0) draft.remark({ code: "rulesSent", args: { paths: rules.join(", ") } });
  const count = omitted.filter(({ kind, reason }) => kind === "openFile" && reason !== "dropped").length;
  if (count > 0) draft.remark({ code: "openFilesLeftOut", args: { count } });
}

/** What is not known of the model, and what a person said of models that could not be understood. */
function tellOfModel({ model, profiles }: ReviewSettings, draft: Draft): void {
  const { known, price } = profiles.of(model);
  if (!known) draft.remark({ code: "unknownProfile", args: { model, price: price === null ? "" : "known" } });
  if (profiles.ignored.length > 0) {
    draft.remark({ code: "profileIgnored", args: { fields: profiles.ignored.join(", ").slice(0, 300) } });
  }
}

function roomFor(request: ReviewRequest): Room {
  const { model, profiles, contextLimit, outputReserve } = request.settings;
  const profile = profiles.of(model);
  const window = Math.min(contextLimit, profile.contextWindow);
  const reading = toolsIn(request) === null ? 0 : readingTokens(window) + toolListTokens;
  return {
    window,
    outputReserve: Math.min(outputReserve, profile.maxOutput),
    laterRounds: (request.depth === "quick" ? 0 : laterRoundTokens) + reading,
    countFactor: profile.countFactor,
  };
}

function isChosen({ kind }: Scope): boolean {
  return kind === "files" || kind === "selection";
}

function failed(code: FailureCode, args: FailureArguments): Prepared {
  return { kind: "failed", fault: { code, args } };
}
