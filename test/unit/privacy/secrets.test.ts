/** Recall and false alarms over a corpus that is made while the test runs: secrets in every setting, and what only looks like one. */

import assert from "node:assert/strict";
import { redact } from "../../../src/privacy/redact.ts";
import { scanText } from "../../../src/privacy/secrets.ts";
import { lookalikes } from "./lookalikes.ts";
import { namedKinds } from "./namedKinds.ts";
import { randomFrom } from "./random.ts";
import { fixedKinds, type SecretKind } from "./secretKinds.ts";
import { settings } from "./settings.ts";

/** Made-up secrets of each kind in each setting. */
const rounds = 3;
/** In a row; so many characters of a secret would help to guess the rest. */
const telling = 10;

interface Tally {
  all: number;
  readonly wrong: string[];
}

async function sentOf(text: string): Promise<string> {
  return redact({ text, spans: await scanText(text), key: "of the test" }).text;
}

/** Also of a short one that is split: half of it. */
function survives(secret: string, sent: string): boolean {
  const length = Math.min(telling, Math.floor(secret.length / 2));
  return secret.split("\n").some((line) => {
    const starts = Array.from({ length: line.length - length + 1 }, (_, at) => at);
    return starts.some((at) => sent.includes(line.slice(at, at + length)));
  });
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
  const tally: Tally = { all: 0, wrong: [] };
  for (const lookalike of lookalikes) {
    for (let round = 0; round < 2 * rounds; round += 1) {
      const text = lookalike.make(random);
      tally.all += 1;
      if ((await scanText(text)).length > 0)
        tally.wrong.push(`${lookalike.name}: ${text.trim().slice(0, 80)}`);
    }
  }
  return tally;
}

const share = ({ all, wrong }: Tally): number => wrong.length / all;
const list = ({ all, wrong }: Tally): string =>
  `${wrong.length} of ${all}:\n  ${[...new Set(wrong)].join("\n  ")}`;

describe("The scan for secrets", function () {
  it(`finds the tokens of ${fixedKinds.length} forms wherever they stand`, async function () {
    const tally = await recallOf(fixedKinds);
    assert.ok(tally.all > 4000);
    assert.ok(share(tally) <= 0.005, `missed ${list(tally)}`);
    this.test!.title += ` (${tally.all - tally.wrong.length} of ${tally.all})`;
  });

  it(`finds the values of ${namedKinds.length} settings that a name calls secret`, async function () {
    const tally = await recallOf(namedKinds);
    assert.ok(tally.all > 1000);
    assert.ok(share(tally) <= 0.02, `missed ${list(tally)}`);
    this.test!.title += ` (${tally.all - tally.wrong.length} of ${tally.all})`;
  });

  it(`leaves ${lookalikes.length} kinds of look-alikes as they are`, async function () {
    const tally = await falseAlarms();
    assert.ok(tally.all > 600);
    assert.ok(share(tally) <= 0.01, `took for secrets ${list(tally)}`);
    this.test!.title += ` (${tally.wrong.length} of ${tally.all} taken for secrets)`;
  });
});
