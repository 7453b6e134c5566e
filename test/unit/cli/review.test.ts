/** `second-look review` from the change to the exit code, over a real repository and a real server. */

import assert from "node:assert/strict";
import type { RunningWorker } from "../../../src/workerClient.ts";
import {
  startStandIn,
  type Failure,
  type StandIn,
  type StandInOptions,
} from "../../support/endpoint/standIn.ts";
import { aPng } from "../../support/pictures.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { sourceWorker } from "../../support/story.ts";
import { outcomeOf, secondLook, type Drive } from "../../support/terminal.ts";

const oldText = "export function total(items) {\n  let sum = 0;\n  return sum;\n}\n";
const loop = "  for (let i = 0; i <= items.length; i++) sum += items[i].price;\n";
const newText = oldText.replace("  return", `${loop}  return`);

const finding = {
  path: "cart.js",
  side: "new",
  startLine: 3,
  endLine: 3,
  quote: loop.trim(),
  explanation: "The last pass reads one item too many.",
  title: "The loop reads past the end",
  category: "correctness",
  severity: "major",
  confidence: 0.9,
  fix: null,
};
const answered = { verdicts: [], findings: [finding], reply: "", summary: "One mistake." };
const confirmed = {
  verdicts: [{ finding: "F1", reason: "It is so.", holds: "yes" }],
  findings: [],
  reply: "",
  summary: "",
};

