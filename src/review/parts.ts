/** All parts of a review: the first alone, because it warms the cache for the others; what is too large for the endpoint goes in smaller ones. */

import type { Fault } from "../contract/failure.ts";
import type { Part, Room } from "../prompt/plan.ts";
import { named, reviewPart, type Rounds } from "./part.ts";

export interface Asking extends Omit<Rounds, "part"> {
  /** Leave for parts that were not reckoned with: null, or why there is none. */
  readonly permitMore: (parts: readonly Part[]) => Promise<Fault | null>;
}

/** Parts that are asked about at a time. */
const atOnce = 3;
/** How often a part is laid out anew; each time it has at most two thirds of its size. */
const mostSplits = 6;

/** Says whether any of the parts was answered: one's failure takes nothing from the others. */
export async function reviewParts(asking: Asking, signal: AbortSignal): Promise<boolean> {
  const [first, ...rest] = asking.plan.parts;
  if (first === undefined) return false;
  let answered = await reviewOne(first, asking, { splits: 0, signal });
  const waiting = rest.values();
  const lane = async (): Promise<void> => {
    for (const part of waiting) {
      if (signal.aborted) return;
      if (await reviewOne(part, asking, { splits: 0, signal })) answered = true;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return answered;
}

async function reviewOne(
  part: Part,
  asking: Asking,
  { splits, signal }: { readonly splits: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const { plan, draft } = asking;
  const end = await reviewPart({ ...asking, part }, signal);
  if (end.kind !== "tooLarge") return end.kind === "answered";
  const smaller =
    splits === mostSplits ? [] : await plan.split(part, windowUnder(end.fault, part, plan.room));
  const isSmaller = smaller.length > 0 && smaller.every(({ inputTokens }) => inputTokens < part.inputTokens);
  const refusal = isSmaller ? await asking.permitMore(smaller) : end.fault;
  if (refusal !== null) {
    draft.fail(named(refusal, { part, plan }));
    return false;
  }
  let answered = false;
  for (const each of smaller) {
    if (signal.aborted) break;
    if (await reviewOne(each, asking, { splits: splits + 1, signal })) answered = true;
  }
  return answered;
}

/** The size that the endpoint named, where it did; else two thirds, as rules and instructions stand in each of the smaller parts. */
function windowUnder({ args }: Fault, part: Part, { outputReserve, laterRounds }: Room): number {
  const smaller = Math.floor((part.inputTokens * 2) / 3) + outputReserve + laterRounds;
  const limit = args?.["limit"];
  return typeof limit === "number" && limit < part.inputTokens + outputReserve ? limit : smaller;
}
