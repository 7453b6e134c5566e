/** What Explain Context says of a file. */

import assert from "node:assert/strict";
import { explainText } from "../../../src/editor/explainText.ts";
import { explain } from "../../../src/review/explained.ts";
import { aContext, aFile, anOutcome, aPiece } from "../../support/outcome.ts";
import { say } from "../../support/view.ts";

describe("The explanation of a file's context", () => {
  it("says how the file goes, what goes along and why, what is left out, and what is there for others", () => {
    const outcome = anOutcome({
      context: aContext(
        aPiece({ kind: "rules", path: "src/AGENTS.md", reason: "ruleOfFolder", names: ["src"] }),
        aPiece({
          id: "docs",
          kind: "rules",
          path: "docs/AGENTS.md",
          reason: "ruleOfFolder",
          names: ["docs"],
        }),
        aPiece({ kind: "author", path: "", reason: "saidByAuthor" }),
        aPiece({ kind: "diff", path: "src/cart.ts", reason: null, parts: [{ part: 1, tokens: 1234 }] }),
        aPiece({ kind: "openFile", path: "src/big.ts", reason: "visible", left: "noRoom", parts: [] }),
      ),
    });
    const meantFor = new Map([["docs", ["docs/a.md"]]]);
    const explained = explain(aFile(), { context: outcome.context, meantFor });
    assert.equal(
      explainText(explained, outcome, say),
      [
        "src/cart.ts",
        "changed · the whole file",
        "",
        "Nothing was sent. This is what a review would send: shop: HEAD → working tree",
        "Each piece stands with its tokens and the reason why it is there.",
        "",
        "What goes of the file itself (1)",
        "  src/cart.ts · 1,234",
        "",
        "What goes along with it (2)",
        "  src/AGENTS.md · 120 · rules of a folder: src",
        "  Branch and commit messages · 120 · what the author says",
        "",
        "What was found for it and is left out (1)",
        "  src/big.ts · in sight in the editor · left out: no room left in the prompt",
        "",
        "What goes along with other files only (1)",
        "  docs/AGENTS.md · 120 · rules of a folder: docs",
        "",
      ].join("\n"),
    );
  });

  it("says why a file stays here", () => {
    const file = aFile({ path: ".env", sent: "none", reason: "secretFile", hunks: [] });
    const outcome = anOutcome({ coverage: { complete: true, files: [file] } });
    const text = explainText(explain(file, { context: null, meantFor: new Map() }), outcome, say);
    assert.match(text, /^\.env\nchanged · not looked at\n {2}\.env: a file made to hold secrets\n/);
  });

  it("says of a file without a change that it is looked at by itself", () => {
    const file = aFile({ change: "chosen" });
    const text = explainText(explain(file, { context: null, meantFor: new Map() }), anOutcome(), say);
    assert.match(text, /this is what Review File would send\./);
  });

  it("ends its lists somewhere, and makes visible what hides in names", () => {
    const many = Array.from({ length: 300 }, (_, at) => aPiece({ path: `${at}\u202e.ts` }));
    const outcome = anOutcome({ context: aContext(...many) });
    const text = explainText(
      explain(aFile(), { context: outcome.context, meantFor: new Map() }),
      outcome,
      say,
    );
    assert.ok(text.includes("  199\\u{202e}.ts · 120"));
    assert.ok(text.includes("\n  … and 100 more\n"));
    assert.ok(!text.includes("\u202e"));
  });
});
