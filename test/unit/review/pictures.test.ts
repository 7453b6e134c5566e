/** A change with pictures, from the repository to the bytes that a server receives. */

import assert from "node:assert/strict";
import type { Git } from "../../../src/change/git.ts";
import type { Outcome } from "../../../src/contract/outcome.ts";
import { openAsk } from "../../../src/model/ask.ts";
import type { Picture } from "../../../src/model/asking.ts";
import { fieldOf, textOf } from "../../../src/model/foreign.ts";
import { profilesWith } from "../../../src/model/ownProfiles.ts";
import type { Estimate, ReviewRequest } from "../../../src/review/ports.ts";
import { rehearse } from "../../../src/review/rehearse.ts";
import { review } from "../../../src/review/review.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { sightings } from "../../support/canary.ts";
import { eventsOf, question, settingsFor } from "../../support/endpoint/asking.ts";
import { startStandIn, type StandIn, type StandInOptions } from "../../support/endpoint/standIn.ts";
import { aPicture, aPng, placeOnEarth, withMetadata } from "../../support/pictures.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { aRequest, portsWith, realGit, settings, sourceWorker } from "../../support/story.ts";
import { assertValidOutcome } from "../../support/validOutcome.ts";

const note = "Shot by Canary Wharf, camera 4711";
const wanted = { ...settings, includeImages: true };

