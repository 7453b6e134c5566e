/** The addresses that are offered can all be used, and are told apart. */

import assert from "node:assert/strict";
import { addressOfResource, isAt, needsResource, presets } from "../../../src/editor/presets.ts";
import { parseEndpoint } from "../../../src/model/endpoint.ts";
import { profileOf } from "../../../src/model/profiles.ts";

const azure = presets.find(needsResource)!;

describe("The presets", () => {
  for (const preset of presets) {
    it(`lead to ${preset.name}`, () => {
      const address = addressOfResource(preset, "acme") ?? "";
      const parsed = parseEndpoint(address);
      assert.ok(parsed.kind === "endpoint", address);
      assert.equal(parsed.endpoint.local, address.startsWith("http:"));
      assert.deepEqual(
        presets.filter((each) => isAt(each, address)),
        [preset],
      );
      assert.ok(isAt(preset, `${address}/`));
      const { model } = preset;
      if (model !== null && model !== "default") assert.equal(profileOf(model).known, true);
    });
  }

  it("are at OpenAI, Azure, OpenRouter, Gate.AI, Ollama, LM Studio, vLLM and LiteLLM", () => {
    assert.equal(presets.length, 8);
    assert.equal(new Set(presets.map(({ baseUrl }) => baseUrl)).size, 8);
  });

  it("take the name of a resource and nothing that would lead elsewhere", () => {
    assert.equal(addressOfResource(azure, " Acme-1 "), "https://acme-1.openai.azure.com/openai/v1");
    for (const name of ["", "a", "-a", "a-", "a.b", "evil.example/", "a@b", "a".repeat(65), "a b", "a#"]) {
      assert.equal(addressOfResource(azure, name), null, name);
    }
  });

  it("are not taken for what only looks alike", () => {
    for (const address of ["https://.openai.azure.com/openai/v1", "https://openai.azure.com/openai/v1", ""]) {
      assert.ok(!isAt(azure, address), address);
    }
  });
});
