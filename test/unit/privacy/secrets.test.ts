/** Recall and false alarms over a corpus that is made while the test runs: secrets in every setting, and what only looks like one. */

import assert from "node:assert/strict";
import { redact } from "../../../src/privacy/redact.ts";
import { scanText } from "../../../src/privacy/secrets.ts";
import { lookalikes } from "./lookalikes.ts";
import { namedKinds } from "./namedKinds.ts";
import { randomFrom } from "./random.ts";
import { fixedKinds, type SecretKind } from "./secretKinds.ts";
import { settings } from "./settings.ts";
import { survives } from "./survival.ts";

/** Made-up secrets of each kind in each setting. */
const rounds = 3;

interface Tally {
  all: number;
  readonly wrong: string[];
}

async function sentOf(text: string): Promise<string> {
  return redact({ text, spans: await scanText(text), key: "of the test" }).text;
}

async function recallOf(kinds: readonly SecretKind[]): Promise<Tally> {
  const random = randomFrom(20261124);
  const tally: Tally = { all: 0, wrong: [] };
  for (const kind of kinds) {
    for (const setting of settings) {
      for (let round = 0; round < rounds; round += 1) {
        const made = kind.make(random);
        const text = setting.place(made);
        if (text === null) continue;
        assert.ok(survives(made.secret, text), `${kind.name} ${setting.name}: the trap must fire`);
        tally.all += 1;
        if (survives(made.secret, await sentOf(text))) tally.wrong.push(`${kind.name} ${setting.name}`);
      }
    }
  }
  return tally;
}

async function falseAlarms(): Promise<Tally> {
  const random = randomFrom(42);
  const seen = new Map<string, string>();
  for (const lookalike of lookalikes) {
    for (let round = 0; round < 2 * rounds; round += 1) seen.set(lookalike.make(random), lookalike.name);
  }
  const wrong: string[] = [];
  for (const [text, name] of seen) {
    if ((await scanText(text)).length > 0) wrong.push(`${name}: ${text.trim().slice(0, 80)}`);
  }
  return { all: seen.size, wrong };
}

const share = ({ all, wrong }: Tally): number => wrong.length / all;
/** Each of the wrong ones, also where so few are allowed. */
const list = ({ all, wrong }: Tally): string =>
  `${wrong.length} of ${all}${[...new Set(wrong)].map((each) => `\n      ${each}`).join("")}`;

describe("The scan for secrets", function () {
  it(`finds the tokens of ${fixedKinds.length} forms wherever they stand`, async function () {
    const tally = await recallOf(fixedKinds);
    assert.ok(tally.all > 4000);
    assert.ok(share(tally) <= 0.005, `missed ${list(tally)}`);
    this.test!.title += ` (missed ${list(tally)})`;
  });

  it(`finds the values of ${namedKinds.length} settings that a name calls secret`, async function () {
    const tally = await recallOf(namedKinds);
    assert.ok(tally.all > 1000);
    assert.ok(share(tally) <= 0.02, `missed ${list(tally)}`);
    this.test!.title += ` (missed ${list(tally)})`;
  });

  it(`leaves ${lookalikes.length} kinds of look-alikes as they are`, async function () {
    const tally = await falseAlarms();
    assert.ok(tally.all > 500);
    assert.ok(share(tally) <= 0.01, `took for secrets ${list(tally)}`);
    this.test!.title += ` (took for secrets ${list(tally)})`;
  });
});
