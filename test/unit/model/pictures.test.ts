/** Pictures on the wire: how both ways of asking carry them, what they cost, and who is asked without them. */

import assert from "node:assert/strict";
import { openAsk, type AskSettings } from "../../../src/model/ask.ts";
import type { AskEvent, Picture, Question } from "../../../src/model/asking.ts";
import { inMemory } from "../../../src/model/endpointMemory.ts";
import { fieldOf, textOf } from "../../../src/model/foreign.ts";
import { profilesWith } from "../../../src/model/ownProfiles.ts";
import { moreTokensAt, pictureTokens, seenBy, withoutPixels } from "../../../src/model/pictures.ts";
import { builtInProfiles, profileOf } from "../../../src/model/profiles.ts";
import { clearPictures } from "../../../src/privacy/pictures.ts";
import { aClearedChange } from "../../support/changes.ts";
import { endOf, eventsOf, question, settingsFor, wires } from "../../support/endpoint/asking.ts";
import { startStandIn, type StandIn, type StandInOptions } from "../../support/endpoint/standIn.ts";
import { aPng } from "../../support/pictures.ts";

const value = { verdicts: [], findings: [], reply: "", summary: "Nothing to say." };
const readers = profilesWith({ "gpt-6-luna": { features: ["images"] } });

async function somePictures(): Promise<readonly Picture[]> {
  const cleared = await aClearedChange({ path: "a.png", script: [], content: "binary" });
  const { signal } = new AbortController();
  const readBytes = async () => ({ kind: "bytes", bytes: aPng() }) as const;
  const [file] = await clearPictures({ cleared, readBytes, signal });
  assert.ok(file?.kind === "cleared");
  return [file.old, file.new].flatMap((picture, index) =>
    picture === null ? [] : [{ ...picture, name: `Picture ${index + 1}`, tokens: 2 }],
  );
}

