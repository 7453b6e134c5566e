/** What is kept of what was asked and answered: enough to know why, for a while, and never the key. */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir, readFile, stat, truncate, utimes } from "node:fs/promises";
import path from "node:path";
import type { Outcome } from "../../../src/contract/outcome.ts";
import { ReviewRecord } from "../../../src/memory/record.ts";
import { exchangesAbout, findRecord } from "../../../src/memory/recorded.ts";
import { mostBytes } from "../../../src/memory/recordsKept.ts";
import { openAsk } from "../../../src/model/ask.ts";
import type { Picture } from "../../../src/model/asking.ts";
import { attempt } from "../../../src/model/attempt.ts";
import { builtInProfiles } from "../../../src/model/profiles.ts";
import { sightings } from "../../support/canary.ts";
import { eventsOf, question, settingsFor, textOfAnswer } from "../../support/endpoint/asking.ts";
import { startStandIn, type StandIn } from "../../support/endpoint/standIn.ts";
import { anOutcome } from "../../support/outcome.ts";
import { aPng } from "../../support/pictures.ts";
import { contentsOf, testClock, testFolder, type TestClock, type TestFolder } from "./keeping.ts";

const start = new Date("2026-11-24T12:00:00Z");
const day = 24 * 60 * 60 * 1000;

const found = {
  path: "cart.js",
  side: "new",
  startLine: 3,
  endLine: 3,
  quote: "for (;;)",
  explanation: "It never ends.",
  title: "An endless loop",
  category: "correctness",
  severity: "major",
  confidence: 0.9,
  fix: null,
};
const finding = { id: "F1", title: found.title, explanation: found.explanation };
const first = { verdicts: [], findings: [found], reply: "", summary: "One mistake." };
const second = {
  verdicts: [{ finding: "F1", reason: "So it is.", holds: "yes" }],
  findings: [],
  reply: "",
  summary: "",
};

