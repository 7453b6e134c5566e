/** What the command line keeps from one run to the next: money that was spent, what was asked, what an endpoint can do. */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readAccount } from "../../../src/memory/accountText.ts";
import { openMemory } from "../../../src/memory/memory.ts";
import { exchangesAbout } from "../../../src/memory/recorded.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { sightings } from "../../support/canary.ts";
import { startStandIn, type StandIn, type StandInOptions } from "../../support/endpoint/standIn.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { sourceWorker } from "../../support/story.ts";
import { outcomeOf, secondLook, type Drive } from "../../support/terminal.ts";
import { contentsOf } from "../memory/keeping.ts";

const oldText = "export function total(items) {\n  let sum = 0;\n  return sum;\n}\n";
const loop = "  for (let i = 0; i <= items.length; i++) sum += items[i].price;\n";
const newText = oldText.replace("  return", `${loop}  return`);
/** Its price is not known. */
const unpriced = ["--model", "someone/else"];

describe("second-look review, from one run to the next", () => {
  let worker: RunningWorker;
  let repository: TestRepository;
  let server: StandIn;
  let state: string;

  before(() => {
    worker = sourceWorker();
  });
  after(async () => worker.dispose());

  beforeEach(async () => {
    state = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-kept-")));
    repository = await createRepository({ "cart.js": oldText });
    await repository.write("cart.js", newText);
    server = await startStandIn({ models: ["o4-mini", "someone/else"] });
  });
  afterEach(async () => {
    await server.close();
    await repository.dispose();
    await rm(state, { recursive: true, force: true });
  });

  async function serve(options: StandInOptions): Promise<void> {
    await server.close();
    server = await startStandIn(options);
  }

  function drive(environment: Record<string, string> = { XDG_STATE_HOME: state }): Drive {
    return {
      worker,
      folder: repository.root,
      environment: { SECOND_LOOK_API_KEY: server.key, ...environment },
    };
  }

  const review = (...more: readonly string[]) =>
    outcomeOf(["review", "--base-url", server.baseUrl, ...more], drive());
  const file = (name: string): string => path.join(state, "second-look", name);
  const codes = (failures: readonly { readonly code: string }[]): readonly string[] =>
    failures.map(({ code }) => code);

  it("lays out under the limit that an earlier run has met", async () => {
    const lines = Array.from({ length: 300 }, (_, line) => `export const value${line} = ${line};\n`);
    for (const name of ["a.js", "b.js", "c.js"]) await repository.write(name, lines.join(""));
    const message = "Request too large for o4-mini on tokens per min (TPM): Limit 40000, Requested 52000.";
    server.fail.next({ kind: "status", status: 429, code: "rate_limit_exceeded", message });
    const { outcome: first } = await review("--depth", "quick");
    assert.equal(first.coverage.complete, true);
    const parts = server.requests.length - 1;
    assert.ok(parts > 1, "it went in parts then");
    const { outcome: second } = await review("--depth", "quick");
    assert.equal(second.coverage.complete, true);
    assert.equal(server.requests.length, 1 + 2 * parts, "in parts from the beginning");
  });

  it("begins each prompt as the one before, and keeps for it a secret and hashes alone", async () => {
    for (const name of ["a.js", "b.js"]) await repository.write(name, `${newText}// ${name}\n`);
    const materials = async (): Promise<readonly string[]> => {
      await review("--depth", "quick");
      return server.requests.map(({ messages }) => messages[0] ?? "");
    };
    assert.equal((await review("--dry-run")).code, 0);
    assert.deepEqual(Object.keys(await contentsOf(state)), [], "what is not sent leaves nothing");
    const [first = ""] = await materials();
    await repository.write("a.js", `${newText}// edited\n`);
    const second = (await materials()).at(-1) ?? "";
    const beginning = first.slice(0, first.indexOf(" diff a.js"));
    assert.ok(second.startsWith(beginning) && beginning.length > 50, "with the same delimiters");
    assert.ok(second.indexOf(" diff a.js") > second.indexOf(" diff cart.js"), "what was edited goes last");
    const { "second-look/layouts.json": layouts = "", ...others } = await contentsOf(state);
    assert.doesNotMatch(layouts, /cart|\.js|items/);
    assert.match(others["second-look/installation"] ?? "", /^[0-9a-f]{64}$/);
  });

  describe("within the budget of a day", () => {
    it("sends nothing that could cross it, and says what is left and what to do", async () => {
      const { code, outcome, err } = await review("--daily-budget", "0.05");
      assert.equal(code, 3);
      assert.equal(server.requests.length, 0);
      assert.deepEqual(codes(outcome.failures), ["overDailyBudget"]);
      assert.match(
        outcome.failures[0]?.message ?? "",
        /could cost \$0\.1\d, and of the day's \$0\.0500 there is \$0\.0500 left/,
      );
      assert.match(outcome.failures[0]?.nextStep ?? "", /--daily-budget/);
      assert.match(err, /Left of the day's budget: \$0\.0500 of \$0\.0500\./, "said before the sending, too");
    });

    it("counts what earlier runs have spent, at what it came to", async () => {
      const { outcome } = await review();
      const spent = outcome.usage.cost.amount ?? 0;
      const account = readAccount((await contentsOf(state))["second-look/spending.json"] ?? "");
      assert.equal(account?.today.asked.requests, 2);
      assert.ok(account.today.asked.usd >= spent, "the larger of both counts");
      assert.ok(account.today.asked.usd < 3 * spent, `${account.today.asked.usd} and ${spent}`);
      assert.deepEqual(account.held, []);
      // The worst of the next request would just fit, were it not for what was spent.
      const { outcome: dry } = await review("--depth", "quick", "--dry-run");
      const worst =
        Number(/\$([\d.]+) at worst/.exec(dry.notices.map(({ message }) => message).join())?.[1]) + 0.01;
      const tight = [
        "--depth",
        "quick",
        "--daily-budget",
        (worst + account.today.asked.usd - 0.012).toFixed(6),
      ];
      const before = server.requests.length;
      assert.deepEqual(codes((await review(...tight)).outcome.failures), ["overDailyBudget"]);
      assert.equal(server.requests.length, before);
      assert.equal(
        (await review("--depth", "quick", "--daily-budget", String(worst + 0.1))).outcome.kind,
        "finished",
      );
    });

    it("stops in the middle of a review, and keeps what was found", async () => {
      const { outcome } = await review(...unpriced, "--daily-budget", "0.1");
      assert.equal(server.requests.length, 1, "ten requests for a dollar");
      assert.equal(outcome.kind, "finished");
      assert.ok(outcome.findings.length > 0);
      assert.ok(outcome.findings.every(({ status }) => status === "unconfirmed"));
      assert.ok(codes(outcome.notices).includes("secondLookMissing"));
      assert.deepEqual(codes(outcome.failures), ["overDailyBudget"]);
      assert.equal(outcome.usage.cost.amount, null);
      const { outcome: next } = await review(...unpriced, "--daily-budget", "0.1");
      assert.deepEqual(codes(next.failures), ["overDailyBudget"]);
      assert.match(next.failures[0]?.message ?? "", /counts requests, and its 1 are used up/);
    });

    it("holds money for each attempt, and gives back what was not used", async () => {
      server.fail.next({ kind: "status", status: 401, code: "invalid_api_key" });
      await review();
      const account = readAccount((await contentsOf(state))["second-look/spending.json"] ?? "");
      assert.deepEqual(account?.today.asked, { usd: 0, requests: 1, unpriced: 0 });
    });

    it("books an answer that was cut off by its own count", async () => {
      server.fail.next({ kind: "cut", after: 40, how: "reset" });
      const { outcome } = await review("--depth", "quick");
      assert.equal(outcome.usage.cost.estimated, true);
      const account = readAccount((await contentsOf(state))["second-look/spending.json"] ?? "");
      assert.ok((account?.today.asked.usd ?? 0) >= (outcome.usage.cost.amount ?? 1));
    });

    it("says in a dry run what is left where that is less than the worst", async () => {
      const { outcome } = await review("--dry-run", "--daily-budget", "0.05");
      assert.match(
        outcome.notices.map(({ message }) => message).join("\n"),
        /tokens and up to 32,000 of answer, \$[\d.]+ at worst\.\nLeft of the day's budget: \$0\.0500 of \$0\.0500\./,
      );
      assert.ok(!codes((await review("--dry-run")).outcome.notices).includes("dailyBudgetLeft"));
    });

    it("sends nothing where the account can't be read or kept, and says what to do", async () => {
      await review("--depth", "quick");
      await writeFile(file("spending.json"), "{");
      const damaged = (await review()).outcome;
      assert.deepEqual(codes(damaged.failures), ["spendingUnknown"]);
      assert.match(damaged.failures[0]?.nextStep ?? "", new RegExp(path.join(state, "second-look")));

      const elsewhere = path.join(state, "elsewhere");
      await symlink(state, elsewhere);
      await rm(path.join(state, "second-look"), { recursive: true });
      await symlink(elsewhere, path.join(state, "second-look"));
      const linked = (await review()).outcome;
      assert.match(linked.failures[0]?.nextStep ?? "", /XDG_STATE_HOME/);
      const argv = ["review", "--base-url", server.baseUrl];
      const homeless = (await outcomeOf(argv, drive({ XDG_STATE_HOME: "" }))).outcome;
      assert.match(homeless.failures[0]?.nextStep ?? "", /Set HOME or XDG_STATE_HOME/);
      assert.equal(server.requests.length, 1);
    });
  });

  describe("with a record", () => {
    it("says for each finding what was asked and answered", async () => {
      const { outcome } = await review();
      const record = await openMemory("linux", { XDG_STATE_HOME: state }).recordOf(outcome.startedAt);
      assert.deepEqual(
        record?.exchanges.map(({ request }) => request.body),
        server.requests.map(({ body }) => body),
      );
      assert.deepEqual(record.outcome.usage, outcome.usage);
      const [finding] = outcome.findings;
      assert.ok(finding !== undefined);
      assert.equal(exchangesAbout(finding, record).length, 2, "the round that found it, and the second look");
    });

    it("keeps none where it is switched off", async () => {
      await review("--no-record");
      assert.deepEqual(Object.keys(await contentsOf(state)).sort(), [
        "second-look/endpoints.json",
        "second-look/installation",
        "second-look/layouts.json",
        "second-look/spending.json",
      ]);
    });

    it("keeps nothing at all of practice, of a dry run, and of requests that are only printed", async () => {
      await secondLook(["review", "--practice"], drive());
      await review("--dry-run");
      await secondLook(["review", "--base-url", server.baseUrl, "--print-request"], drive());
      assert.deepEqual(await contentsOf(state), {});
    });

    it("holds no key and no secret, in no file, however the review ends", async () => {
      const canaries = { key: server.key, token: ["gh", "p_", randomBytes(18).toString("hex")].join("") };
      await repository.write("client.js", `export const token = "${canaries.token}";\n`);
      const source = await repository.git("show", ":cart.js").then(() => contentsOf(repository.root));
      assert.ok(
        sightings(canaries, source).some((each) => each.startsWith("token")),
        "the trap works",
      );
      const { key } = server;
      await serve({ key, answer: () => ({ verdicts: [], findings: [], reply: "", summary: `Key: ${key}` }) });
      await review("--depth", "quick");
      server.fail.next({ kind: "status", status: 400, message: `${key} is not allowed.` });
      await review("--depth", "quick");
      server.fail.next({ kind: "cut", after: 60, how: "reset" });
      await review("--depth", "quick");
      const files = await contentsOf(state);
      assert.equal(Object.keys(files).filter((name) => name.includes("records/")).length, 3);
      assert.match(Object.values(files).join(""), /<<secret:/);
      assert.deepEqual(sightings(canaries, files), []);
    });
  });

  it("asks an endpoint at once as it was found out to take it", async () => {
    await serve({ refuses: ["reasoning_effort"] });
    await review("--depth", "quick");
    assert.equal(server.requests.length, 2, "one refusal, and one that went well");
    await review("--depth", "quick");
    assert.equal(server.requests.length, 3);
    const printed = await secondLook(["review", "--base-url", server.baseUrl, "--print-request"], drive());
    assert.doesNotMatch(printed.out, /reasoning_effort/, "a preview is the very request");
  });
});
