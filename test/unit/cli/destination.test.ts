/** Which endpoint is asked, with which key: a key goes only where it was given for. */

import assert from "node:assert/strict";
import { destinationOf } from "../../../src/cli/destination.ts";

function of(flag: string | null, environment: Record<string, string>) {
  const chosen = destinationOf(flag, environment);
  if (chosen.kind === "refused") return chosen.fault.code;
  const { endpoint, key, variable, fromEnvironment } = chosen.destination;
  return { baseUrl: endpoint.baseUrl, key, variable, fromEnvironment };
}

describe("The endpoint of the command line", () => {
  it("is OpenAI's own, with OpenAI's key, when nothing else is said", () => {
    assert.deepEqual(of(null, { OPENAI_API_KEY: "one" }), {
      baseUrl: "https://api.openai.com/v1",
      key: "one",
      variable: "OPENAI_API_KEY",
      fromEnvironment: false,
    });
  });

  it("never gets OpenAI's key at another origin, wherever its address comes from", () => {
    const environment = { OPENAI_API_KEY: "one" };
    for (const baseUrl of [
      "https://api.openai.com.example.com/v1",
      "https://api.openai.com:8443/v1",
      "https://example.com/api.openai.com",
      "http://127.0.0.1:1/v1",
    ]) {
      assert.partialDeepStrictEqual(of(baseUrl, environment), { key: null, variable: "SECOND_LOOK_API_KEY" });
      const named = of(null, { ...environment, SECOND_LOOK_BASE_URL: baseUrl });
      assert.partialDeepStrictEqual(named, { key: null, fromEnvironment: true });
    }
  });

  it("gets the key for the base URL only where a base URL was given", () => {
    const environment = { SECOND_LOOK_API_KEY: "mine", OPENAI_API_KEY: "one" };
    assert.partialDeepStrictEqual(of("https://example.com/v1", environment), { key: "mine" });
    assert.partialDeepStrictEqual(of(null, environment), { key: "one" });
    assert.partialDeepStrictEqual(of("https://api.openai.com/v1", environment), { key: "mine" });
  });

  it("takes the flag before the environment, and blank variables for none", () => {
    const environment = { SECOND_LOOK_BASE_URL: "https://other.example/v1", SECOND_LOOK_API_KEY: " " };
    assert.partialDeepStrictEqual(of("https://example.com/v1", environment), {
      baseUrl: "https://example.com/v1",
      key: null,
      fromEnvironment: false,
    });
  });

  it("is refused where a key would travel in the clear or inside the address", () => {
    for (const baseUrl of [
      "http://example.com/v1",
      "https://me:word@example.com/v1",
      "file:///etc",
      "example.com",
    ]) {
      assert.equal(of(baseUrl, {}), "badEndpoint", baseUrl);
    }
  });
});