describe("The record of a review", () => {
  let kept: TestFolder;
  let clock: TestClock;
  let server: StandIn;
  beforeEach(async () => {
    kept = await testFolder();
    clock = testClock(start);
    server = await startStandIn({ answer: (messages) => (messages.length > 1 ? second : first) });
  });
  afterEach(async () => {
    await server.close();
    await kept.dispose();
  });

  const outcome = (part: Partial<Outcome> = {}): Outcome =>
    anOutcome({ startedAt: start.toISOString(), ...part });
  const open = (): ReviewRecord => new ReviewRecord(kept.folder, clock);
  const recorded = (record: ReviewRecord) =>
    openAsk(settingsFor(server, "responses", { attempt: record.of(attempt, builtInProfiles) }));

  /** A review of one question and a second look. */
  async function review(part: Partial<Outcome> = {}): Promise<void> {
    const record = open();
    const ask = recorded(record);
    const { signal } = new AbortController();
    await eventsOf(ask, signal);
    await eventsOf(ask, signal, { ...question, messages: [...question.messages, "Doubt F1."] });
    await record.close(outcome(part));
  }

  it("holds each request as it went out and each answer as it came, with model, usage, price, end and time", async () => {
    await review();
    const record = await findRecord(kept.folder, start.toISOString());
    assert.deepEqual(
      record?.exchanges.map(({ request }) => request.body),
      server.requests.map(({ body }) => body),
    );
    const [exchange] = record.exchanges;
    assert.equal(exchange?.request.url, `${server.baseUrl}/responses`);
    assert.deepEqual(JSON.parse(exchange.answer), first);
    assert.deepEqual(
      [exchange.model, exchange.at, exchange.ended],
      ["o4-mini", start.toISOString(), { kind: "complete" }],
    );
    assert.ok((exchange.usage?.inputTokens ?? 0) > 0);
    assert.ok((exchange.usd ?? 0) > 0);
    assert.equal(record.outcome.kind, "finished");
  });

  it("holds of pictures that they were sent, and not what they show", async () => {
    const record = open();
    const base64 = aPng().toString("base64");
    const raw = { name: "Picture 1", mediaType: "image/png", base64, width: 16, height: 12, tokens: 2 };
    const asked = { ...question, pictures: [raw as unknown as Picture] };
    await eventsOf(recorded(record), new AbortController().signal, asked);
    await record.close(outcome());
    assert.ok(server.requests[0]?.raw.includes(base64), "it went out");
    const [file] = await kept.folder.files();
    const text = (await kept.folder.read(file?.name ?? "")) ?? "";
    assert.ok(text.includes("data:image/png;base64,…"));
    assert.ok(!text.includes(base64.slice(0, 40)));
  });

  it("says what was asked where nothing came back, and why not", async () => {
    server.fail.next({ kind: "status", status: 401, code: "invalid_api_key" });
    await review({ kind: "failed" });
    const [exchange] = (await findRecord(kept.folder, start.toISOString()))?.exchanges ?? [];
    assert.equal(exchange?.ended.kind, "refused");
    assert.deepEqual([exchange.answer, exchange.usd], ["", 0]);
  });

  it("is found by the review, and in it what led to a finding and what doubted it", async () => {
    await review();
    clock.set(start.getTime() + 60_000);
    await review({ startedAt: new Date(clock.now()).toISOString() });
    const record = await findRecord(kept.folder, start.toISOString());
    assert.ok(record !== null);
    assert.deepEqual(exchangesAbout(finding, record), record.exchanges);
    const another = { id: "F2", title: "Another", explanation: "Something else." };
    assert.deepEqual(exchangesAbout(another, record), []);
    assert.deepEqual(exchangesAbout({ ...another, title: found.title }, record), [record.exchanges[0]]);
    assert.equal(await findRecord(kept.folder, "2026-11-24T12:30:00.000Z"), null);
  });

  it("leaves no file where nothing was asked", async () => {
    await open().close(outcome());
    assert.deepEqual(await contentsOf(kept.base), {});
  });

  it("holds together where several parts are asked at once", async () => {
    const record = open();
    const ask = recorded(record);
    const { signal } = new AbortController();
    const long = { ...question, messages: ["x".repeat(700_000)] };
    await Promise.all([1, 2, 3, 4].map(() => eventsOf(ask, signal, long)));
    await record.close(outcome());
    const found = await findRecord(kept.folder, start.toISOString());
    assert.deepEqual(
      found?.exchanges.map(({ request }) => request.body),
      server.requests.map(({ body }) => body),
    );
  });

  it("never holds the key, whatever the endpoint says", async () => {
    const key = `sk-${randomBytes(24).toString("hex")}`;
    await server.close();
    const echo = { ...first, summary: `You sent ${key}.` };
    server = await startStandIn({ key, answer: () => echo });
    const asking = settingsFor(server, "responses", { attempt });
    const heard = textOfAnswer(await eventsOf(openAsk(asking)));
    assert.ok(sightings({ key }, { heard }).includes("key in heard (as itself)"), "the trap works");

    await review();
    server.fail.next({ kind: "status", status: 400, message: `The key ${key} may not do that.` });
    await review();
    const files = await contentsOf(kept.base);
    assert.equal(Object.keys(files).length, 2);
    assert.match(Object.values(files).join(""), /You sent …\./);
    assert.deepEqual(sightings({ key }, files), []);
    assert.deepEqual(sightings({ key }, { names: Object.keys(files).join() }), []);
  });

  it("goes after seven days, when the next one is written", async () => {
    await review();
    const [old] = await readdir(kept.folder.path);
    const file = path.join(kept.folder.path, old!);
    const age = async (milliseconds: number): Promise<void> => {
      const then = new Date(start.getTime() - milliseconds);
      await utimes(file, then, then);
      await review({ startedAt: "2026-11-24T13:00:00.000Z" });
    };
    await age(7 * day - 60_000);
    assert.ok((await readdir(kept.folder.path)).includes(old!));
    await age(7 * day + 60_000);
    assert.ok(!(await readdir(kept.folder.path)).includes(old!));
  });

  it("makes room for the latest: the oldest go first", async () => {
    const names: string[] = [];
    for (const hour of [1, 2, 3]) {
      await review({ startedAt: `2026-11-24T0${hour}:00:00.000Z` });
      const name = (await readdir(kept.folder.path)).find((each) => !names.includes(each))!;
      names.push(name);
      const file = path.join(kept.folder.path, name);
      await truncate(file, Math.floor(mostBytes / 2) - 100);
      const then = new Date(start.getTime() - day + hour * 60_000);
      await utimes(file, then, then);
    }
    await review();
    const left = await readdir(kept.folder.path);
    assert.deepEqual(
      names.map((name) => left.includes(name)),
      [false, false, true],
    );
    const sizes = await Promise.all(
      left.map(async (name) => (await stat(path.join(kept.folder.path, name))).size),
    );
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= mostBytes);
  });

  it("can be read though its last line was cut off", async () => {
    await review();
    const [name] = await readdir(kept.folder.path);
    await kept.folder.append(name!, '{"kind":"exchange","at":"2026');
    assert.equal((await findRecord(kept.folder, start.toISOString()))?.exchanges.length, 2);
  });

  it("is open to its owner alone", async () => {
    await review();
    const [name] = await readdir(kept.folder.path);
    const file = path.join(kept.folder.path, name!);
    assert.equal(((await stat(file)).mode & 0o777).toString(8), "600");
    assert.ok((await readFile(file, "utf8")).endsWith("\n"));
  });

  it("fails no review where it can't be written", async () => {
    await kept.folder.write("records", "in the way");
    const record = new ReviewRecord(kept.folder.inner("records"), clock);
    const events = await eventsOf(recorded(record));
    assert.equal(events.at(-1)?.kind, "finished");
    await record.close(outcome());
  });
});
