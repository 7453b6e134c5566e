/** A repository under review in which every changed line holds a word of its own, and the server that the review is sent to. */

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { FileCoverage } from "../../src/contract/coverage.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import type { RunningWorker } from "../../src/workerClient.ts";
import { startStandIn, type StandIn } from "./endpoint/standIn.ts";
import { judge, plantedIn, wordFor, type Planted } from "./journal.ts";
import { createRepository, type TestRepository } from "./repository.ts";
import { outcomeOf } from "./terminal.ts";

export interface Reviewed {
  readonly outcome: Outcome;
  readonly received: readonly string[];
  /** `word: reason` */
  readonly held: readonly string[];
}

const nothingFound = { verdicts: [], findings: [], reply: "", summary: "" };

/** As whom the test commits where nobody is set up, and from where submodules may come. */
export const asDeveloper = [
  ...["-c", "user.name=A", "-c", "user.email=a@b"],
  ...["-c", "protocol.file.allow=always"],
] as const;

export function assertReceived({ received }: Reviewed, words: readonly string[]): void {
  assert.deepEqual(
    words.filter((word) => !received.includes(word)),
    [],
  );
}

export function assertHeld({ held }: Reviewed, words: readonly string[], reason: string): void {
  for (const word of words) assert.ok(held.includes(`${word}: ${reason}`), `${word} in ${held.join(", ")}`);
}

export function entryOf({ outcome }: Reviewed, file: string, repository = "shop"): FileCoverage {
  const entry = outcome.coverage.files.find((each) => each.path === file && each.repository === repository);
  assert.ok(entry !== undefined, `${file} is not in the ledger`);
  return entry;
}

/** Shows that a trick works: before it, git tells of each of the marks, and afterwards of none. */
export async function assertHides(
  marks: readonly string[],
  look: () => Promise<string>,
  trick: () => Promise<unknown>,
): Promise<void> {
  const before = await look();
  for (const mark of marks) assert.ok(before.includes(mark), `git does not tell of ${mark}`);
  await trick();
  const after = await look();
  for (const mark of marks) assert.ok(!after.includes(mark), `git still tells of ${mark}`);
}

export class PlantedWorld {
  readonly repository: TestRepository;
  readonly server: StandIn;
  readonly #worker: RunningWorker;
  readonly #after = new Map<string, string>();
  #before: ReadonlyMap<string, string> = new Map();
  #words = 0;

  private constructor(repository: TestRepository, server: StandIn, worker: RunningWorker) {
    this.repository = repository;
    this.server = server;
    this.#worker = worker;
  }

  /** Three committed files, of which each line is known. Two worlds of one test begin with different words. */
  static async open(worker: RunningWorker, firstWord = 1): Promise<PlantedWorld> {
    const server = await startStandIn({ answer: () => nothingFound });
    const world = new PlantedWorld(await createRepository({}, "shop"), server, worker);
    world.#words = firstWord - 1;
    for (const file of ["src/a.js", "src/b.js", "docs/readme.md"]) await world.add(file, 12);
    await world.commit();
    return world;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.repository.dispose();
  }

  get root(): string {
    return this.repository.root;
  }

  word(): string {
    this.#words += 1;
    return wordFor(this.#words);
  }

  /** A new file of so many lines; returns their words. */
  async add(file: string, lines = 2): Promise<readonly string[]> {
    const words = Array.from({ length: lines }, () => this.word());
    await this.write(file, words.map((word) => `say ${word}\n`).join(""));
    return words;
  }

  /** Changes the second line, takes one out and puts one in at the end; returns the words of what is new. */
  async edit(file: string): Promise<readonly string[]> {
    const lines = (this.#after.get(file) ?? "").split("\n");
    const words = [this.word(), this.word()];
    lines[1] = `say ${words[0]}`;
    lines.splice(-3, 2, `say ${words[1]}`);
    await this.write(file, lines.join("\n"));
    return words;
  }

  async write(file: string, text: string): Promise<void> {
    await this.repository.write(file, text);
    this.#after.set(file, text);
  }

  /** `file` may be a folder. */
  async remove(file: string): Promise<void> {
    await rm(path.join(this.root, file), { recursive: true });
    for (const name of [...this.#after.keys()])
      if (name === file || name.startsWith(`${file}/`)) this.#after.delete(name);
  }

  /** What is there now is what the change starts from. */
  async commit(): Promise<void> {
    await this.repository.commit("So far");
    this.#before = new Map(this.#after);
  }

  /** The words of the changed lines; those below `folder` are of the repository `repository`. */
  planted(
    inside: { readonly folder: string; readonly repository: string } | null = null,
  ): readonly Planted[] {
    const all = plantedIn({
      repository: "shop",
      before: Object.fromEntries(this.#before),
      after: Object.fromEntries(this.#after),
    });
    if (inside === null) return all;
    const prefix = `${inside.folder}/`;
    return all.map((each) =>
      each.path.startsWith(prefix)
        ? { ...each, repository: inside.repository, path: each.path.slice(prefix.length) }
        : each,
    );
  }

  /** Reviews, and fails unless the ledger says exactly what the server received. */
  async review(argv: readonly string[] = [], planted = this.planted()): Promise<Reviewed> {
    const earlier = this.server.requests.length;
    const { outcome } = await outcomeOf(["review", "--base-url", this.server.baseUrl, ...argv], {
      worker: this.#worker,
      folder: this.root,
      environment: { SECOND_LOOK_API_KEY: this.server.key },
    });
    assert.deepEqual(outcome.failures, []);
    const { wrong, received, held } = judge(planted, outcome, this.server.requests.slice(earlier));
    assert.deepEqual(wrong, []);
    return { outcome, received, held };
  }
}
