/** A check is told in sentences: every line says something, and nothing in it is left to fill in. */

import assert from "node:assert/strict";
import { wordsFor } from "../../../src/cli/words.ts";
import { parseEndpoint } from "../../../src/model/endpoint.ts";
import type { Aspect, Observed } from "../../../src/model/observed.ts";
import type { Probed } from "../../../src/model/probe.ts";
import { builtInProfiles } from "../../../src/model/profiles.ts";
import { checkText, reportOf, type CheckReport, type Fill } from "../../../src/report/check.ts";

const fill: Fill = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)] ?? ""));
const words = wordsFor("OPENAI_API_KEY");

function report(observed: readonly Observed[], part: Partial<Probed> = {}): CheckReport {
  const parsed = parseEndpoint("http://localhost:11434/v1");
  assert.ok(parsed.kind === "endpoint");
  const probed: Probed = {
    observed,
    usable: false,
    model: "o4-mini",
    learned: new Map(),
    spent: null,
    catalogue: { kind: "listed", models: [] },
    cancelled: false,
    ...part,
  };
  const checked = { endpoint: parsed.endpoint, model: "o4-mini", profiles: builtInProfiles, probed };
  return reportOf(checked, { failure: (fault) => words.failure(fault), fill });
}

function messageOf(observed: Partial<Observed> & { readonly aspect: Aspect }): string {
  const [line] = report([{ verdict: "ok", args: {}, fault: null, ...observed }]).lines;
  return `${line?.message} ${line?.nextStep}`.trim();
}

const aspects: readonly Aspect[] = [
  "address",
  "key",
  "list",
  "model",
  "responses",
  "chatSchema",
  "chatJson",
  "chatPlain",
  "streaming",
  "usage",
  "efforts",
  "answeredBy",
];

describe("The report of a check", () => {
  for (const aspect of aspects) {
    it(`says something of ${aspect}, however that went`, () => {
      for (const verdict of ["ok", "not", "notTried"] as const) {
        const fault =
          verdict === "not" ? ({ code: "serverError", args: { host: "h", status: 500 } } as const) : null;
        const message = messageOf({ aspect, verdict, fault });
        assert.match(message, /\w{2}/, verdict);
        assert.doesNotMatch(message, /\{\d\}|undefined|null|NaN/, verdict);
      }
    });
  }

  it("says what is good to know though nothing is wrong", () => {
    assert.match(messageOf({ aspect: "key", verdict: "notTried", args: { local: "yes" } }), /None is needed/);
    assert.match(messageOf({ aspect: "streaming", verdict: "not" }), /one piece/);
    assert.match(messageOf({ aspect: "usage", verdict: "not" }), /our own estimate/);
    assert.match(messageOf({ aspect: "chatSchema", verdict: "not", args: { misfits: "yes" } }), /ignores/);
    assert.match(messageOf({ aspect: "chatSchema", args: { without: "store" } }), /refused: store\./);
    assert.match(
      messageOf({ aspect: "efforts", args: { taken: "low", refused: "high" } }),
      /low\. Not taken: high/,
    );
    const other = { model: "a", answeredBy: "b" };
    assert.equal(
      messageOf({ aspect: "answeredBy", verdict: "not", args: other }),
      "a was asked, but b answered.",
    );
    const model = { model: "m", listed: "no", successor: "", window: "", shutdown: "2027-01-14" };
    assert.equal(
      messageOf({ aspect: "model", args: model }),
      "m answers: window not known, price not known. It is not in the list. Its end is set for 2027-01-14.",
    );
  });

  it("leads with the first thing that is in the way, and what to do about it", () => {
    const broken = report([
      { aspect: "address", verdict: "ok", args: {}, fault: null },
      { aspect: "key", verdict: "not", args: {}, fault: { code: "wrongKey", args: { host: "h" } } },
    ]);
    assert.match(
      broken.summary,
      /^A review does not work here yet\. h does not accept this API key\. Check OPENAI/,
    );
    assert.match(report([], { usable: true }).summary, /works here, with o4-mini/);
    assert.match(report([], { cancelled: true }).summary, /cancelled/);
  });

  it("is a page of short lines", () => {
    const observed = aspects.map((aspect): Observed => ({
      aspect,
      verdict: "ok",
      args: { baseUrl: "x ".repeat(150) },
      fault: null,
    }));
    const text = checkText(report(observed), fill);
    assert.ok(
      text.split("\n").every((line) => line.length <= 100),
      text,
    );
    assert.ok(text.endsWith("\n"));
  });
});
