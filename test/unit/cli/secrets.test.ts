/** What must never leave: canaries in every place that a change can hold them, looked for in every byte that arrived. */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { sightings } from "../../support/canary.ts";
import { startStandIn, type StandIn } from "../../support/endpoint/standIn.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { sourceWorker } from "../../support/story.ts";
import { outcomeOf, type Drive } from "../../support/terminal.ts";

const random = (length: number): string =>
  randomBytes(length * 2)
    .toString("base64")
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, length);
const token = (): string => ["gh", "p_", random(36)].join("");

describe("What leaves with second-look review", () => {
  let worker: RunningWorker;
  let repository: TestRepository;
  let server: StandIn;
  let canaries: Record<string, string>;

  before(() => {
    worker = sourceWorker();
  });
  after(async () => worker.dispose());

  beforeEach(async () => {
    canaries = {
      "a value in a secret file": random(24),
      "a value in a key file": random(24),
      "a value in an ignored file": random(24),
      "a token in a file's name": token(),
      "a token that was added": token(),
      "a token that was removed": token(),
      "a token in an unchanged line": token(),
      "a token in the rules": token(),
      "a token in a new file": token(),
      "the author's address": `${random(12)}@example.com`,
      "the author's name": random(14),
    };
    repository = await createRepository();
    await repository.git("config", "user.email", canaries["the author's address"]!);
    await repository.git("config", "user.name", canaries["the author's name"]!);
    await repository.write(
      "AGENTS.md",
      `Deploy with ${canaries["a token in the rules"]}\nPrices are in cents.\n`,
    );
    await repository.write(".gitignore", "scratch/\n");
    await repository.write("src/client.js", source(canaries["a token that was removed"]!));
    await repository.write(".env", "SHOP=1\n");
    await repository.commit(`Setup with ${canaries["a token that was removed"]}`);

    await repository.write(".env", `SHOP=1\nPAYMENT=${canaries["a value in a secret file"]}\n`);
    await repository.write("deploy/prod.pem", canaries["a value in a key file"]!);
    await repository.write("scratch/notes.txt", canaries["a value in an ignored file"]!);
    await repository.write(`logs/${canaries["a token in a file's name"]}.txt`, "a line\n");
    await repository.write("src/client.js", source(canaries["a token that was added"]!));
    await repository.write("src/new.js", `export const key = "${canaries["a token in a new file"]}";\n`);
    server = await startStandIn();
  });
  afterEach(async () => {
    await server.close();
    await repository.dispose();
  });

  /** On this machine a path has to be its true name: whoever reads the outcome opens files by it. */
  function printable(): Record<string, string> {
    const { "a token in a file's name": _, ...rest } = canaries;
    return rest;
  }

  function source(value: string): string {
    const lines = Array.from({ length: 40 }, (_, index) => `export const line${index} = ${index};`);
    lines[3] = `const old = "${canaries["a token in an unchanged line"]}";`;
    lines[20] = `const token = "${value}";`;
    return `${lines.join("\n")}\n`;
  }

  function drive(): Drive {
    return { worker, folder: repository.root, environment: { SECOND_LOOK_API_KEY: server.key } };
  }

  it("would hold them all if it were what git and the disk hold: the trap works", async () => {
    await repository.git("add", "--all", "--force");
    const everything = await repository.git("log", "--format=%an %ae %B");
    const diff = await repository.git("diff", "--cached", "--unified=100");
    const rules = await repository.git("show", "HEAD:AGENTS.md");
    const found = sightings(canaries, { git: everything + diff + rules });
    const raw = new Set(found.map((each) => each.split(" in git")[0]));
    assert.deepEqual([...raw].sort(), Object.keys(canaries).sort());
    assert.deepEqual(
      sightings({ one: "a secret value" }, { body: Buffer.from("xxa secret valuexx").toString("base64") }),
      ["one in body (as base64)"],
    );
  });

  it("holds none of them, in no form; and neither does anything that is printed", async () => {
    const { out, err, outcome } = await outcomeOf(["review", "--base-url", server.baseUrl], drive());
    assert.equal(outcome.kind, "finished");
    assert.ok(server.requests.length > 0);
    const bodies = Object.fromEntries(server.requests.map(({ raw }, index) => [`request ${index + 1}`, raw]));
    const headers = JSON.stringify(server.requests.map((request) => request.headers));
    assert.deepEqual(sightings(canaries, { ...bodies, headers }), []);
    assert.deepEqual(sightings(printable(), { out, err }), []);
    const material = server.requests[0]?.messages[0] ?? "";
    assert.match(
      material,
      /const token = "<<secret:[\w-]+:[0-9a-f]{8}>>"/,
      "the line is there, without its value",
    );
    assert.match(material, /Prices are in cents/);
    assert.doesNotMatch(material, new RegExp(repository.root), "no path of this machine");
  });

  it("holds none of them in a request that is only printed", async () => {
    const { out } = await outcomeOf(["review", "--base-url", server.baseUrl, "--dry-run"], drive());
    assert.deepEqual(sightings(printable(), { out }), []);
    assert.equal(server.requests.length, 0);
  });

  it("says of each file that stayed here why it did", async () => {
    const { outcome } = await outcomeOf(["review", "--base-url", server.baseUrl], drive());
    const reasons = Object.fromEntries(
      outcome.coverage.files.map(({ path, sent, reason }) => [path, [sent, reason]]),
    );
    assert.deepEqual(reasons[".env"], ["none", "secretFile"]);
    assert.deepEqual(reasons["deploy/prod.pem"], ["none", "secretFile"]);
    assert.equal(reasons["scratch/notes.txt"], undefined, "git ignores it: it is no part of the change");
    assert.deepEqual(reasons["src/client.js"], ["whole", undefined]);
    assert.ok(outcome.notices.some(({ code }) => code === "secretsReplaced"));
  });
});
