/** The story of a review: what changed, what may leave, leave to send it, asking, and the outcome. */

import type { Fault } from "../contract/failure.ts";
import type { Progress } from "../contract/progress.ts";
import { Draft } from "./draft.ts";
import { reviewParts } from "./parts.ts";
import type { ReviewPorts, ReviewRequest } from "./ports.ts";
import { prepare, type Ready } from "./prepare.ts";
import { estimate, readingTurns } from "./estimate.ts";
import type { Part } from "../prompt/plan.ts";
import type { Told } from "./reviewed.ts";

export interface ReviewOptions {
  readonly signal: AbortSignal;
  /** Called after every step and every finding. */
  readonly listen: (progress: Progress) => void;
}

/** Never throws; an aborted signal ends it as `cancelled`, with what was found by then. */
export async function review(
  request: ReviewRequest,
  ports: ReviewPorts,
  { signal, listen }: ReviewOptions,
): Promise<Told> {
  const draft = new Draft({
    scope: request.scope,
    depth: request.depth,
    words: ports.words,
    now: () => ports.now(),
    listen,
    profiles: request.settings.profiles,
  });
  try {
    return await tell(request, ports, draft, signal);
  } catch {
    if (!signal.aborted) draft.fail({ code: "internal" });
    return draft.close(signal.aborted ? "cancelled" : "failed");
  }
}

async function tell(
  request: ReviewRequest,
  ports: ReviewPorts,
  draft: Draft,
  signal: AbortSignal,
): Promise<Told> {
  const prepared = await prepare(request, ports, draft, signal);
  if (prepared.kind === "ready") {
    try {
      return await send(prepared, request, { ports, draft, signal });
    } finally {
      await prepared.dispose();
    }
  }
  if (signal.aborted) return draft.close("cancelled");
  if (prepared.kind === "nothingToReview") return draft.close("nothingToReview");
  return fail(draft, prepared.fault);
}

interface Sending {
  readonly ports: ReviewPorts;
  readonly draft: Draft;
  readonly signal: AbortSignal;
}

async function send(
  { plan, repositories, remember, shelves }: Ready,
  request: ReviewRequest,
  { ports, draft, signal }: Sending,
): Promise<Told> {
  const isCancelled = (): boolean => signal.aborted;
  if (isCancelled()) return draft.close("cancelled");
  draft.enter({ kind: "askingLeave" });
  const turns = readingTurns(request, plan);
  const leave = await ports.permit(estimate(request, repositories, plan, turns), signal);
  if (isCancelled()) return draft.close("cancelled");
  if (leave.kind === "refused") return fail(draft, leave.fault);
  leave.remarks.forEach((remark) => draft.remark(remark));
  const remembered = remember();

  const permitMore = async (parts: readonly Part[]): Promise<Fault | null> => {
    const more = await ports.permit(estimate(request, repositories, { ...plan, parts }, turns), signal);
    return more.kind === "refused" ? more.fault : null;
  };
  const onDemand = turns === null ? null : { shelves, count: ports.count, turns };
  const asking = { plan, ask: leave.ask, depth: request.depth, draft, onDemand, permitMore };
  const answered = await reviewParts(asking, signal);
  await remembered;
  if (isCancelled()) return draft.close("cancelled");
  return draft.close(answered ? "finished" : "failed");
}

function fail(draft: Draft, fault: Fault): Told {
  draft.fail(fault);
  return draft.close("failed");
}
