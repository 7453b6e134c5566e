/** The one form of every answer, in every round: JSON schema for the wire, TypeScript type, and the check of what came back. */

import * as Type from "typebox/type";
import { fits } from "./fits.ts";

/** Strict structured output wants every object closed and every key required; whatever is optional is nullable or empty. */
function closed<P extends Type.TProperties>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

/** Some services want a type beside the values. */
function oneOf<const V extends string[]>(...values: V) {
  return Type.Enum<V>(values, { type: "string" });
}

const verdictSchema = closed({
  /** The id that the question gave the finding. */
  finding: Type.String(),
  reason: Type.String(),
  holds: oneOf("yes", "no", "unsure"),
});

const fixSchema = closed({
  /** 1-based lines of the new side, inclusive. */
  startLine: Type.Integer(),
  endLine: Type.Integer(),
  replacement: Type.Array(Type.String()),
});

const findingSchema = closed({
  path: Type.String(),
  side: oneOf("new", "old"),
  /** 1-based, inclusive, and only a hint: the quote decides where a finding stands. */
  startLine: Type.Integer(),
  endLine: Type.Integer(),
  quote: Type.String(),
  // The reasons come before the judgement: what is written first shapes what is written next.
  explanation: Type.String(),
  title: Type.String(),
  category: oneOf(
    "correctness",
    "security",
    "concurrency",
    "resources",
    "performance",
    "compatibility",
    "errorHandling",
    "maintainability",
    "other",
  ),
  severity: oneOf("critical", "major", "minor", "nit"),
  confidence: Type.Number(),
  fix: Type.Union([fixSchema, Type.Null()]),
});

/** The keys come back in this order: findings stream in before the summary that rests on them. */
export const answerSchema = closed({
  verdicts: Type.Array(verdictSchema),
  findings: Type.Array(findingSchema),
  reply: Type.String(),
  summary: Type.String(),
});

export type Answer = Type.Static<typeof answerSchema>;
export type FoundFinding = Type.Static<typeof findingSchema>;
export type Verdict = Type.Static<typeof verdictSchema>;

/** Plain JSON for a request, in the subset that strict structured outputs take. */
export const answerJson: Readonly<Record<string, unknown>> = { ...structuredClone(answerSchema) };

export function isFoundFinding(value: unknown): value is FoundFinding {
  return fits(findingSchema, value);
}

export function isVerdict(value: unknown): value is Verdict {
  return fits(verdictSchema, value);
}

export function isAnswer(value: unknown): value is Answer {
  return fits(answerSchema, value);
}