describe("A review of pictures", () => {
  const { signal } = new AbortController();
  let git: Git;
  let worker: RunningWorker;
  let repository: TestRepository;
  let server: StandIn;
  let estimates: Estimate[];

  before(async () => {
    git = await realGit();
    worker = sourceWorker();
  });
  after(async () => worker.dispose());
  beforeEach(async () => {
    estimates = [];
    repository = await createRepository({
      "cart.js": "let sum = 0;\n",
      "photo.jpg": withMetadata("jpeg", note),
      "icon.png": aPng(),
    });
    await repository.write("cart.js", "let sum = 1;\n");
    await repository.write("photo.jpg", withMetadata("progressive", note));
    await repository.write("icon.png", withMetadata("png", note));
    await repository.write("new.webp", withMetadata("webp", note));
    await repository.write("new.gif", withMetadata("gif", note));
  });
  afterEach(async () => {
    await server.close();
    await repository.dispose();
  });

  async function start(options: StandInOptions = {}): Promise<void> {
    server = await startStandIn(options);
  }
  async function run(part: Partial<ReviewRequest> = {}): Promise<Outcome> {
    const fallbackModels = ["gpt-6.1-terra"];
    const ask = openAsk(settingsFor(server, "responses", { fallbackModels, worstUsdWith: () => null }));
    const ports = {
      ...portsWith({ git, worker, ask }),
      permit: async (estimate: Estimate) => {
        estimates.push(estimate);
        return { kind: "granted", ask, remarks: [] } as const;
      },
    };
    const request = aRequest(repository.root, { settings: wanted, ...part });
    const { outcome } = await review(request, ports, { signal, listen: () => undefined });
    assertValidOutcome(outcome);
    return outcome;
  }
  const told = ({ coverage }: Outcome): Readonly<Record<string, string>> =>
    Object.fromEntries(
      coverage.files.map(({ path, sent, reason }) => [path, [sent, reason].filter(Boolean).join(", ")]),
    );
  /** The pictures that arrived, as files. */
  function arrived(request = 0): readonly Buffer[] {
    const content = fieldOf(server.requests[request]?.body, "input", 0, "content");
    const parts: readonly unknown[] = Array.isArray(content) ? content : [];
    const urls = parts.flatMap((part) => textOf(part, "image_url") ?? []);
    return urls.map((url) => Buffer.from(url.slice(url.indexOf(",") + 1), "base64"));
  }

  it("sends before and after, without the place and the words that were in them", async () => {
    await start();
    const outcome = await run();
    assert.deepEqual(told(outcome), {
      "cart.js": "whole",
      "icon.png": "image",
      "new.gif": "image",
      "new.webp": "image",
      "photo.jpg": "image",
    });
    assert.equal(outcome.coverage.complete, true);
    const canaries = { note, place: placeOnEarth.toString("latin1") };
    const before = { photo: withMetadata("jpeg", note).toString("latin1") };
    assert.deepEqual(
      [...new Set(sightings(canaries, before).map((each) => each.split(" ")[0]))],
      ["note", "place"],
      "the traps are set",
    );
    const pictures = arrived();
    assert.equal(pictures.length, 6);
    const sinks = Object.fromEntries(pictures.map((bytes, index) => [`${index}`, bytes.toString("latin1")]));
    assert.deepEqual(sightings(canaries, { ...sinks, wire: server.requests[0]?.raw ?? "" }), []);
    assert.deepEqual(pictures[0], aPng());
    assert.deepEqual(pictures[1], aPng(), "only what stood beside its pixels had changed");
    assert.deepEqual(pictures[3], aPicture("webp"));
    assert.deepEqual(
      estimates.map(({ pictures: count, files }) => [count, files]),
      [[6, 5]],
    );
  });

  it("would let out all that they hold, were it not for the door: the trap fires", async () => {
    await start();
    const base64 = withMetadata("png", note).toString("base64");
    const raw = { name: "Picture 1", mediaType: "image/png", base64, width: 16, height: 12, tokens: 2 };
    const asked = { ...question, pictures: [raw as unknown as Picture] };
    await eventsOf(openAsk(settingsFor(server, "responses")), signal, asked);
    const [bytes = Buffer.alloc(0)] = arrived();
    assert.ok(sightings({ note }, { bytes }).includes("note in bytes (as itself)"));
    assert.ok(bytes.includes(placeOnEarth));
    assert.ok(sightings({ note }, { wire: server.requests[0]?.raw ?? "" }).length > 0);
  });

  it("sends none unless that is wanted, and names them", async () => {
    await start();
    const outcome = await run({ settings });
    assert.deepEqual(told(outcome)["icon.png"], "named, binary");
    assert.equal((server.requests[0]?.raw.toString() ?? "").includes("data:image"), false);
    assert.equal(estimates[0]?.pictures, 0);
  });

  it("sends none that a rule keeps here", async () => {
    await start();
    await repository.write(".aiignore", "photo.jpg\n");
    await repository.commit("A rule");
    await repository.write("photo.jpg", aPicture("jpeg"));
    await repository.write("icon.png", aPng({ width: 7 }));
    const outcome = await run();
    assert.equal(told(outcome)["photo.jpg"], "none, excluded");
    assert.equal(arrived().length, 2);
    assert.ok(!arrived().some((bytes) => bytes.includes("JFIF")));
  });

  it("says of a picture that can't be taken apart that it stays here, and is complete without it", async () => {
    await start();
    await repository.write("icon.png", aPng().subarray(0, 50));
    await repository.write("large.png", aPng({ width: 1200, height: 1000, noise: true }));
    const outcome = await run();
    assert.equal(told(outcome)["icon.png"], "named, pictureUnclear");
    assert.equal(told(outcome)["large.png"], "named, pictureTooLarge");
    assert.equal(outcome.coverage.complete, true);
  });

  it("goes on without them where another model takes the place of one that reads them, and says so", async () => {
    await start({ models: ["gpt-6.1-terra"] });
    const outcome = await run();
    assert.equal(outcome.kind, "finished");
    assert.equal(told(outcome)["icon.png"], "named, binary");
    assert.equal(told(outcome)["cart.js"], "whole");
    const notice = outcome.notices.find(({ code }) => code === "picturesUnread");
    assert.match(notice?.message ?? "", /gpt-6\.1-terra/);
  });

  it("says beforehand that a model is not known to read them", async () => {
    await start();
    const outcome = await run({ settings: { ...wanted, model: "gpt-6-luna" } });
    assert.ok(outcome.notices.some(({ code }) => code === "picturesUnread"));
    assert.equal(told(outcome)["icon.png"], "named, binary");
    assert.equal(arrived().length, 0);
    const profiles = profilesWith({ "gpt-6-luna": { features: ["images"] } });
    const knowing = await run({ settings: { ...wanted, model: "gpt-6-luna", profiles } });
    assert.equal(told(knowing)["icon.png"], "image");
  });

  it("counts them as not asked about where no answer came", async () => {
    await start();
    server.fail.next({ kind: "status", status: 401, code: "invalid_api_key" });
    const outcome = await run();
    assert.equal(outcome.kind, "failed");
    assert.equal(told(outcome)["icon.png"], "none, notAsked");
    assert.equal(outcome.coverage.complete, false);
  });

  it("takes in what is found in one, without a line", async () => {
    const finding = {
      path: "icon.png",
      side: "new",
      startLine: 1,
      endLine: 1,
      quote: "",
      explanation: "The corner at the top left is cut off.",
      title: "The icon is cut off",
      category: "other",
      severity: "minor",
      confidence: 0.9,
      fix: null,
    };
    await start({ answer: () => ({ verdicts: [], findings: [finding], reply: "", summary: "" }) });
    const [found] = (await run()).findings;
    assert.deepEqual(found?.anchor, { kind: "unanchored", reason: "emptyQuote" });
    assert.equal(found.path, "icon.png");
  });

  it("looks at a change that is nothing but pictures", async () => {
    await start();
    await repository.commit("All of it");
    await repository.write("icon.png", aPng({ width: 9 }));
    const outcome = await run();
    assert.equal(outcome.kind, "finished");
    assert.deepEqual(told(outcome), { "icon.png": "image" });
    assert.equal((await run({ settings })).kind, "nothingToReview");
  });

  it("sends none on a save", async () => {
    await start();
    const only = { root: repository.root, paths: new Set(["cart.js", "icon.png"]), isKnown: () => false };
    const outcome = await run({ only });
    assert.equal(arrived().length, 0);
    assert.equal(told(outcome)["icon.png"], "named, binary");
  });

  it("shows beforehand the requests that it would send, pictures included", async () => {
    await start();
    const ports = portsWith({ git, worker, ask: openAsk(settingsFor(server, "responses")) });
    const request = aRequest(repository.root, { settings: wanted });
    const { questions, outcome } = await rehearse(request, ports, "host", signal);
    assert.equal(questions[0]?.pictures?.length, 6);
    assert.equal(told(outcome)["icon.png"], "image");
    assert.equal(server.requests.length, 0);
  });
});