describe("second-look review", () => {
  let worker: RunningWorker;
  let repository: TestRepository;
  let server: StandIn;

  before(() => {
    worker = sourceWorker();
  });
  after(async () => worker.dispose());

  beforeEach(async () => {
    repository = await createRepository({ "cart.js": oldText });
    await repository.write("cart.js", newText);
    server = await serve();
  });
  afterEach(async () => {
    await server.close();
    await repository.dispose();
  });

  function serve(options: StandInOptions = {}): Promise<StandIn> {
    const answer = (messages: readonly string[]) => (messages.length > 1 ? confirmed : answered);
    return startStandIn({ answer, ...options });
  }

  function drive(part: Partial<Drive> = {}): Drive {
    return { worker, folder: repository.root, environment: { SECOND_LOOK_API_KEY: server.key }, ...part };
  }

  function review(...more: readonly string[]) {
    return outcomeOf(["review", "--base-url", server.baseUrl, ...more], drive());
  }

  it("finds, takes its second look, and says what it cost", async () => {
    const { code, outcome, err } = await review();
    assert.equal(code, 0);
    assert.equal(outcome.kind, "finished");
    assert.deepEqual(
      outcome.findings.map(({ title, startLine, status }) => [title, startLine, status]),
      [["The loop reads past the end", 3, "open"]],
    );
    assert.equal(outcome.usage.requests, 2);
    assert.ok((outcome.usage.cost.amount ?? 0) > 0);
    assert.equal(outcome.usage.cost.estimated, false);
    assert.match(
      err,
      /^Sending 1 file to 127\.0\.0\.1:\d+ for o4-mini: [\d,]+ tokens and up to 32,000 of answer, \$[\d.]+ at worst\.\n$/,
    );
    const worst = Number(/\$([\d.]+) at worst/.exec(err)?.[1]);
    assert.ok((outcome.usage.cost.amount ?? 0) <= worst, "the worst price is a bound");
  });

  it("sends pictures where that is said, and tells how many before it does", async () => {
    await repository.write("icon.png", aPng());
    const without = await review("--depth", "quick");
    assert.match(without.err, /^Sending 1 file to /);
    const { err, outcome } = await review("--depth", "quick", "--images");
    assert.match(err, /^Sending 2 files \(pictures: 1; nobody looks for secrets in what they show\) to /);
    assert.equal(outcome.coverage.files.find(({ path }) => path === "icon.png")?.sent, "image");
    assert.ok((await server.request(2)).raw.includes("data:image/png;base64,"));
    const printing = ["review", "--base-url", server.baseUrl, "--images", "--print-request"];
    const printed = await secondLook(printing, drive());
    assert.ok(printed.out.includes(aPng().toString("base64")), "printed to the byte");
  });

  it("counts before sending what the endpoint then counts, give or take what a wire adds", async () => {
    const { outcome, err } = await review("--depth", "quick");
    const told = Number(/: ([\d,]+) tokens/.exec(err)?.[1]?.replaceAll(",", ""));
    assert.ok(told >= outcome.usage.inputTokens, `${told} were told, ${outcome.usage.inputTokens} used`);
    assert.ok(told < outcome.usage.inputTokens + 200, `${told} were told, ${outcome.usage.inputTokens} used`);
  });

  it("asks once at depth quick", async () => {
    const { outcome } = await review("--depth", "quick");
    assert.equal(server.requests.length, 1);
    assert.equal(outcome.findings[0]?.status, "open");
  });

  it("speaks Chat Completions to any origin but OpenAI's, and asks to keep nothing", async () => {
    await review("--depth", "quick");
    const { path, body } = await server.request(1);
    assert.equal(path, "/v1/chat/completions");
    const { store, stream, response_format } = body as {
      store: unknown;
      stream: unknown;
      response_format: { type: unknown };
    };
    assert.deepEqual([store, stream, response_format.type], [false, true, "json_schema"]);
  });

  it("prints the very request that it would send, and sends nothing", async () => {
    const printed = await secondLook(["review", "--base-url", server.baseUrl, "--print-request"], drive());
    assert.equal(printed.code, 0);
    assert.equal(server.requests.length, 0);
    const { requests } = JSON.parse(printed.out) as {
      requests: { url: string; body: { messages: unknown } }[];
    };
    assert.equal(requests[0]?.url, `${server.baseUrl}/chat/completions`);
    assert.doesNotMatch(printed.out, new RegExp(server.key));
    await review("--depth", "quick");
    const sent = (await server.request(1)).body as Record<string, unknown>;
    assert.deepEqual(Object.keys(requests[0].body).sort(), Object.keys(sent).sort());
  });

  it("says what a dry run would send and cost, and sends nothing", async () => {
    const { code, outcome } = await review("--dry-run");
    assert.equal(code, 0);
    assert.equal(server.requests.length, 0);
    assert.equal(outcome.usage.requests, 0);
    assert.deepEqual(
      outcome.coverage.files.map(({ path, sent }) => [path, sent]),
      [["cart.js", "whole"]],
    );
    assert.match(
      outcome.notices.find(({ code }) => code === "dryRun")?.message ?? "",
      /127\.0\.0\.1.*at worst/,
    );
  });

  it("goes on with the first fallback model in the same run where the model is gone, and says so", async () => {
    server.offer(["gpt-6-luna", "gpt-6.1-terra"]);
    const { outcome } = await review();
    assert.equal(outcome.kind, "finished");
    assert.equal(outcome.findings.length, 1);
    assert.match(
      outcome.notices.find(({ code }) => code === "modelReplaced")?.message ?? "",
      /o4-mini.*gpt-6\.1-terra/,
    );
    const asked = server.requests.map(({ body }) => (body as { model: string }).model);
    assert.deepEqual(
      asked,
      ["o4-mini", "gpt-6.1-terra", "gpt-6.1-terra"],
      "the second look goes there at once",
    );
  });

  it("doesn't go over to a fallback model that costs over a quarter more", async () => {
    server.offer(["gpt-6.1-terra"]);
    const { code, outcome } = await review("--model", "gpt-6-luna");
    assert.equal(code, 3);
    assert.deepEqual(
      outcome.failures.map(({ code }) => code),
      ["fallbackTooDear"],
    );
    assert.match(outcome.failures[0]?.nextStep ?? "", /--model gpt-6\.1-terra/);
  });

  it("reviews a branch against its merge base, and one commit against its parent", async () => {
    await repository.git("checkout", "--quiet", "-b", "work");
    const commit = await repository.commit("A loop");
    const branch = await review("--base", "main", "--depth", "quick");
    assert.equal(branch.outcome.findings[0]?.startLine, 3);
    const one = await review("--commit", "HEAD", "--depth", "quick");
    assert.equal(one.outcome.repositories[0]?.head.commit, commit);
    assert.equal(one.outcome.findings[0]?.startLine, 3);
    const none = await review("--depth", "quick");
    assert.equal(none.outcome.kind, "nothingToReview");
    assert.equal(server.requests.length, 2);
  });

  it("is a gate where --fail-on says so", async () => {
    assert.equal((await review("--depth", "quick", "--fail-on", "major")).code, 1);
    assert.equal((await review("--depth", "quick", "--fail-on", "critical")).code, 0);
    await repository.write("cart.js", oldText);
    assert.equal((await review("--fail-on", "nit")).code, 5);
    assert.equal((await review("--fail-on", "nit", "--allow-empty")).code, 0);
  });

  it("practises without a key and without a server, and says that it is practice", async () => {
    const printed = await secondLook(["review", "--practice"], drive({ environment: {} }));
    assert.equal(printed.code, 0);
    assert.match(printed.out, /Practice mode: these findings come from a few fixed rules/);
    assert.match(printed.out, /MAJOR {2}cart\.js:3 {2}The loop reads past the end/);
    assert.equal(server.requests.length, 0);
  });

  it("shows each finding's progress but prints nothing else on standard output with --format json", async () => {
    const { out } = await review();
    assert.equal(out.trim().startsWith("{") && out.trim().endsWith("}"), true);
  });

  describe("when something is in the way", () => {
    const cases: readonly (readonly [string, Failure, string, RegExp])[] = [
      [
        "a wrong key",
        { kind: "status", status: 401, code: "invalid_api_key" },
        "wrongKey",
        /SECOND_LOOK_API_KEY/,
      ],
      ["an account without access", { kind: "status", status: 403 }, "forbidden", /--base-url/],
      [
        "a request that is too large for the account",
        {
          kind: "status",
          status: 429,
          code: "rate_limit_exceeded",
          message:
            "Request too large for o4-mini in organization on tokens per min (TPM): Limit 100, Requested 2000.",
        },
        "requestTooLarge",
        /--commit/,
      ],
      ["no credit", { kind: "status", status: 429, code: "insufficient_quota" }, "quotaExceeded", /credit/],
      ["an answer that reasoning used up", { kind: "incomplete", after: 0 }, "outputUsedUp", /--depth quick/],
      ["a model that declines", { kind: "refusal" }, "modelRefused", /--model/],
      ["a content filter", { kind: "contentFilter", after: 0 }, "contentFiltered", /--model/],
      ["a login page", { kind: "page" }, "notAnApi", /--base-url/],
      ["a redirect", { kind: "redirect", to: "https://elsewhere.example/v1" }, "redirected", /--base-url/],
      ["a wrong path", { kind: "status", status: 404, message: "Not found" }, "endpointMissing", /\/v1/],
    ];
    for (const [what, failure, code, nextStep] of cases) {
      it(`says so of ${what}, and what to do`, async () => {
        // The second one for what is asked once more before it is given up.
        server.fail.next(failure, failure);
        const { code: exit, outcome } = await review();
        assert.equal(exit, 3);
        assert.equal(outcome.kind, "failed");
        assert.deepEqual(
          outcome.failures.map((each) => each.code),
          [code],
        );
        assert.match(outcome.failures[0]?.nextStep ?? "", nextStep);
        assert.doesNotMatch(outcome.failures[0]?.message ?? "", /undefined|\{\}/);
      });
    }

    it("keeps the findings that were complete when the stream was cut", async () => {
      const more = {
        ...answered,
        findings: [finding, { ...finding, title: "Never told", quote: "let sum = 0;" }],
      };
      const text = JSON.stringify(more);
      await server.close();
      server = await serve({ answer: () => text });
      server.fail.next({ kind: "cut", after: text.indexOf("let sum = 0;"), how: "reset" });
      const { code, outcome } = await review();
      assert.equal(code, 3);
      assert.deepEqual(
        outcome.failures.map((each) => each.code),
        ["streamCut"],
      );
      assert.deepEqual(
        outcome.findings.map(({ title }) => title),
        ["The loop reads past the end"],
      );
      assert.equal(outcome.usage.cost.estimated, true);
    });

    it("says so without a key, before anything is sent", async () => {
      const { code, outcome } = await outcomeOf(["review"], drive({ environment: {} }));
      assert.equal(code, 3);
      assert.deepEqual(
        outcome.failures.map((each) => each.code),
        ["noKey"],
      );
      assert.match(outcome.failures[0]?.nextStep ?? "", /OPENAI_API_KEY.*--practice/);
    });

    it("says so of a model that neither it nor a fallback is", async () => {
      server.offer(["something-else"]);
      const { outcome } = await review();
      assert.deepEqual(
        outcome.failures.map((each) => each.code),
        ["unknownModel"],
      );
      assert.match(
        outcome.failures[0]?.message ?? "",
        /o4-mini, nor gpt-6\.1-terra, gpt-6-luna, gpt-5\.4-mini/,
      );
    });

    it("says so of an endpoint that nobody answers at", async () => {
      const gone = await startStandIn();
      await gone.close();
      const argv = ["review", "--base-url", gone.baseUrl];
      const { outcome } = await outcomeOf(argv, drive());
      assert.deepEqual(
        outcome.failures.map((each) => each.code),
        ["connectionRefused"],
      );
      assert.match(outcome.failures[0]?.message ?? "", /ECONNREFUSED/);
    });

    it("says so of a base URL that is none, or that would send the key in the clear", async () => {
      for (const url of [
        "nonsense",
        "http://example.com/v1",
        "https://me:word@example.com/v1",
        "ftp://example.com",
      ]) {
        const { code, outcome } = await outcomeOf(["review", "--base-url", url], drive());
        assert.equal(code, 3, url);
        assert.deepEqual(
          outcome.failures.map((each) => each.code),
          ["badEndpoint"],
          url,
        );
      }
    });

    it("says so without a repository, with several, and without git", async () => {
      const folder = await repository.outside();
      const none = await outcomeOf(["review", "--practice"], drive({ folder }));
      assert.deepEqual(
        none.outcome.failures.map((each) => each.code),
        ["noRepository"],
      );
      for (const name of ["shop", "site"]) await repository.git("init", "--quiet", `${folder}/${name}`);
      const several = await outcomeOf(["review", "--practice"], drive({ folder }));
      assert.deepEqual(
        several.outcome.failures.map((each) => each.code),
        ["severalRepositories"],
      );
      assert.match(several.outcome.failures[0]?.message ?? "", /shop.*site/);
      const noGit = await outcomeOf(["review", "--practice"], drive({ environment: { PATH: folder } }));
      assert.deepEqual(
        noGit.outcome.failures.map((each) => each.code),
        ["gitMissing"],
      );
    });

    it("says so of a commit or a base that does not exist", async () => {
      for (const flag of ["--commit", "--base"]) {
        const { code, outcome } = await review(flag, "no-such-thing");
        assert.equal(code, 3);
        assert.deepEqual(
          outcome.failures.map((each) => each.code),
          ["badRevision"],
        );
      }
    });

    it("ends with 130 when interrupted, and lets go of the connection", async () => {
      const stop = new AbortController();
      const text = JSON.stringify(answered);
      const gate = server.gate({ after: text.indexOf('"reply"') });
      const running = outcomeOf(["review", "--base-url", server.baseUrl], drive({ signal: stop.signal }));
      const request = await gate.reached;
      stop.abort();
      const { code, outcome } = await running;
      assert.equal(code, 130);
      assert.equal(outcome.kind, "cancelled");
      assert.equal(await request.closed, "dropped");
    });
  });
});
