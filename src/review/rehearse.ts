/** A review up to the wire: what would be sent, to the byte, with nothing sent. */

import type { MeantFor } from "../context/meantFor.ts";
import type { Question } from "../model/asking.ts";
import { toolListTokens } from "../prompt/tools.ts";
import { Draft } from "./draft.ts";
import { estimate } from "./estimate.ts";
import type { Estimate, PreparePorts, ReviewRequest } from "./ports.ts";
import { prepare } from "./prepare.ts";
import type { Reviewed } from "./reviewed.ts";

export interface Rehearsal extends Reviewed {
  /** Null when there is nothing to send. */
  readonly estimate: Estimate | null;
  /** The questions of the first round, one for each part. */
  readonly questions: readonly Question[];
  /** By the id of a piece of the outcome's context, see there. */
  readonly meantFor: MeantFor;
}

export interface RehearsalPorts extends PreparePorts {
  now(): number;
}

/** The outcome's coverage is what would be sent. `host` is where it would go. */
export async function rehearse(
  request: ReviewRequest,
  ports: RehearsalPorts,
  host: string,
  signal: AbortSignal,
): Promise<Rehearsal> {
  const draft = new Draft({
    scope: request.scope,
    depth: request.depth,
    words: ports.words,
    now: () => ports.now(),
    listen: () => undefined,
  });
  const nothing = { estimate: null, questions: [], meantFor: new Map() };
  const prepared = await prepare(request, ports, draft, signal);
  if (signal.aborted) return { ...draft.close("cancelled"), ...nothing };
  if (prepared.kind === "nothingToReview") return { ...draft.close("nothingToReview"), ...nothing };
  if (prepared.kind === "failed") {
    draft.fail(prepared.fault);
    return { ...draft.close("failed"), ...nothing };
  }

  const { plan, repositories, meantFor } = prepared;
  await prepared.dispose();
  const expected = estimate(request, repositories, plan);
  plan.parts.forEach((part) => draft.countAsSent(part));
  const { model, inputTokens, mostOutputTokens, worstUsd } = expected;
  const args = { host, model, inputTokens, mostOutputTokens, worstUsd: worstUsd ?? "" };
  draft.remark({ code: "dryRun", args });
  return {
    ...draft.close("finished"),
    estimate: expected,
    meantFor,
    questions: plan.parts.map((part) => ({
      instructions: plan.instructions,
      messages: [part.material],
      pictures: part.pictures,
      ...(expected.reads ? { tools: "offered" as const } : {}),
      inputTokens: part.inputTokens + (expected.reads ? toolListTokens : 0),
    })),
  };
}
