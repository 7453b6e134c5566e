/** What the preview of a request says. */

import assert from "node:assert/strict";
import type { Picture } from "../../../src/model/asking.ts";
import { previewText, type PreviewOf } from "../../../src/editor/previewText.ts";
import { aContext, aFile, anOutcome, aPiece } from "../../support/outcome.ts";

const say = (message: string, ...args: readonly (string | number)[]): string =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));

const question = {
  instructions: "Be exact.\n\nAlways.",
  messages: ["the material,\n  line by line"],
  inputTokens: 12,
};
const body = { model: "o4-mini", input: [{ role: "user", content: "the material,\n  line by line" }] };

function aPreview(part: Partial<PreviewOf> = {}): PreviewOf {
  const outcome = anOutcome();
  return {
    outcome,
    estimate: {
      repositories: outcome.repositories,
      model: "o4-mini",
      files: 1,
      pictures: 0,
      inputTokens: 12_345,
      reads: false,
      worstUsd: 0.5,
      mostOutputTokens: 32_000,
      worstUsdWith: () => 0.5,
    },
    requests: [{ url: "https://api.openai.com/v1/responses", body, question }],
    price: "$0.50 at worst",
    ...part,
  };
}

describe("The preview of a request", () => {
  it("says where it would go, to which model, how much it is and what it may cost", () => {
    const text = previewText(aPreview(), say);
    assert.match(text, /^Nothing was sent\./);
    for (const line of [
      "Compared: shop: HEAD → working tree",
      "To: https://api.openai.com/v1/responses",
      "Model: o4-mini",
      "Requests: 1, together 12,345 tokens, and up to 32,000 of answer",
      "Price: $0.50 at worst, all rounds of the depth standard included",
      "Nothing of the change stays here.",
    ])
      assert.ok(text.split("\n").includes(line), line);
  });

  it("says that a model may read by itself, where it may", () => {
    const reads = /may ask for further tracked files/;
    const preview = aPreview();
    assert.doesNotMatch(previewText(preview, say), reads);
    assert.match(previewText({ ...preview, estimate: { ...preview.estimate, reads: true } }, say), reads);
  });

  it("holds instructions and messages verbatim, and the body as JSON that reads back the same", () => {
    const text = previewText(aPreview(), say);
    assert.ok(text.includes(`\n${question.instructions}\n`));
    assert.ok(text.includes(`\n${question.messages[0] ?? ""}\n`));
    assert.deepEqual(JSON.parse(text.slice(text.lastIndexOf("========\n\n{") + 9)), body);
  });

  it("says what the window would be filled with, as the panel does", () => {
    const context = aContext(
      aPiece({ kind: "diff", path: "src/cart.ts", reason: null }),
      aPiece({ names: ["tax"] }),
      aPiece({ id: "open", kind: "openFile", path: "big.ts", reason: "open", parts: [], left: "noRoom" }),
    );
    const text = previewText(aPreview({ outcome: anOutcome({ context }) }), say);
    for (const said of [
      "\n\nWhat fills the window of 200,000 tokens\n  Instructions: 2,000\n  Diff: 120\n",
      "\n\nDefinitions and callers (1)\n  src/tax.ts · 120 · defines what the change uses: tax\n",
      "\n\nLeft out (1)\n  big.ts · open in the editor · left out: no room left in the prompt\n",
    ])
      assert.ok(text.includes(said), text);
    assert.doesNotMatch(previewText(aPreview(), say), /window/);
  });

  it("leaves out the data of pictures, and says so", () => {
    const url = `data:image/png;base64,${"A".repeat(4000)}`;
    const content = [{ type: "input_image", image_url: url }];
    const picture = {
      name: "Picture 1",
      mediaType: "image/png",
      base64: "AAAA",
      width: 1,
      height: 1,
      tokens: 2,
    };
    const asked = { ...question, pictures: [picture as unknown as Picture] };
    const request = { url: "u", body: { input: [{ role: "user", content }] }, question: asked };
    const { estimate } = aPreview();
    const text = previewText(aPreview({ requests: [request], estimate: { ...estimate, pictures: 1 } }), say);
    assert.ok(text.includes("Pictures: 1. What they show is sent as it is."));
    assert.ok(text.includes("as it is sent, but for the data of its pictures"));
    assert.ok(text.includes('"data:image/png;base64,… (4000 characters)"'));
    assert.ok(!text.includes("AAAA"));
  });

  it("says what stays here: how many for each reason, and which", () => {
    const hunk = {
      old: { start: 3, count: 2 },
      new: { start: 3, count: 0 },
      sent: false,
      reason: "noRoom",
    } as const;
    const files = [
      aFile({ path: ".env", sent: "none", reason: "secretFile", hunks: [] }),
      aFile({ path: "key.pem", sent: "none", reason: "secretFile", hunks: [] }),
      aFile({ path: "cart.ts", sent: "part", hunks: [hunk, { ...hunk, sent: true }] }),
    ];
    const text = previewText(aPreview({ outcome: anOutcome({ coverage: { complete: false, files } }) }), say);
    assert.ok(
      text.includes("What stays here, and why (3):\n  2 × a file made to hold secrets\n  1 × no room left"),
    );
    assert.ok(text.includes("\n  .env: a file made to hold secrets\n"));
    assert.ok(text.includes("\n  cart.ts:3: no room left in the prompt"));
  });

  it("tells the requests apart where there are several, and the repositories", () => {
    const { requests, outcome } = aPreview();
    const [shop] = outcome.repositories;
    const files = [aFile({ repository: "web", path: "a.ts", sent: "none", reason: "binary" })];
    const text = previewText(
      aPreview({
        requests: [...requests, ...requests],
        outcome: {
          ...outcome,
          repositories: [shop!, { ...shop!, id: "web" }],
          coverage: { complete: true, files },
        },
      }),
      say,
    );
    assert.match(text, /Message 1 of request 2 of 2/);
    assert.match(text, /web\/a\.ts: binary/);
  });

  it("leaves no line to a name that holds a line break", () => {
    const files = [aFile({ path: "a\nModel: other", sent: "none", reason: "binary" })];
    const text = previewText(aPreview({ outcome: anOutcome({ coverage: { complete: true, files } }) }), say);
    assert.ok(!text.split("\n").includes("Model: other: binary"));
  });
});