describe("Pictures in a question", () => {
  const { signal } = new AbortController();
  let server: StandIn;
  let asked: Question;
  before(async () => {
    asked = { ...question, pictures: await somePictures(), inputTokens: 504 };
  });
  async function start(options: StandInOptions = {}): Promise<void> {
    server = await startStandIn({ answer: () => value, ...options });
  }
  afterEach(async () => server.close());

  async function ask(settings: AskSettings): Promise<readonly AskEvent[]> {
    return eventsOf(openAsk(settings), signal, asked);
  }
  const told = (events: readonly AskEvent[]): readonly string[] =>
    events.flatMap((event) => (event.kind === "picturesLeftOut" ? [event.model] : []));
  const carriesPictures = (index: number): boolean =>
    (server.requests[index]?.raw.toString() ?? "").includes("data:image/png;base64,");

  for (const wire of wires) {
    it(`follow the material over ${wire}, each after its name, and to be looked at closely`, async () => {
      await start();
      const events = await ask(settingsFor(server, wire));
      assert.equal(endOf(events).kind, "finished");
      assert.deepEqual(told(events), []);
      const { body, messages } = await server.request(1);
      assert.equal(messages[0], ["The material.", "Picture 1:", "", "Picture 2:", ""].join("\n"));
      const content =
        wire === "responses" ? fieldOf(body, "input", 0, "content") : fieldOf(body, "messages", 1, "content");
      const url = `data:image/png;base64,${aPng().toString("base64")}`;
      const image =
        wire === "responses"
          ? { type: "input_image", image_url: url, detail: "high" }
          : { type: "image_url", image_url: { url, detail: "high" } };
      assert.deepEqual(fieldOf(content, 2), image);
      assert.deepEqual(fieldOf(content, 4), image);
    });

    it(`are left out over ${wire} for a model of which nobody said that it reads them, and that is told`, async () => {
      await start();
      const events = await ask(settingsFor(server, wire, { model: "gpt-6-luna" }));
      assert.equal(endOf(events).kind, "finished");
      assert.deepEqual(told(events), ["gpt-6-luna"]);
      assert.equal(carriesPictures(0), false);
      const begun = events.findIndex(({ kind }) => kind === "text");
      assert.ok(events.findIndex(({ kind }) => kind === "picturesLeftOut") < begun, "before the answer");
    });

    it(`are left out over ${wire} where the endpoint won't have them, for this review alone`, async () => {
      await start({ refuses: ["images"] });
      const memory = inMemory();
      const settings = settingsFor(server, wire, { memory });
      const line = openAsk(settings);
      const events = await eventsOf(line, signal, asked);
      assert.equal(endOf(events).kind, "finished");
      assert.deepEqual(told(events), ["o4-mini"]);
      assert.deepEqual([0, 1].map(carriesPictures), [true, false]);
      await eventsOf(line, signal, asked);
      assert.equal(server.requests.length, 3, "the next round knows");
      assert.deepEqual(memory.recall(settings.endpoint.origin, "o4-mini")?.without, []);
    });
  }

  it("go to nobody who takes the place of a model that reads them, unless it does, too", async () => {
    await start({ models: ["gpt-6-luna"] });
    const settings = settingsFor(server, "chat", { fallbackModels: ["gpt-6-luna"] });
    assert.deepEqual(told(await ask(settings)), ["gpt-6-luna"]);
    assert.deepEqual([0, 1].map(carriesPictures), [true, false]);
  });

  it("are no reason to ask again where the refusal is about something else", async () => {
    await start();
    server.fail.next({ kind: "status", status: 400, message: "The messages are in the wrong order." });
    assert.equal(endOf(await ask(settingsFor(server, "chat"))).kind, "failed");
    assert.equal(server.requests.length, 1);
  });

  it("are known to be meant in the words of a gateway that calls it a missing path", async () => {
    await start();
    const message = "No endpoints found that support image input";
    server.fail.next({ kind: "status", status: 404, message });
    const events = await ask(settingsFor(server, "chat"));
    assert.equal(endOf(events).kind, "finished");
    assert.deepEqual([0, 1].map(carriesPictures), [true, false]);
  });

  it("stay with the question when the form of an answer has to be repaired", async () => {
    let answers = 0;
    await start({ answer: () => ((answers += 1) === 1 ? "no JSON" : value) });
    assert.equal(endOf(await ask(settingsFor(server, "responses"))).kind, "finished");
    assert.deepEqual([0, 1].map(carriesPictures), [true, true]);
    assert.equal(textOf((await server.request(2)).body, "input", 0, "content"), null);
  });

  it("are counted for the model that is asked", () => {
    const seen = seenBy(readers.of("gpt-6-luna"), asked, new Set());
    const each = pictureTokens(readers.of("gpt-6-luna"), { width: 16, height: 12 });
    assert.equal(seen.inputTokens, 500 + 2 * each);
    assert.equal(moreTokensAt(readers.of("gpt-6-luna"), asked.pictures ?? []), 2 * (each - 2));
    assert.equal(moreTokensAt(builtInProfiles.of("gpt-6-luna"), asked.pictures ?? []), -4);
    assert.equal(seenBy(builtInProfiles.of("gpt-6-luna"), asked, new Set()).inputTokens, 500);
    assert.equal(seenBy(builtInProfiles.of("o4-mini"), asked, new Set(["pictures"])).pictures, undefined);
  });
});

describe("What a picture costs", () => {
  const o4 = profileOf("o4-mini");

  it("is at o4-mini 1.72 tokens for each square of 32 pixels, of which there are at most 1,536", () => {
    for (const [width, height, tokens] of [
      [1, 1, 2],
      [32, 32, 2],
      [33, 32, 4],
      [1024, 1024, 1762],
      [1800, 2400, 2642],
      [10_000, 4000, 2642],
    ] as const)
      assert.equal(pictureTokens(o4, { width, height }), tokens, `${width} × ${height}`);
  });

  it("is a careful guess where nobody says: no less than by squares of 512 pixels, which others count by", () => {
    const other = profileOf("someone/else");
    for (const side of [1, 32, 512, 768, 1024, 2048, 8000]) {
      const scaled = Math.min(side, 768);
      const tiles = 85 + 170 * Math.ceil(scaled / 512) ** 2;
      const counted = pictureTokens(other, { width: side, height: side });
      assert.ok(counted >= tiles && counted >= pictureTokens(o4, { width: side, height: side }), `${side}`);
    }
  });
});

describe("A picture that is kept or shown as text", () => {
  it("is named by its kind and its length, and other texts stay as they are", () => {
    assert.equal(withoutPixels("data:image/png;base64,AAAA"), "data:image/png;base64,… (4 characters)");
    for (const text of ["", "data:image/png", "see data:image/png;base64,AAAA"])
      assert.equal(withoutPixels(text), text);
  });
});
