/** Which addresses can be asked, and what is refused in words that give nothing away. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { addressOf, parseEndpoint } from "../../../src/model/endpoint.ts";

function accepted(baseUrl: string) {
  const parsed = parseEndpoint(baseUrl);
  assert.ok(parsed.kind === "endpoint", baseUrl);
  return parsed.endpoint;
}

function refused(baseUrl: string) {
  const parsed = parseEndpoint(baseUrl);
  assert.ok(parsed.kind === "refused", baseUrl);
  assert.equal(parsed.fault.code, "badEndpoint");
  return parsed.fault.args ?? {};
}

describe("An endpoint", () => {
  it("speaks Responses at the provider's own origin, and Chat Completions everywhere else", () => {
    assert.deepEqual(accepted("https://api.openai.com/v1"), {
      baseUrl: "https://api.openai.com/v1",
      origin: "https://api.openai.com",
      host: "api.openai.com",
      local: false,
      wire: "responses",
    });
    assert.equal(accepted("https://API.OpenAI.com:443/v1").wire, "responses");
    for (const other of [
      "https://openrouter.ai/api/v1",
      "https://eu.api.openai.com/v1",
      "https://api.openai.com:8443/v1",
      "https://api.openai.com.example.com/v1",
      "http://localhost:11434/v1",
    ]) {
      assert.equal(accepted(other).wire, "chat", other);
    }
  });

  it("may be plain http on this machine, and nowhere else", () => {
    for (const here of [
      "http://localhost:1234/v1",
      "http://127.0.0.1:8080",
      "http://127.9.8.7/v1",
      "http://[::1]:5000/v1",
      "http://127.1/v1",
    ]) {
      assert.equal(accepted(here).local, true, here);
    }
    for (const there of [
      "http://api.openai.com/v1",
      "http://192.168.0.2/v1",
      "http://0.0.0.0:1234/v1",
      "http://localhost.example.com/v1",
      "http://127.0.0.1.example.com/v1",
      "http://[::2]/v1",
      "ftp://localhost/v1",
      "file:///etc/passwd",
    ]) {
      refused(there);
    }
  });

  it("stays as it was given: with a slash at its end, without a version", () => {
    for (const [given, address] of [
      ["https://host.example/v1", "https://host.example/v1/responses"],
      ["https://host.example/v1/", "https://host.example/v1/responses"],
      ["https://host.example", "https://host.example/responses"],
      ["https://host.example/api/openai", "https://host.example/api/openai/responses"],
    ] as const) {
      assert.equal(accepted(given).baseUrl, given);
      assert.equal(addressOf(accepted(given), "/responses"), address);
    }
  });

  it("has no query, which the paths would run into", () => {
    refused("https://host.example/v1?version=1");
    refused("https://host.example/v1#there");
  });

  it("is refused without its user, password, query or key being said aloud", () => {
    const secret = ["hun", "ter2"].join("");
    for (const given of [
      `https://user:${secret}@host.example/v1`,
      `https:\\\\user:${secret}@host.example/v1`,
      `https://${secret}@host.example/v1`,
      `http://host.example/v1?key=${secret}`,
      `user:${secret}@host.example`,
      `//user:${secret}@host.example`,
      `${["s", "k"].join("")}-${secret}`,
    ]) {
      assert.ok(!JSON.stringify(refused(given)).includes(secret), given);
    }
    assert.equal(refused("https://user:x@host.example/v1")["baseUrl"], "https://host.example/v1");
    assert.equal(refused("api.openai.com/v1")["baseUrl"], "api.openai.com/v1");
  });

  it("never throws, and never keeps a password", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.webUrl().map((url) => url.replace("://", "://a:b@")),
        ),
        (given) => {
          const parsed = parseEndpoint(given);
          if (parsed.kind === "endpoint") assert.doesNotMatch(parsed.endpoint.baseUrl, /:\/\/[^/]*@/);
        },
      ),
    );
  });
});
