/** `second-look check` from the flag to the exit code, over a real server. */

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseCommand } from "../../../src/cli/arguments.ts";
import { runCheck } from "../../../src/cli/check.ts";
import type { CheckReport } from "../../../src/report/check.ts";
import { chatPath, startStandIn, type StandIn, type StandInOptions } from "../../support/endpoint/standIn.ts";
import type { Printed } from "../../support/terminal.ts";

const nothing = { verdicts: [], findings: [], reply: "", summary: "ok" };

describe("second-look check", () => {
  let server: StandIn;
  let state: string;
  const serve = async (options: StandInOptions = {}): Promise<void> => {
    server = await startStandIn({ answer: () => nothing, ...options });
  };
  beforeEach(async () => {
    state = await mkdtemp(path.join(tmpdir(), "second-look-state-"));
    await serve();
  });
  afterEach(async () => {
    await server.close();
    await rm(state, { recursive: true, force: true });
  });

  async function check(
    argv: readonly string[] = [],
    environment: Readonly<Record<string, string>> = { SECOND_LOOK_API_KEY: server.key },
    signal = new AbortController().signal,
  ): Promise<Printed> {
    const command = parseCommand(["check", "--base-url", server.baseUrl, ...argv], "/");
    assert.ok(command.kind === "check", JSON.stringify(command));
    let [out, err] = ["", ""];
    const code = await runCheck(command, {
      environment: { XDG_STATE_HOME: state, ...environment },
      out: (text) => (out += text),
      err: (text) => (err += text),
      signal,
    });
    return { code, out, err };
  }

  const wordsOf = (text: string): string => text.replace(/\s+/g, " ");

  it("says what works, for which price, and ends well", async () => {
    const { code, out, err } = await check();
    assert.equal(code, 0);
    assert.match(err, /^Asking 127\.0\.0\.1:\d+ a few tiny questions for o4-mini, \$0\.00\d\d at worst\.\n$/);
    const words = wordsOf(out);
    assert.match(words, /ok Address http:\/\/127\.0\.0\.1:\d+\/v1 answers\./);
    assert.match(words, /ok Key It is accepted\./);
    assert.match(words, /ok List of models Models that are listed: 4\./);
    assert.match(words, /ok Model o4-mini answers: a window of 200,000 tokens, \$1\.10 in and \$4\.40 out/);
    assert.match(words, /ok Responses The answer has the promised form\./);
    assert.match(words, /ok Chat Completions The answer has the promised form\./);
    assert.match(words, /- Chat, JSON mode not needed/);
    assert.match(words, /ok Reasoning effort Taken: low, medium, high\./);
    assert.match(words, /ok Who answers o4-mini-2025-04-16 answered\./);
    assert.match(
      words,
      /A review works here, with o4-mini\. 4 requests · [\d,]+ tokens in · [\d,]+ out · \$0\.00\d+ $/,
    );
  });

  it("prints the same as JSON and nothing else", async () => {
    const { out, code } = await check(["--format", "json"]);
    const report = JSON.parse(out) as CheckReport;
    assert.equal(code, 0);
    assert.partialDeepStrictEqual(report, { kind: "check", usable: true, model: "o4-mini" });
    assert.equal(report.lines.length, 12);
    assert.equal(report.usage.requests, 4);
    assert.ok((report.usage.cost.amount ?? 1) < 0.01);
  });

  it("says what to do about a wrong key, and fails", async () => {
    const { out, code } = await check([], { SECOND_LOOK_API_KEY: "wrong" });
    assert.equal(code, 3);
    assert.match(wordsOf(out), /NOT Key .* does not accept this API key\. Check SECOND_LOOK_API_KEY/);
    assert.match(wordsOf(out), /A review does not work here yet\. .* does not accept/);
  });

  it("asks an endpoint on this machine without a key, and says where it wants one all the same", async () => {
    const { out, code } = await check(["--format", "json"], {});
    const report = JSON.parse(out) as CheckReport;
    assert.equal(code, 3);
    assert.equal(report.lines[1]?.verdict, "not");
  });

  it("asks nothing where a key is missing", async () => {
    const command = parseCommand(["check"], "/");
    assert.ok(command.kind === "check");
    let out = "";
    const signal = new AbortController().signal;
    const environment = { XDG_STATE_HOME: state };
    const code = await runCheck(command, {
      environment,
      out: (text) => (out += text),
      err: () => undefined,
      signal,
    });
    assert.equal(code, 3);
    assert.match(out, /^There is no API key for api\.openai\.com\.\n {2}Set OPENAI_API_KEY/);
  });

  it("goes on with a fallback model, and tells that", async () => {
    server.offer(["gpt-6-luna"]);
    const { out, code } = await check();
    assert.equal(code, 0);
    assert.match(
      wordsOf(out),
      /NOT Model .* does not have the model o4-mini\. gpt-6-luna answers in its place\./,
    );
    assert.match(wordsOf(out), /A review works here, with gpt-6-luna\./);
  });

  it("does not take a way that is not there for a failure", async () => {
    await server.close();
    await serve({ paths: [chatPath] });
    const { out, code } = await check();
    assert.equal(code, 0);
    assert.match(wordsOf(out), /NOT Responses It is not taken here; another way is\./);
  });

  it("remembers for reviews what it has learned", async () => {
    await server.close();
    await serve({ forms: ["json_object"] });
    await check();
    const kept = await readFile(path.join(state, "second-look", "endpoints.json"), "utf8");
    assert.match(kept, /"rung":"chatJson"/);
  });

  it("spends nothing where the day's budget is used up", async () => {
    const { out, code } = await check(["--daily-budget", "0"]);
    assert.equal(code, 3);
    assert.match(wordsOf(out), /A review does not work here yet\. The next request could cost/);
    assert.deepEqual(
      server.requests.map(({ method }) => method),
      ["GET"],
    );
  });

  it("ends with 130 when it is interrupted", async () => {
    const stop = new AbortController();
    const gate = server.gate("headers");
    const checking = check([], undefined, stop.signal);
    await gate.reached;
    stop.abort();
    const { out, code } = await checking;
    assert.equal(code, 130);
    assert.match(out, /The check was cancelled\./);
  });

  it("lets no foreign text move about on the screen", async () => {
    await server.close();
    const name = "o4-mini\u001b[2J\n::error::x";
    await serve({ models: ["o4-mini"] });
    const gate = server.gate("headers");
    const checking = check();
    await gate.reached;
    server.fail.next({ kind: "otherModel", model: name });
    gate.open();
    const { out } = await checking;
    assert.match(out, /::error::x/);
    assert.ok(!out.includes("\u001b"));
    assert.doesNotMatch(out, /^::/m);
  });

  it("keeps the key out of what it prints, whatever the endpoint repeats", async () => {
    for (const format of ["text", "json"]) {
      server.fail.next({ kind: "status", status: 403, message: `Not with ${server.key}` });
      const { out, err } = await check(["--format", format]);
      assert.match(out, /Not with …/);
      assert.ok(!(out + err).includes(server.key));
    }
  });
});

describe("The command line of a check", () => {
  it("takes an address, a model, a form and a budget, and nothing of a review", () => {
    assert.deepEqual(
      parseCommand(["check", "--model", "a", "--format", "json", "--daily-budget", "1"], "/"),
      {
        kind: "check",
        baseUrl: null,
        model: "a",
        format: "json",
        dailyBudget: 1,
      },
    );
    for (const stray of [["--staged"], ["--depth", "quick"], ["--practice"], ["--fail-on", "nit"]]) {
      const command = parseCommand(["check", ...stray], "/");
      assert.ok(command.kind === "wrong" && command.problem.includes(stray[0]!), JSON.stringify(command));
    }
    assert.equal(parseCommand(["check", "now"], "/").kind, "wrong");
  });
});
