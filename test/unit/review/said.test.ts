/** What people say beside their change, on its way into the question: the author's words, and the focus of a run. */

import assert from "node:assert/strict";
import type { Git } from "../../../src/change/git.ts";
import { readSections } from "../../../src/prompt/sections.ts";
import type { PreparePorts, ReviewRequest } from "../../../src/review/ports.ts";
import { rehearse, type Rehearsal } from "../../../src/review/rehearse.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { aRequest, portsWith, realGit, scriptedAsk, sourceWorker } from "../../support/story.ts";

describe("What people say beside their change", () => {
  let git: Git;
  let worker: RunningWorker;
  let repository: TestRepository;

  before(async () => {
    git = await realGit();
    worker = sourceWorker();
  });
  after(async () => worker.dispose());

  beforeEach(async () => {
    repository = await createRepository({ "a.ts": "1\n" });
    await repository.git("switch", "--quiet", "--create", "developer/fix-rounding");
    await repository.write("a.ts", "2\n");
    await repository.commit("Round to cents\n\nSigned-off-by: A Developer <developer@example.com>");
  });
  afterEach(async () => repository.dispose());

  async function rehearsed(
    part: Partial<ReviewRequest>,
    ports: Partial<PreparePorts> = {},
  ): Promise<Rehearsal> {
    const all = { ...portsWith({ git, worker, ask: scriptedAsk() }), ...ports };
    const { signal } = new AbortController();
    return rehearse(aRequest(repository.root, part), all, "api.example", signal);
  }

  /** One line a section that is no code: its kind and its lines. */
  function told({ questions }: Rehearsal): readonly string[] {
    return readSections(questions[0]?.messages[0] ?? "")
      .filter(({ kind }) => kind === "facts" || kind === "focus")
      .map(({ kind, lines }) => [kind, ...lines].join("|"));
  }

  it("is the branch and the messages, as facts, without anybody's name", async () => {
    assert.deepEqual(told(await rehearsed({ scope: { kind: "branch", base: "main" } })), [
      "facts|(what the author says about the change)|Branch: fix-rounding|Messages of its commits, latest first:|- Round to cents",
    ]);
  });

  it("is what tools report of the working tree, where that is looked at", async () => {
    await repository.write("a.ts", "3\n");
    const problem = { path: "a.ts", line: 1, severity: "error", source: "ts", message: "No 3." } as const;
    const ports = { problems: async () => [problem] };
    const reported = async (part: Partial<ReviewRequest>): Promise<boolean> =>
      told(await rehearsed(part, ports)).some((section) => section.endsWith("|a.ts:1 error ts: No 3."));
    const file = { kind: "files", files: [`${repository.root}/a.ts`] } as const;
    for (const scope of [{ kind: "uncommitted" }, { kind: "branch", base: "main" }, file] as const)
      assert.equal(await reported({ scope }), true, scope.kind);
    await repository.git("add", "a.ts");
    for (const scope of [{ kind: "staged" }, { kind: "commit", commit: "HEAD" }] as const)
      assert.equal(await reported({ scope }), false, scope.kind);
    assert.equal(await reported({ scope: { kind: "branch", base: "main", committed: true } }), false);
  });

  it("is the focus, with secret values replaced and in bounds", async () => {
    const token = ["ghp", "_", "0123456789abcdefghijABCDEFGHIJ012345"].join("");
    const scope = { kind: "commit", commit: "HEAD" } as const;
    const rehearsal = await rehearsed({ scope, focus: `Does ${token} leak?\n` });
    const said = told(rehearsal).at(-1) ?? "";
    assert.match(said, /^focus\|Does <<secret:[a-z-]+:[0-9a-f]{8}>> leak\?$/);
    assert.equal(`focus|${rehearsal.outcome.focus}`, said);
    const long = told(await rehearsed({ scope, focus: "x".repeat(5000) })).at(-1);
    assert.equal(long?.length, "focus|".length + 2000);
  });

  it("stays here where it could not be scanned, and the person is told", async () => {
    const scope = { kind: "commit", commit: "HEAD" } as const;
    const { scan } = worker;
    const slow = async (text: string, signal: AbortSignal) => (text === "slow" ? null : scan(text, signal));
    const rehearsal = await rehearsed({ scope, focus: "slow" }, { scan: slow });
    assert.ok(!told(rehearsal).some((section) => section.startsWith("focus")));
    assert.ok(rehearsal.outcome.notices.some(({ code }) => code === "wishesLeftOut"));
  });

  it("is left out of a review on save, except for a person's wishes", async () => {
    await repository.write("a.ts", "3\n");
    const only = { root: repository.root, paths: new Set(["a.ts"]), isKnown: () => false };
    assert.deepEqual(told(await rehearsed({ only })), []);
  });
});
