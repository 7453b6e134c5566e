/** Proposes the rules that people have written for those who change the repository. */

import type { Collector } from "./collecting.ts";
import type { Candidate } from "./piece.ts";

/** Always as they were before the change: a change can't rewrite the rules of its own review. */
const ruleFiles = ["AGENTS.md", ".github/copilot-instructions.md"];

export const rules: Collector = async ({ readBase }) => {
  const found: Candidate[] = [];
  for (const path of ruleFiles) {
    const text = await readBase(path);
    if (text === null || text.trim() === "") continue;
    const reason = { code: "ruleOfRepository", names: [] } as const;
    found.push({ kind: "rules", path, text, ranges: null, reason, serves: null, weight: 0 });
  }
  return found;
};
