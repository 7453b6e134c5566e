/** What models are known to be, and what asking them costs. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Depth } from "../../../src/contract/scope.ts";
import { costUsd, mostReadingTurns, readingTurnsWithin, worstUsd } from "../../../src/model/price.ts";
import { isSameFamily, outputAllowance, profileOf } from "../../../src/model/profiles.ts";

const close = (actual: number | null, expected: number): void =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`);

describe("A profile", () => {
  it("is that of the family for dated, vendor's and gateway's names", () => {
    for (const name of [
      "o4-mini",
      "o4-mini-2025-04-16",
      "openai/o4-mini",
      "openai/o4-mini-2025-04-16:free",
      "O4-mini",
    ]) {
      const profile = profileOf(name);
      assert.equal(profile.contextWindow, 200_000, name);
      assert.equal(profile.price?.input, 1.1, name);
      assert.equal(profile.known, true);
      assert.equal(profile.model, name);
      assert.ok(isSameFamily(name, "o4-mini"));
    }
  });

  it("of a fine-tuned model has the family's window, and a price that nobody knows", () => {
    const profile = profileOf("ft:o4-mini-2025-04-16:acme::abc123");
    assert.equal(profile.contextWindow, 200_000);
    assert.equal(profile.price, null);
    assert.equal(profile.known, true);
  });

  it("keeps apart what only begins alike", () => {
    assert.equal(isSameFamily("o4-mini", "o4"), false);
    assert.equal(isSameFamily("gpt-5-mini", "gpt-5.4-mini"), false);
    assert.equal(profileOf("gpt-4.1-mini").known, false);
  });

  it("of an unknown model is careful, and says that it is a guess", () => {
    for (const name of ["mistral-large", "", "constructor", "__proto__"]) {
      const profile = profileOf(name);
      assert.equal(profile.known, false, name);
      assert.equal(profile.price, null);
      assert.equal(profile.countFactor, 1.3);
      assert.ok(profile.contextWindow <= 128_000);
    }
  });

  it("caps the output that is asked for", () => {
    assert.equal(outputAllowance("o4-mini", 32_000), 32_000);
    assert.equal(outputAllowance("gpt-4.1", 60_000), 32_768);
  });
});

describe("A price", () => {
  it("is what the provider's page makes of the tokens", () => {
    const tokens = { inputTokens: 160_000, cachedTokens: 0, outputTokens: 32_000, reasoningTokens: 10_000 };
    close(costUsd("o4-mini", tokens), 0.176 + 0.1408);
    close(costUsd("o4-mini", { ...tokens, cachedTokens: 100_000 }), 0.066 + 0.0275 + 0.1408);
    assert.equal(costUsd("practice", tokens), 0);
    assert.equal(costUsd("unheard-of", tokens), null);
    assert.equal(
      costUsd("unheard-of", { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 }),
      0,
    );
  });

  it("doubles for the whole input above 272K where the provider says so", () => {
    const cost = (model: string, inputTokens: number) =>
      costUsd(model, { inputTokens, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 });
    close(cost("gpt-6.1-terra", 272_000), 0.272);
    close(cost("gpt-6.1-terra", 300_000), 0.6);
    close(cost("gpt-4.1", 300_000), 0.6);
  });

  it("at worst is every round at full price", () => {
    const asking = {
      model: "o4-mini",
      inputTokens: [160_000],
      laterRoundTokens: 8000,
      outputReserve: 32_000,
    };
    const [first, later] = [0.176 + 0.1408, 0.1848 + 0.1408];
    close(worstUsd({ ...asking, depth: "quick" }), first);
    close(worstUsd({ ...asking, depth: "standard" }), first + later);
    close(worstUsd({ ...asking, depth: "deep" }), first + 5 * later);
    assert.equal(worstUsd({ ...asking, model: "unheard-of", depth: "quick" }), null);
    assert.equal(worstUsd({ ...asking, inputTokens: [], depth: "deep" }), 0);
  });

  it("at worst counts what a model may read by itself: more requests, each with more in it", () => {
    const asking = {
      model: "o4-mini",
      inputTokens: [100_000],
      laterRoundTokens: 16_000,
      outputReserve: 32_000,
      depth: "deep" as const,
      reading: { turns: 3, tokens: 28_000 },
    };
    close(worstUsd(asking), 0.11 + 0.1408 + 8 * (0.1584 + 0.1408));
  });

  it("lets a model read as often as stays within the ceiling, and no more than eight times", () => {
    const asking = {
      model: "o4-mini",
      inputTokens: [20_000, 30_000],
      laterRoundTokens: 16_000,
      outputReserve: 32_000,
      depth: "deep" as const,
      reading: { turns: 0, tokens: 28_000 },
    };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 8, noNaN: true }), (ceiling) => {
        const turns = readingTurnsWithin(ceiling, asking);
        const worst = (more: number) =>
          worstUsd({ ...asking, reading: { turns: more, tokens: 28_000 } }) ?? 0;
        assert.ok(turns === 0 || worst(turns) <= ceiling);
        assert.ok(turns === mostReadingTurns || worst(turns + 1) > ceiling);
      }),
    );
    assert.equal(readingTurnsWithin(null, asking), mostReadingTurns);
    assert.equal(readingTurnsWithin(1, { ...asking, model: "unheard-of" }), mostReadingTurns);
  });

  it("at worst is never less than what was really used", () => {
    const rounds: Readonly<Record<Depth, number>> = { quick: 1, standard: 2, deep: 6 };
    const model = fc.constantFrom(
      "o4-mini",
      "gpt-6.1-terra",
      "gpt-6-luna",
      "gpt-5.4-mini",
      "o3",
      "gpt-4.1",
      "practice",
    );
    const depth = fc.constantFrom<Depth>("quick", "standard", "deep");
    const part = fc.record({ input: fc.nat(400_000), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(
        model,
        depth,
        fc.array(part, { maxLength: 5 }),
        fc.nat(9000),
        fc.nat(120_000),
        (model, depth, parts, later, reserve) => {
          const worst = worstUsd({
            model,
            inputTokens: parts.map(({ input }) => input),
            laterRoundTokens: later,
            outputReserve: reserve,
            depth,
          });
          let used = 0;
          for (const { input, share } of parts) {
            for (let round = 0; round < rounds[depth]; round += 1) {
              const inputTokens = input + (round === 0 ? 0 : Math.floor(later * share));
              const outputTokens = Math.floor(outputAllowance(model, reserve) * share);
              const cachedTokens = Math.floor(inputTokens * share);
              used += costUsd(model, { inputTokens, cachedTokens, outputTokens, reasoningTokens: 0 }) ?? 0;
            }
          }
          assert.ok(worst !== null && worst >= used - 1e-9);
        },
      ),
    );
  });
});
