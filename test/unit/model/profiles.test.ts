/** What a person says of models stands above the table, as far as it can be right. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { endingDate, endingRemarks } from "../../../src/model/ending.ts";
import { profilesWith } from "../../../src/model/ownProfiles.ts";
import { costUsd, worstUsd } from "../../../src/model/price.ts";
import { builtInProfiles, outputAllowance, profileOf } from "../../../src/model/profiles.ts";

const million = { inputTokens: 1e6, cachedTokens: 0, outputTokens: 1e6, reasoningTokens: 0 };

describe("A profile of one's own", () => {
  it("adds a model that the table does not hold", () => {
    const setting = {
      "acme/reviewer": {
        contextWindow: 64_000,
        maxOutput: 8000,
        inputUsd: 3,
        outputUsd: 9,
        efforts: ["low"],
        features: ["schema"],
      },
    };
    const profiles = profilesWith(setting);
    assert.partialDeepStrictEqual(profiles.of("acme/reviewer"), {
      contextWindow: 64_000,
      maxOutput: 8000,
      price: { input: 3, cached: 3, output: 9 },
      efforts: ["low"],
      features: ["schema"],
      known: true,
      own: true,
      source: null,
      // Its tokenizer is still another maker's.
      countFactor: 1.3,
    });
    assert.deepEqual(profiles.ignored, []);
    assert.equal(profiles.of("acme/other").known, false);
    assert.equal(outputAllowance("acme/reviewer", 32_000, profiles), 8000);
  });

  it("changes only the fields that it names", () => {
    const { of } = profilesWith({ "o4-mini": { outputUsd: 5 } });
    assert.deepEqual(of("o4-mini").price, { input: 1.1, cached: 0.275, output: 5 });
    assert.equal(of("o4-mini").contextWindow, 200_000);
    assert.equal(of("o4-mini").shutdown, "2026-10-23");
    assert.deepEqual(of("o3"), profileOf("o3"));
  });

  it("of a family holds for its dated and its vendor's names, but is no price of a fine-tuned one", () => {
    const { of } = profilesWith({ "O4-mini": { inputUsd: 7, outputUsd: 8, contextWindow: 100_000 } });
    for (const name of ["o4-mini-2025-04-16", "openai/o4-mini", "o4-mini:free"]) {
      assert.equal(of(name).price?.input, 7, name);
    }
    assert.equal(of("ft:o4-mini:acme::1").contextWindow, 100_000);
    assert.equal(of("ft:o4-mini:acme::1").price, null);
  });

  it("of one id goes before that of its family", () => {
    const { of } = profilesWith({
      "o4-mini": { inputUsd: 7 },
      "openai/o4-mini": { inputUsd: 8 },
      "ft:o4-mini:acme::1": { inputUsd: 9, outputUsd: 20 },
    });
    assert.equal(of("openai/o4-mini").price?.input, 8);
    assert.equal(of("gate/o4-mini").price?.input, 7);
    assert.deepEqual(of("ft:o4-mini:acme::1").price, { input: 9, cached: 9, output: 20 });
  });

  it("does not make a price of half a price, nor a window of a price", () => {
    const { of } = profilesWith({ a: { inputUsd: 1 }, b: { inputUsd: 1, outputUsd: 2 } });
    assert.equal(of("a").price, null);
    assert.deepEqual([of("b").known, of("b").price?.output], [false, 2]);
  });

  it("is what reviews are priced by", () => {
    const profiles = profilesWith({ "o4-mini": { inputUsd: 10, outputUsd: 20 } });
    assert.equal(costUsd("o4-mini", million, profiles), 30);
    const asking = { model: "o4-mini", inputTokens: [1e6], laterRoundTokens: 0, outputReserve: 0 };
    assert.equal(worstUsd({ ...asking, depth: "quick", profiles }), 10);
    assert.equal(worstUsd({ ...asking, depth: "quick" }), 1.1);
  });

  for (const [field, values] of Object.entries({
    contextWindow: [0, 999, -1, 1.5, "200000", NaN, null],
    maxOutput: [0, 100, Infinity],
    inputUsd: [-1, "1", NaN, Infinity],
    cachedUsd: [-0.1, null],
    outputUsd: [true],
    efforts: ["low", ["low", "extreme"], [1]],
    features: ["schema", ["schema", "magic"], [1]],
    shutdown: ["soon", "2027-02-30", "2027-1-4", 20270114],
    successor: ["", " ", 1],
    window: [200_000],
    constructor: [1],
  })) {
    it(`is without a ${field} that can't be right, says so, and keeps the rest`, () => {
      for (const value of values) {
        const { of, ignored } = profilesWith({ o3: { inputUsd: 5, successor: "a", [field]: value } });
        assert.deepEqual(ignored, [`o3.${field}`], JSON.stringify(value));
        const { contextWindow, maxOutput, price, efforts, shutdown, successor } = of("o3");
        const table = profileOf("o3");
        assert.deepEqual(
          [contextWindow, maxOutput, efforts, shutdown],
          [table.contextWindow, table.maxOutput, table.efforts, table.shutdown],
        );
        assert.deepEqual([price?.input, price?.output], [field === "inputUsd" ? 2 : 5, 8]);
        assert.equal(successor, field === "successor" ? null : "a");
      }
    });
  }

  it("is left out whole where it is no object", () => {
    assert.deepEqual(profilesWith({ a: 1, b: null, c: [], "": {} }).ignored, ["a", "b", "c", ""]);
    assert.deepEqual(profilesWith([]).ignored, ["*"]);
    for (const nothing of [undefined, null, {}]) assert.deepEqual(profilesWith(nothing).ignored, []);
  });

  it("never throws and never gives figures that can't be, whatever stands in the setting", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.jsonValue())),
        fc.string(),
        (setting, model) => {
          const { contextWindow, maxOutput, price } = profilesWith(setting).of(model);
          assert.ok(contextWindow >= 1000 && maxOutput >= 1000);
          assert.ok(price === null || Math.min(price.input, price.cached, price.output) >= 0);
        },
      ),
    );
  });
});

describe("The table", () => {
  it("says where and when each row was read", () => {
    for (const model of [
      "o4-mini",
      "gpt-6.1-terra",
      "gpt-6-luna",
      "gpt-5.4-mini",
      "gpt-5-mini",
      "o3",
      "gpt-4.1",
    ]) {
      const { source } = profileOf(model);
      assert.match(source?.page ?? "", new RegExp(`/models/${model.replace(".", "\\.")}$`));
      assert.match(source?.read ?? "", /^\d{4}-\d{2}-\d{2}$/);
    }
    assert.equal(profileOf("o4-mini").successor, "gpt-6.1-terra");
    assert.equal(builtInProfiles.of("unheard-of").source, null);
  });
});

describe("The end of a model", () => {
  const at = (time: string): number => Date.parse(time);
  const o3 = profileOf("o3"); // ends on 2026-12-11

  it("is announced from 30 days before it until its day, and neither before nor after", () => {
    assert.equal(endingDate(o3, at("2026-11-10T23:59:59Z")), null);
    assert.equal(endingDate(o3, at("2026-11-11T00:00:00Z")), "2026-12-11");
    assert.equal(endingDate(o3, at("2026-12-11T23:59:59Z")), "2026-12-11");
    assert.equal(endingDate(o3, at("2026-12-12T00:00:00Z")), null);
    assert.equal(endingDate(profileOf("gpt-6-luna"), at("2026-12-11T00:00:00Z")), null);
  });

  it("is told with its date, and with the successor where one is known", () => {
    const { of } = profilesWith({ o3: { successor: "gpt-6.1-terra" } });
    assert.deepEqual(endingRemarks(of("o3"), at("2026-12-01T12:00:00Z")), [
      { code: "modelEnding", args: { model: "o3", date: "2026-12-11", successor: "gpt-6.1-terra" } },
    ]);
    assert.deepEqual(endingRemarks(o3, at("2026-10-01T12:00:00Z")), []);
  });
});
