/** `npm run test:mutants`: breaks one line at a time in a copy of the checkout; a named test must turn red for each. */

import { repositoryRoot } from "../support/vscode/cache.ts";
import { hunt, sumUp } from "./hunt.ts";
import { mutants } from "./mutants.ts";

const marks = { caught: "✓", survived: "✗ survived:", stale: "✗ does not apply:" } as const;

const verdicts = await hunt({
  root: repositoryRoot,
  mutants,
  tell: ({ mutant, kind, reason }) => {
    console.log(`  ${marks[kind]} ${mutant.id}${kind === "caught" ? "" : `\n    ${reason}`}`);
  },
});
const { line, code } = sumUp(verdicts);
console.log(line);
process.exit(code);
