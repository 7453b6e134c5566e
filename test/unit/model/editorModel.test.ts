/** Models that the editor offers, asked as a review asks, with a scripted editor in VS Code's place. */

import assert from "node:assert/strict";
import { openAsk } from "../../../src/model/ask.ts";
import type { AskEvent } from "../../../src/model/asking.ts";
import { attemptBy, type EditorModels } from "../../../src/model/editorAttempt.ts";
import {
  editorModelId,
  editorModelName,
  endpointFor,
  isEditorModel,
} from "../../../src/model/editorModel.ts";
import { withEditorModel } from "../../../src/model/editorRoom.ts";
import type { Endpoint } from "../../../src/model/endpoint.ts";
import { inMemory } from "../../../src/model/endpointMemory.ts";
import { limits } from "../../../src/model/guard.ts";
import { describeRequest } from "../../../src/model/preview.ts";
import { costUsd } from "../../../src/model/price.ts";
import { builtInProfiles } from "../../../src/model/profiles.ts";
import { endOf, eventsOf, impatience, question, textOfAnswer } from "../../support/endpoint/asking.ts";

const model = "vscode:copilot/o4-mini";
const answer = { verdicts: [], findings: [], reply: "", summary: "Fine." };

interface Asked {
  readonly model: string;
  readonly messages: readonly string[];
  readonly signal: AbortSignal;
}

type Script = (asked: Asked) => AsyncIterable<string> | null | Promise<AsyncIterable<string>>;

function endpoint(): Endpoint {
  const parsed = endpointFor({ baseUrl: "https://api.example.com/v1", model });
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.fault));
  return parsed.endpoint;
}

/** Each request is answered by the next script, the last one again and again. */
function anEditor(...scripts: readonly Script[]): { readonly models: EditorModels; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    models: {
      ask: async (model, messages, signal) => {
        const one = { model, messages, signal };
        asked.push(one);
        return scripts[Math.min(asked.length, scripts.length) - 1]!(one);
      },
    },
  };
}

function settingsOf(models: EditorModels, part: { readonly silence?: number } = {}) {
  return {
    endpoint: endpoint(),
    key: null,
    model,
    fallbackModels: [],
    effort: "medium" as const,
    outputReserve: 32_000,
    cacheKey: "repository",
    worstUsdWith: () => null,
    permitDearer: async () => false,
    memory: inMemory(),
    attempt: attemptBy(models),
    patience: impatience(part),
  };
}

async function ask(models: EditorModels, signal?: AbortSignal): Promise<readonly AskEvent[]> {
  return eventsOf(openAsk(settingsOf(models)), signal);
}

async function* saying(...pieces: readonly string[]): AsyncGenerator<string, void> {
  yield* pieces;
}

/** Says what was asked for, with the id that the last message names. */
const good: Script = ({ messages }) => {
  const id = /"request": "([^"]+)"/.exec(messages.at(-1) ?? "")?.[1] ?? "";
  const text = JSON.stringify({ request: id, ...answer });
  return saying("Here it is: ", text.slice(0, 30), text.slice(30));
};

const never = new Promise<never>(() => undefined);

