/** Practice behind an address: heard by the official client, closed to everybody else, gone when its parent is. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import { startPracticeEndpoint, type PracticeEndpoint } from "../../../src/practice/endpoint.ts";
import { askOnce, endOf, settingsFor, textOfAnswer, wires } from "../../support/endpoint/asking.ts";

const value = { verdicts: [], findings: [], reply: "", summary: "Practice." };

describe("The practice endpoint", () => {
  let endpoint: PracticeEndpoint;
  const heard: (readonly string[])[] = [];
  before(async () => {
    endpoint = await startPracticeEndpoint({
      answer: (messages) => {
        heard.push(messages);
        return value;
      },
    });
  });
  after(async () => endpoint.close());

  for (const wire of wires) {
    it(`answers over ${wire} with what the rules say, for nothing`, async () => {
      const events = await askOnce(settingsFor(endpoint, wire, { model: "practice" }));
      assert.deepEqual(JSON.parse(textOfAnswer(events)), value);
      const end = endOf(events);
      assert.equal(end.kind, "finished");
      assert.equal(end.spent.answeredBy, "practice");
      assert.deepEqual(heard.at(-1), ["The material."]);
    });
  }

  const call = (headers: Readonly<Record<string, string>>, method = "GET") =>
    new Promise<{ readonly status: number | undefined; readonly cors: unknown }>((resolve, reject) => {
      const { port } = new URL(endpoint.baseUrl);
      request({ host: "127.0.0.1", port, path: "/v1/models", headers, method }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, cors: response.headers["access-control-allow-origin"] });
      })
        .once("error", reject)
        .end();
    });

  it("turns away who has no key, a page that found its way here under another name, and every page's script", async () => {
    const authorization = `Bearer ${endpoint.key}`;
    assert.equal((await call({ authorization })).status, 200);
    assert.equal((await call({})).status, 401);
    assert.equal((await call({ authorization: "Bearer guessed" })).status, 401);
    assert.equal((await call({ authorization, host: "rebound.example" })).status, 403);
    assert.equal((await call({ authorization, origin: "https://page.example" })).cors, undefined);
    assert.equal((await call({ origin: "https://page.example" }, "OPTIONS")).cors, undefined);
  });

  it("has another key every time", async () => {
    const other = await startPracticeEndpoint({ answer: () => value });
    await other.close();
    assert.notEqual(other.key, endpoint.key);
    assert.ok(other.key.length >= 32);
  });

  it("dies with its parent, even one that is killed", async () => {
    const source = path.resolve(import.meta.dirname, "../../../src/practice/endpoint.ts");
    const child = `
      const { startPracticeEndpoint } = await import(${JSON.stringify(source)});
      const { baseUrl } = await startPracticeEndpoint({ answer: () => null, parent: process.stdin });
      console.log(baseUrl);`;
    const parent = `
      const { spawn } = await import("node:child_process");
      spawn(process.execPath, ["--input-type=module", "-e", ${JSON.stringify(child)}], { stdio: ["pipe", "inherit", "inherit"] });
      setInterval(() => undefined, 1e6);`;
    const running = spawn(process.execPath, ["--input-type=module", "-e", parent], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [baseUrl] = (await once(createInterface(running.stdout), "line")) as [string];
    assert.equal((await fetch(`${baseUrl}/models`)).status, 401, "it is there");
    // Its output closes when both have gone: the parent by force, the endpoint by itself.
    const gone = once(running, "close");
    running.kill("SIGKILL");
    await gone;
    await assert.rejects(fetch(`${baseUrl}/models`));
  });
});
