/** What a review says of its window: all that went, all that did not, and what a person wanted of it. */

import assert from "node:assert/strict";
import { basename } from "node:path";
import type { Git } from "../../../src/change/git.ts";
import { pieceId } from "../../../src/context/pieceId.ts";
import { nothingWished, type Wished } from "../../../src/context/wished.ts";
import type { ContextPiece, ContextUse } from "../../../src/contract/context.ts";
import type { Outcome } from "../../../src/contract/outcome.ts";
import type { Question } from "../../../src/model/asking.ts";
import { rehearse } from "../../../src/review/rehearse.ts";
import type { ReviewRequest } from "../../../src/review/ports.ts";
import { review } from "../../../src/review/review.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { aRequest, portsWith, realGit, scriptedAsk, settings, sourceWorker } from "../../support/story.ts";
import { assertValidOutcome } from "../../support/validOutcome.ts";

const { signal } = new AbortController();
const open = ["near.js", "far.js"].map((path) => ({ path, text: `// ${path} is open\n`.repeat(40) }));

function cartWith(start: string): string {
  const loop = ["  for (const { price } of items) {", "    sum += price;", "  }"];
  const body = [`  let sum = ${start};`, ...loop, ...loop, ...loop, "  return sum;"];
  return [
    "export function total(items) {",
    ...body,
    "}",
    ...Array<string>(120).fill("// as it was"),
    "",
  ].join("\n");
}

/** Ten functions, the first seven of which begin to count at `start`. */
function sumsWith(start: string): string {
  return Array.from({ length: 10 }, (_, index) =>
    cartWith(index < 7 ? start : "0")
      .split("\n")
      .slice(0, 13)
      .join("\n")
      .replace("total", `total${index}`),
  ).join("\n");
}

