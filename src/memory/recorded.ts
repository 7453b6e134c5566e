/** The lines of a record, and how they are found again: by the review, and by one of its findings. */

import type { Finding } from "../contract/finding.ts";
import type { Outcome } from "../contract/outcome.ts";
import type { TokenUsage } from "../contract/usage.ts";
import { answerReader } from "../finding/read.ts";
import type { Trouble } from "../model/trouble.ts";
import type { Folder } from "./folder.ts";
import { nameAt } from "./recordsKept.ts";

/** One request and what came back: redacted as it was sent, and without the key. */
export interface Exchange {
  readonly kind: "exchange";
  /** ISO 8601, UTC: when it was begun. */
  readonly at: string;
  readonly request: { readonly url: string; readonly body: unknown };
  readonly model: string;
  /** Null where the endpoint did not say. */
  readonly answeredBy: string | null;
  readonly answer: string;
  /** Null where the endpoint reported none; the price is an estimate then. */
  readonly usage: TokenUsage | null;
  /** Null where the price is not known. */
  readonly usd: number | null;
  readonly ended: Trouble | { readonly kind: "complete" | "outputUsedUp" | "contentFiltered" | "declined" };
}

export interface Closing extends Pick<Outcome, "kind" | "startedAt" | "durationMs" | "usage"> {
  /** Their codes. */
  readonly failures: readonly string[];
}

export type Line = Exchange | { readonly kind: "outcome"; readonly outcome: Closing };

/** What was asked and answered in a review, in order. */
export interface KeptRecord {
  readonly outcome: Closing;
  readonly exchanges: readonly Exchange[];
}

/** `startedAt` is the outcome's. Null where there is none: too old, too much, switched off, or nothing was asked. */
export async function findRecord(folder: Folder, startedAt: string): Promise<KeptRecord | null> {
  const beginning = `${nameAt(Date.parse(startedAt))}-`;
  const file = (await folder.files()).find(({ name }) => name.startsWith(beginning));
  const lines = file === undefined ? [] : linesOf((await folder.read(file.name)) ?? "");
  const outcome = lines.find((line) => line.kind === "outcome")?.outcome;
  if (outcome === undefined) return null;
  return { outcome, exchanges: lines.filter((line) => line.kind === "exchange") };
}

/** Why a finding was said: the exchanges in which it came up, and those in which it was doubted. */
export function exchangesAbout(
  { id, title, explanation }: Pick<Finding, "id" | "title" | "explanation">,
  { exchanges }: KeptRecord,
): readonly Exchange[] {
  return exchanges.filter(({ answer }) =>
    answerReader()
      .push(answer)
      .some((heard) => {
        if (heard.kind === "verdict") return heard.verdict.finding === id;
        if (heard.kind !== "finding") return false;
        return heard.finding.title === title || heard.finding.explanation === explanation;
      }),
  );
}

/** A line that was not written to its end is as good as none. */
function linesOf(text: string): readonly Line[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
