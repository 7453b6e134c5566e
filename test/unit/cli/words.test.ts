/** What the command line says about failures: whatever a next step names is there. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { usage } from "../../../src/cli/arguments.ts";
import { wordsFor } from "../../../src/cli/words.ts";
import type { FailureCode } from "../../../src/contract/failure.ts";
import { fieldOf } from "../../../src/model/foreign.ts";
import { schemaFile } from "../../support/outcomeSchema.ts";

const variables = [
  "SECOND_LOOK_API_KEY",
  "OPENAI_API_KEY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "NODE_EXTRA_CA_CERTS",
  "PATH",
];

/** What is over by itself, or needs somebody else, has nothing to be named. */
const namesNothing: readonly FailureCode[] = [
  "untrusted",
  "consentDeclined",
  // Its folder comes with the failure.
  "spendingUnknown",
  "rateLimited",
  "serverError",
  "streamCut",
  "interrupted",
];

describe("The words of the command line for a failure", () => {
  const words = wordsFor("OPENAI_API_KEY");
  let codes: readonly FailureCode[];
  before(async () => {
    const schema: unknown = JSON.parse(await readFile(schemaFile, "utf8"));
    const { enum: values } = fieldOf(schema, "definitions", "FailureCode") as { enum: FailureCode[] };
    codes = values;
    assert.ok(codes.length > 40);
  });

  it("say what happened and what to do next, each by itself", () => {
    const said = codes.map((code) => words.failure({ code }));
    for (const { message, nextStep } of said)
      assert.ok(message !== "" && nextStep !== "" && message !== nextStep);
    const messages = new Set(said.map(({ message }) => message));
    assert.equal(messages.size, codes.length, "no two failures read the same");
  });

  it("name flags, variables and commands that exist", () => {
    for (const code of codes) {
      const { message, nextStep } = words.failure({ code });
      const text = `${message} ${nextStep}`.replace(/`git [^`]*`/g, "");
      for (const flag of text.match(/--[a-z][a-z-]*/g) ?? [])
        assert.ok(usage.includes(flag), `${code}: ${flag}`);
      for (const name of text.match(/\b[A-Z]+(?:_[A-Z]+)+\b|\bPATH\b/g) ?? [])
        assert.ok(variables.includes(name), `${code}: ${name}`);
    }
  });

  it("name something, unless waiting is all there is to do", () => {
    for (const code of codes) {
      const { nextStep } = words.failure({ code });
      const names = /--[a-z]|\b[A-Z]+_[A-Z_]+\b|`git |https:\/\//.test(nextStep);
      assert.equal(names || namesNothing.includes(code), true, `${code}: ${nextStep}`);
    }
  });
});