describe("What a review says of its window", () => {
  let git: Git;
  let worker: RunningWorker;
  let repository: TestRepository;

  before(async () => {
    git = await realGit();
    worker = sourceWorker();
    repository = await createRepository();
    await repository.write("AGENTS.md", "Prices are in cents.\n");
    await repository.write("cart.js", cartWith("0"));
    await repository.write("sums.js", sumsWith("0"));
    await repository.commit("A cart");
    await repository.write("cart.js", cartWith("1"));
    await repository.write("sums.js", sumsWith("1"));
    await repository.write("new.js", "export const added = 1;\n");
  });
  after(async () => {
    await repository.dispose();
    await worker.dispose();
  });

  async function rehearsed(part: Partial<ReviewRequest> = {}): Promise<{
    readonly outcome: Outcome;
    readonly context: ContextUse;
    readonly questions: readonly Question[];
  }> {
    const ports = portsWith({ git, worker, ask: scriptedAsk(), open });
    const { outcome, questions } = await rehearse(aRequest(repository.root, part), ports, "host", signal);
    assertValidOutcome(outcome);
    return { outcome, questions, context: outcome.context ?? assert.fail("It did not come to that.") };
  }

  /** A repository is named after its folder. */
  const id = (): string => basename(repository.root);
  const idOf = (kind: ContextPiece["kind"], path: string): string =>
    pieceId({ kind, repository: id(), path });
  const wanting = (wished: Partial<Wished>): Partial<ReviewRequest> => ({
    wished: { ...nothingWished, ...wished },
  });

  /** The changed files are long enough to go in part; as there is room, they go whole, and that is what is said. */
  it("names each piece with its reason, and the sum is what is asked", async () => {
    const { context, questions } = await rehearsed();
    assert.deepEqual(
      context.pieces.map(({ kind, path, reason, left }) => [kind, path, reason, left].join()).toSorted(),
      [
        "changedFile,cart.js,changed,",
        "changedFile,sums.js,changed,",
        "diff,cart.js,,",
        "diff,new.js,,",
        "diff,sums.js,,",
        "openFile,far.js,visible,",
        "openFile,near.js,visible,",
        "rules,AGENTS.md,ruleOfRepository,",
      ],
    );
    const [question] = questions;
    const all = context.pieces.flatMap(({ parts }) => parts.map(({ tokens }) => tokens));
    assert.equal(context.instructions + all.reduce((sum, tokens) => sum + tokens, 0), question?.inputTokens);
    assert.ok(all.every((tokens) => tokens > 0));
    assert.deepEqual([context.window, context.reserve], [200_000, 32_000]);
  });

  it("is the same in the review itself", async () => {
    const { context } = await rehearsed();
    const ports = portsWith({ git, worker, ask: scriptedAsk({}), open });
    const listen = (): void => undefined;
    const told = await review(aRequest(repository.root), ports, { signal, listen });
    assert.deepEqual(told.outcome.context, context);
  });

  it("leaves out what a person dropped, with the reason, and sends nothing of it", async () => {
    // The trap: without the wish it does go.
    assert.ok((await rehearsed()).questions[0]?.messages[0]?.includes("near.js is open"));
    const dropped = idOf("openFile", "near.js");
    const { context, questions, outcome } = await rehearsed(wanting({ dropped: new Set([dropped]) }));
    assert.ok(!JSON.stringify(questions).includes("near.js"));
    assert.deepEqual(
      context.pieces.filter(({ wish, left }) => wish !== null || left !== null),
      [
        {
          ...{ id: dropped, kind: "openFile", repository: id(), path: "near.js", reason: "visible" },
          ...{ names: [], parts: [], left: "dropped", wish: "dropped" },
        },
      ],
    );
    assert.ok(outcome.coverage.complete);
    assert.ok(!outcome.notices.some(({ code }) => code === "openFilesLeftOut"), "who dropped it knows");
  });

  it("does not say of rules that a person dropped that they went along", async () => {
    const dropped = new Set([idOf("rules", "AGENTS.md")]);
    const codes = ({ outcome }: { readonly outcome: Outcome }): readonly string[] =>
      outcome.notices.map(({ code }) => code);
    assert.ok(codes(await rehearsed()).includes("rulesSent"));
    assert.ok(!codes(await rehearsed(wanting({ dropped }))).includes("rulesSent"));
  });

  it("gives what is pinned its room first", async () => {
    const everything = (await rehearsed()).context;
    const sizes = everything.pieces
      .filter(({ kind }) => kind === "openFile")
      .map(({ parts }) => parts[0]?.tokens ?? 0);
    const used = (await rehearsed()).questions[0]?.inputTokens ?? 0;
    // Room for all but one of the open files.
    const contextLimit = Math.ceil((used - Math.min(...sizes) / 2 + 500) / 0.98) + everything.reserve;
    const small = { settings: { ...settings, contextLimit } };
    const leftOut = async (part: Partial<ReviewRequest>): Promise<readonly string[]> =>
      (await rehearsed({ ...small, ...part })).context.pieces.flatMap(({ left, path }) =>
        left === "noRoom" ? [path] : [],
      );
    assert.deepEqual(await leftOut({}), ["far.js"]);
    const pinned = new Set([idOf("openFile", "far.js")]);
    assert.deepEqual(await leftOut(wanting({ pinned })), ["near.js"]);
  });

  it("can't drop the change itself", async () => {
    const { context, outcome } = await rehearsed(wanting({ dropped: new Set([idOf("diff", "cart.js")]) }));
    assert.ok(context.pieces.every(({ left }) => left === null));
    assert.ok(outcome.coverage.complete);
  });

  it("says nothing where nothing was laid out", async () => {
    const other = await createRepository();
    try {
      await other.write("a.js", "a\n");
      await other.commit("All there is");
      const ports = portsWith({ git, worker, ask: scriptedAsk() });
      const { outcome } = await rehearse(aRequest(other.root), ports, "host", signal);
      assert.equal(outcome.kind, "nothingToReview");
      assert.equal(outcome.context, null);
    } finally {
      await other.dispose();
    }
  });
});
