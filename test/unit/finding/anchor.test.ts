/** Where a finding stands: where its quote stands, whatever number came with it. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { anchor, type Placed } from "../../../src/finding/anchor.ts";
import type { ShownText } from "../../../src/prompt/plan.ts";
import { aFoundFinding, aShownText } from "./shownTexts.ts";

const lines = [
  "export function total(items) {",
  "  let sum = 0;",
  "  for (const item of items) {",
  "    sum += item.price;",
  "  }",
  "  return sum;",
  "}",
  "export function count(items) {",
  "  let sum = 0;",
  "  for (const item of items) {",
  "    sum += 1;",
  "  }",
  "  return sum;",
  "}",
];
const cart = aShownText(lines);

function brief(placed: Placed): string {
  if (placed.kind === "unanchored") return placed.reason;
  return `${placed.side} ${placed.startLine}-${placed.endLine} ${placed.how}`;
}

function place(found: Parameters<typeof aFoundFinding>[0], ...shown: readonly ShownText[]): string {
  return brief(anchor(aFoundFinding(found), shown.length === 0 ? [cart] : shown));
}

describe("Anchoring", () => {
  it("finds a quote that is part of a line, and one that spans lines", () => {
    assert.equal(place({ quote: "sum += item.price", startLine: 4, endLine: 4 }), "new 4-4 exact");
    assert.equal(
      place({ quote: "let sum = 0;\n  for (const item of items) {\n    sum +=", startLine: 2 }),
      "new 2-4 exact",
    );
  });

  it("says that it moved when the number was wrong", () => {
    assert.equal(place({ quote: "sum += 1;", startLine: 4, endLine: 4 }), "new 11-11 moved");
  });

  it("takes a quote from within the range that was named as exact", () => {
    assert.equal(place({ quote: "sum += 1;", startLine: 10, endLine: 12 }), "new 11-11 exact");
  });

  it("never trusts a number alone", () => {
    assert.equal(place({ quote: "sum -= item.price;", startLine: 4, endLine: 4 }), "quoteNotFound");
    assert.equal(place({ quote: " \n\t\n", startLine: 4, endLine: 4 }), "emptyQuote");
  });

  it("takes the nearest of several places to the number", () => {
    assert.equal(place({ quote: "return sum;", startLine: 5 }), "new 6-6 moved");
    assert.equal(place({ quote: "return sum;", startLine: 12 }), "new 13-13 moved");
    assert.equal(place({ quote: "return sum;", startLine: 13 }), "new 13-13 exact");
  });

  it("prefers a place in the changed lines, even where another one is nearer", () => {
    const changed = aShownText(lines, { changed: [{ start: 9, end: 11 }] });
    assert.equal(place({ quote: "let sum = 0;", startLine: 2 }, changed), "new 9-9 moved");
    assert.equal(place({ quote: "return sum;", startLine: 7 }, changed), "new 6-6 moved");
  });

  it("forgives white space at the ends of lines, and says so", () => {
    assert.equal(
      place({ quote: "let sum = 0;  \nfor (const item of items) {", startLine: 2 }),
      "new 2-3 trimmed",
    );
    assert.equal(
      place({ quote: "  let sum = 0;\r\n  for (const item of items) {\r\n", startLine: 9 }),
      "new 9-10 exact",
    );
    assert.equal(place({ quote: "sum  += 1;", startLine: 11 }), "quoteNotFound");
  });

  it("takes off numbers that were copied along, but only where every line has one", () => {
    assert.equal(
      place({ quote: "2 |  let sum = 0;\n3+|  for (const item of items) {", startLine: 2 }),
      "new 2-3 trimmed",
    );
    assert.equal(
      place({ quote: "2 |  let sum = 0;\n  for (const item of items) {", startLine: 2 }),
      "quoteNotFound",
    );
    const table = aShownText(["7 |a table's row", "a table's row"]);
    assert.equal(place({ quote: "7 |a table's row", startLine: 2 }, table), "new 1-1 moved");
  });

  it("gives no line to what was not shown", () => {
    const part = aShownText(lines, { shown: [{ start: 1, end: 7 }] });
    assert.equal(place({ quote: "sum += 1;", startLine: 11 }, part), "notShown");
    assert.equal(place({ quote: "return sum;", startLine: 13 }, part), "new 6-6 moved");
    assert.equal(place({ quote: "}\nexport function count", startLine: 7 }, part), "notShown");
  });

  it("knows a file only by what the prompt called it", () => {
    for (const path of ["cart.ts", "./src/cart.ts", "/etc/passwd", "src\\cart.ts", "SRC/CART.TS", ""]) {
      assert.equal(place({ path, quote: "let sum = 0;" }), "unknownFile", path);
    }
  });

  it("keeps the real name where the prompt showed another", () => {
    const text = aShownText(["a"], { path: "keys/0123", names: ["keys/<<secret:x:01234567>>"] });
    const placed = anchor(aFoundFinding({ path: "keys/<<secret:x:01234567>>" }), [text]);
    assert.equal(placed.path, "keys/0123");
    assert.equal(placed.kind, "anchored");
  });

  it("takes either name of a renamed file, but the exact one first", () => {
    const after = aShownText(["here"], { path: "b.ts", names: ["b.ts", "a.ts"] });
    const before = aShownText(["there"], { path: "a.ts", names: ["a.ts", "b.ts"], side: "old" });
    assert.equal(place({ path: "b.ts", side: "old", quote: "there" }, after, before), "old 1-1 exact");
    assert.equal(anchor(aFoundFinding({ path: "a.ts", quote: "here" }), [after, before]).path, "b.ts");
    const another = aShownText(["here"], { path: "a.ts", names: ["a.ts"] });
    assert.equal(
      anchor(aFoundFinding({ path: "a.ts", quote: "here" }), [after, before, another]).path,
      "a.ts",
    );
  });

  it("changes the side only for a verbatim quote that stands nowhere on the side that was named", () => {
    const before = aShownText(["  removed();", "  both();"], { side: "old" });
    const after = aShownText(["  added();", "  both();"]);
    assert.equal(place({ side: "new", quote: "removed();" }, after, before), "old 1-1 exact");
    assert.equal(place({ side: "new", quote: "removed();  \n both();" }, after, before), "quoteNotFound");
    const hidden = { ...after, shown: [] };
    assert.equal(place({ side: "new", quote: "both();" }, hidden, before), "notShown");
  });

  it("takes a line that the change has left to the new side, where people find it, but none that it removes", () => {
    const changed = [{ start: 1, end: 1 }];
    const before = aShownText(["  removed();", "  both();", "  both(1);"], { side: "old", changed });
    const after = aShownText(["  added();", "  more();", "  both();"]);
    assert.equal(place({ side: "old", quote: "both();" }, after, before), "new 3-3 moved");
    assert.equal(place({ side: "old", quote: "removed();" }, after, before), "old 1-1 exact");
    assert.equal(place({ side: "old", quote: "removed();\n  both();" }, after, before), "old 1-2 exact");
    assert.equal(place({ side: "old", quote: "both(1);", startLine: 3 }, after, before), "old 3-3 exact");
  });

  it("does not lose its way in a text made to be slow", () => {
    const endless = aShownText(Array<string>(40_000).fill("a"));
    assert.equal(
      place({ quote: Array<string>(100).fill("a").join("\n"), startLine: 500 }, endless),
      "new 500-599 exact",
    );
    assert.equal(place({ quote: Array<string>(10_000).fill("a").join("\n") }, endless), "quoteNotFound");
  });
});

describe("An anchored range", () => {
  const anyLine = fc.stringMatching(/^[ab ]{0,4}$/);
  const anyRange = fc
    .tuple(fc.nat(12), fc.nat(6))
    .map(([start, length]) => ({ start: start + 1, end: start + length + 1 }));
  const anyCase = fc.record({
    sent: fc.array(anyLine, { minLength: 1, maxLength: 12 }),
    shown: fc.array(anyRange, { minLength: 1, maxLength: 2 }),
    changed: fc.array(anyRange, { maxLength: 1 }),
    quote: fc.oneof(fc.array(anyLine, { minLength: 1, maxLength: 3 }), fc.constant(null)),
    cut: fc.record({ from: fc.nat(12), lines: fc.nat(2), head: fc.nat(2), tail: fc.nat(2) }),
    startLine: fc.integer({ min: -3, max: 20 }),
  });

  /** Every range whose lines, joined, hold the quote from their first to their last line: tried one by one. */
  function bruteForce(text: ShownText, quote: string): readonly (readonly [number, number])[] {
    const wanted = quote.replace(/^(\s*\n)+/, "").replace(/(\n\s*)+$/, "");
    const height = wanted.split("\n").length;
    return text.sent.flatMap((_, index) => {
      const joined = text.sent.slice(index, index + height).join("\n");
      if (joined.split("\n").length < height || index + height > text.sent.length) return [];
      const numbers = Array.from({ length: height }, (__, offset) => index + 1 + offset);
      const isShown = text.shown.some(({ start, end }) =>
        numbers.every((each) => start <= each && each <= end),
      );
      return isShown && joined.includes(wanted) ? [[index + 1, index + height] as const] : [];
    });
  }

  it("really holds the quote, was really shown, and is the one that should win", () => {
    let several = 0;
    fc.assert(
      fc.property(anyCase, ({ sent, shown, changed, quote, cut, startLine }) => {
        const text = aShownText(sent, { shown, changed });
        const run = sent.slice(cut.from % sent.length, (cut.from % sent.length) + cut.lines + 1).join("\n");
        const wanted = quote === null ? run.slice(cut.head, run.length - cut.tail) : quote.join("\n");
        fc.pre(wanted.trim() !== "");
        const placed = anchor(aFoundFinding({ quote: wanted, startLine, endLine: startLine }), [text]);
        const places = bruteForce(text, wanted);
        if (places.length > 1) several += 1;
        if (places.length === 0) {
          assert.ok(placed.kind === "unanchored" || placed.how === "trimmed");
          return;
        }
        assert.ok(placed.kind === "anchored" && placed.how !== "trimmed");
        const isChanged = ([from, to]: readonly [number, number]) =>
          changed.some(({ start, end }) =>
            Array.from({ length: end - start + 1 }, (_, n) => start + n).some(
              (line) => from <= line && line <= to,
            ),
          );
        const best = places.some(isChanged) ? places.filter(isChanged) : places;
        const distances = best.map(([from]) => Math.abs(from - startLine));
        const winner = best[distances.indexOf(Math.min(...distances))];
        assert.deepEqual([placed.startLine, placed.endLine], winner);
      }),
      { numRuns: 3000 },
    );
    assert.ok(several > 100, `only ${several} had a choice`);
  });
});