describe("A model that the editor offers", () => {
  it("has a name that leads back to it", () => {
    for (const name of [
      { vendor: "copilot", id: "gpt-5" },
      { vendor: "a vendor", id: "with/slashes" },
    ]) {
      const id = editorModelId(name);
      assert.equal(isEditorModel(id), true);
      assert.deepEqual(editorModelName(id), name);
    }
    assert.equal(isEditorModel("openai/o4-mini"), false);
    assert.deepEqual(endpointFor({ baseUrl: "https://a.example/v1", model: "o4-mini" }).kind, "endpoint");
  });

  it("is asked in user messages alone, with the schema among them, and answers with the id of the request", async () => {
    const { models, asked } = anEditor(good);
    const events = await ask(models);
    const end = endOf(events);
    assert.equal(end.kind, "finished");
    assert.deepEqual(JSON.parse(textOfAnswer(events)), {
      request: (JSON.parse(textOfAnswer(events)) as { request: string }).request,
      ...answer,
    });
    assert.equal(asked.length, 1);
    const [first = "", ...rest] = asked[0]!.messages;
    assert.ok(first.startsWith(question.instructions) && first.includes('"additionalProperties":false'));
    assert.equal(rest[0], question.messages[0]);
    assert.match(rest.at(-1) ?? "", /"request": "[0-9a-f-]{36}"/);
    const { spent } = end;
    assert.deepEqual([spent.model, spent.answeredBy, spent.reported], [model, model, false]);
    assert.equal(spent.inputTokens, question.inputTokens);
  });

  it("is not believed without that id: it is asked to repair, and then given up", async () => {
    const { models, asked } = anEditor(() => saying(JSON.stringify(answer)));
    const end = endOf(await ask(models));
    assert.equal(end.kind === "failed" && end.fault.code, "badAnswer");
    assert.equal(asked.length, 2);
    assert.match(asked[1]!.messages.at(-2) ?? "", /repeated the id/);
  });

  it("may answer well the second time", async () => {
    const { models } = anEditor(() => saying("I'd rather talk."), good);
    const events = await ask(models);
    assert.equal(endOf(events).kind, "finished");
    assert.equal(endOf(events).spent?.requests, 2);
  });

  it("is previewed as it is asked", async () => {
    const { models, asked } = anEditor(good);
    await ask(models);
    const { url, body } = describeRequest(settingsOf(models), question);
    assert.equal(url, "vscode:copilot");
    const { messages } = body as { readonly messages: readonly string[] };
    assert.deepEqual(messages.slice(0, -1), asked[0]!.messages.slice(0, -1));
    assert.equal(messages.length, asked[0]!.messages.length);
  });

  const faults: readonly (readonly [name: string, script: Script, code: string, requests: number])[] = [
    ["the person said no to VS Code", failing({ code: "NoPermissions" }), "notAllowedByEditor", 1],
    ["the quota is used up", failing({ code: "Blocked" }), "blockedByEditor", 1],
    ["it is gone", failing({ code: "NotFound" }), "unknownModel", 1],
    ["it was never there", () => null, "unknownModel", 1],
    [
      "it takes less",
      failing({ code: "Unknown", cause: new Error("Message exceeds token limit.") }),
      "contextTooLong",
      1,
    ],
    ["something breaks", failing({ code: "Unknown", cause: new Error("Sorry.") }), "serverError", 4],
  ];
  for (const [name, script, code, requests] of faults) {
    it(`fails as ${code} when ${name}`, async () => {
      const { models, asked } = anEditor(script);
      const end = endOf(await ask(models));
      assert.equal(end.kind === "failed" && end.fault.code, code);
      assert.equal(end.kind === "failed" && end.fault.args?.["host"], "copilot (VS Code)");
      assert.equal(asked.length, requests);
    });
  }

  it("fails in the middle of its answer, too", async () => {
    const { models } = anEditor(async function* () {
      yield "Well, ";
      throw Object.assign(new Error("Blocked."), { code: "Blocked" });
    });
    const end = endOf(await ask(models));
    assert.equal(end.kind === "failed" && end.fault.code, "blockedByEditor");
  });

  it("is cancelled where it asks the person, and in the middle of its answer, and the editor hears of it", async () => {
    const scripts: readonly Script[] = [
      () => never,
      async function* () {
        yield "Well, ";
        await never;
      },
    ];
    for (const script of scripts) {
      const controller = new AbortController();
      const { models, asked } = anEditor((one) => {
        setImmediate(() => controller.abort());
        return script(one);
      });
      const end = endOf(await ask(models, controller.signal));
      assert.equal(end.kind === "failed" && end.fault.code, "interrupted");
      assert.equal(asked[0]?.signal.aborted, true);
    }
  });

  it("is given up after silence, and the editor hears of it", async () => {
    const { models, asked } = anEditor(() => never);
    const end = endOf(await eventsOf(openAsk(settingsOf(models, { silence: 5 }))));
    assert.equal(end.kind === "failed" && end.fault.code, "endpointSilent");
    assert.equal(asked[0]?.signal.aborted, true);
  });

  it("is given up when it never ends", async () => {
    const piece = "x".repeat(2 ** 20);
    let pieces = 0;
    const { models } = anEditor(async function* () {
      for (;;) {
        pieces += 1;
        yield piece;
      }
    });
    const end = endOf(await ask(models));
    assert.equal(end.kind === "failed" && end.fault.code, "answerTooLong");
    assert.equal(pieces, limits.answer / piece.length + 1);
  });

  it("takes what VS Code says and not more, has no price, and shares nothing with its namesake", () => {
    const room = { model, maxInputTokens: 64_000, outputReserve: 32_000 };
    const profiles = withEditorModel(builtInProfiles, room);
    const { contextWindow, maxOutput, shutdown, known, price } = profiles.of(model);
    assert.ok(contextWindow - room.outputReserve <= room.maxInputTokens - 1000, "the schema has its room");
    assert.ok(contextWindow - room.outputReserve > room.maxInputTokens - 5000);
    assert.deepEqual([maxOutput, shutdown, known, price], [room.outputReserve, null, true, null]);
    const tokens = { inputTokens: 1000, cachedTokens: 0, outputTokens: 1000, reasoningTokens: 0 };
    assert.equal(costUsd(model, tokens, profiles), null);
    assert.deepEqual(profiles.of("o4-mini"), builtInProfiles.of("o4-mini"));
  });
});

function failing(fields: { readonly code: string; readonly cause?: Error }): Script {
  return async () => {
    throw Object.assign(new Error("The editor's own words."), fields);
  };
}
