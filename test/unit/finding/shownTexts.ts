/** Texts as a part shows them, and findings about them; what a test does not name has a harmless value. */

import type { FoundFinding } from "../../../src/prompt/answer.ts";
import type { ShownText } from "../../../src/prompt/plan.ts";

/** All of the lines are shown unless the test says otherwise. */
export function aShownText(sent: readonly string[], part: Partial<ShownText> = {}): ShownText {
  const path = part.path ?? "src/cart.ts";
  return {
    repository: "shop",
    path,
    names: [path],
    side: "new",
    sent,
    snapshot: sent,
    shown: sent.length === 0 ? [] : [{ start: 1, end: sent.length }],
    changed: [],
    ...part,
  };
}

export function aFoundFinding(part: Partial<FoundFinding> = {}): FoundFinding {
  return {
    path: "src/cart.ts",
    side: "new",
    startLine: 1,
    endLine: 1,
    quote: "a",
    explanation: "It happens when the list is empty.",
    title: "The last item is lost",
    category: "correctness",
    severity: "major",
    confidence: 0.8,
    fix: null,
    ...part,
  };
}
