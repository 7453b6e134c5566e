/** The list to choose a model from: who stands first, and what is said of each. */

import assert from "node:assert/strict";
import { modelRows, offeredRow } from "../../../src/editor/modelList.ts";
import { profilesWith } from "../../../src/model/ownProfiles.ts";
import { builtInProfiles } from "../../../src/model/profiles.ts";

const say = (message: string, ...args: readonly (string | number)[]): string =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));

const fallbackModels = ["gpt-6.1-terra", "gpt-6-luna"];

function rows(ids: readonly string[], current = "o4-mini", profiles = builtInProfiles) {
  const models = ids.map((id) => ({ id, shutdown: null }));
  return modelRows({ models, current, fallbackModels, profiles }, say);
}

describe("The list of models", () => {
  it("begins with the current one, then the fallback models, those that are known, the others", () => {
    const ids = ["mistral-10", "gpt-6-luna", "o3", "mistral-9", "gpt-6.1-terra", "gpt-4.1", "o4-mini"];
    assert.deepEqual(
      rows(ids).map(({ id, description }) => [id, description]),
      [
        ["o4-mini", "current"],
        ["gpt-6.1-terra", "fallback 1"],
        ["gpt-6-luna", "fallback 2"],
        ["gpt-4.1", ""],
        ["o3", ""],
        ["mistral-9", ""],
        ["mistral-10", ""],
      ],
    );
  });

  it("says which of them read images, as far as that is known", () => {
    const [mini, luna] = rows(["o4-mini", "gpt-6-luna"]);
    assert.match(mini?.detail ?? "", /reads images/);
    assert.doesNotMatch(luna?.detail ?? "", /reads images/);
  });

  it("says what is known of each, and what is not", () => {
    const [known, unknown] = rows(["o3", "mistral-9"]);
    assert.equal(
      known?.detail,
      "window 200,000 tokens · $2.00 in, $8.00 out a million · its maker ends it on 2026-12-11 · as of 2026-11-22",
    );
    assert.equal(unknown?.detail, "window not known · price not known");
    const profiles = profilesWith({ "mistral-9": { contextWindow: 32_000 } });
    assert.equal(
      rows(["mistral-9"], "", profiles)[0]?.detail,
      "window 32,000 tokens · price not known · by your settings",
    );
  });

  it("says of one that VS Code offers how much it takes, and that nobody knows its price", () => {
    const offered = { id: "vscode:copilot/gpt-5", name: "GPT-5", maxInputTokens: 128_000 };
    assert.deepEqual(offeredRow(offered, offered.id, say), {
      id: offered.id,
      description: "current · GPT-5",
      detail: "offered by VS Code · takes 128,000 tokens · price not known · not on save",
    });
    assert.equal(offeredRow(offered, "o3", say).description, "GPT-5");
  });

  it("believes the endpoint about an end before the table", () => {
    const models = [{ id: "o3", shutdown: "2027-05-01" }];
    const [row] = modelRows({ models, current: "", fallbackModels, profiles: builtInProfiles }, say);
    assert.match(row?.detail ?? "", / · ends on 2027-05-01 · /);
    assert.doesNotMatch(row?.detail ?? "", /2026-12-11/);
  });

  it("leaves out what does not answer in words, but never the current one", () => {
    const ids = ["text-embedding-3-small", "tts-1", "gpt-image-1", "o3"];
    assert.deepEqual(
      rows(ids).map(({ id }) => id),
      ["o3"],
    );
    assert.deepEqual(
      rows(ids, "tts-1").map(({ id }) => id),
      ["tts-1", "o3"],
    );
  });
});
