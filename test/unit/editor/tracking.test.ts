/** A finding's lines on their way through what a person types. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { groundOf, groundOfQuote, type Lines } from "../../../src/editor/ground.ts";
import { find, findAgain, follow, type Edit, type Tracked } from "../../../src/editor/tracking.ts";
import { aFinding } from "../../support/outcome.ts";

const text = [
  "import fs from 'fs';",
  "",
  "function total(items) {",
  "  return items[items.length];",
  "}",
  "",
];
const ground = groundOf(["  return items[items.length];"]);
const there: Tracked = { start: 3, stands: true };

describe("A finding that is followed", () => {
  it("moves with lines that come and go above it", () => {
    assert.deepEqual(type(text, there, { at: [0, 0], to: [0, 0], text: "// a\n// b\n" }), {
      start: 5,
      stands: true,
    });
    assert.deepEqual(type(text, there, { at: [1, 0], to: [2, 0], text: "" }), { start: 2, stands: true });
    assert.deepEqual(type(text, there, { at: [2, 23], to: [2, 23], text: "\n  check(items);" }), {
      start: 4,
      stands: true,
    });
  });

  it("stays where it is when something below changes", () => {
    assert.deepEqual(type(text, there, { at: [4, 1], to: [4, 1], text: "\n\nmore();" }), there);
  });

  it("is gone when its line changes, and comes back with an undo", () => {
    const edit = { at: [3, 9], to: [3, 14], text: "list" } as const;
    const gone = type(text, there, edit);
    assert.deepEqual(gone, { start: 3, stands: false });
    const changed = apply(text, edit);
    assert.deepEqual(type(changed, gone, { at: [3, 9], to: [3, 13], text: "items" }), there);
  });

  it("is gone when its line is deleted", () => {
    assert.equal(type(text, there, { at: [3, 0], to: [4, 0], text: "" }).stands, false);
  });

  it("does not move to a twin when its own line changes", () => {
    const twins = [...text, ...text];
    assert.deepEqual(type(twins, there, { at: [3, 2], to: [3, 8], text: "throw" }), {
      start: 3,
      stands: false,
    });
  });

  it("moves down when a line end is put before it", () => {
    assert.deepEqual(type(text, there, { at: [3, 0], to: [3, 0], text: "\n" }), { start: 4, stands: true });
  });

  it("is found again in a stretch that another program wrote anew", () => {
    const rewritten = {
      at: [0, 0],
      to: [5, 0],
      text: ["a", "b", "c", "d", ...text.slice(2, 5), ""].join("\n"),
    } as const;
    assert.deepEqual(type(text, there, rewritten), { start: 5, stands: true });
  });

  it("is gone when the new stretch holds it twice", () => {
    const twice = {
      at: [0, 0],
      to: [5, 0],
      text: ["x", "y", "w", ...text.slice(2, 5), "z", ...text.slice(2, 5), ""].join("\n"),
    } as const;
    assert.equal(type(text, there, twice).stands, false);
  });

  it("stands only where its very lines stand, whatever is typed", () => {
    const place = fc.tuple(fc.nat(5), fc.nat(12));
    const edit = fc.record({
      from: place,
      to: place,
      text: fc.constantFrom("", "x", "\n", "a\nb", "  return items[items.length];\n"),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        let now: readonly string[] = text;
        let tracked = there;
        for (const { from, to, text } of edits) {
          const [at, end] = ordered(clamp(now, from), clamp(now, to));
          tracked = type(now, tracked, { at, to: end, text });
          now = apply(now, { at, to: end, text });
          if (tracked.stands) assert.equal(now[tracked.start], "  return items[items.length];");
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("A finding that is looked for", () => {
  it("is at its line", () => {
    assert.deepEqual(find(ground, 3, linesOf(text)), there);
  });

  it("is at the only other place, when the file changed while nobody looked", () => {
    assert.deepEqual(find(ground, 3, linesOf(["// new", ...text])), { start: 4, stands: true });
    assert.equal(find(ground, 3, linesOf(["// new", ...text, ...text])).stands, false);
  });

  it("is nowhere when its line is too short to be known again", () => {
    assert.equal(find(groundOf(["}"]), 3, linesOf(["a", "b", "c", "d", "}"])).stands, false);
  });

  it("is not taken for a twin once it was gone", () => {
    assert.equal(findAgain(ground, { start: 3, stands: false }, linesOf(["// new", ...text])).stands, false);
    assert.equal(findAgain(ground, { start: 3, stands: false }, linesOf(text)).stands, true);
  });

  it("is not in a file that became shorter", () => {
    assert.deepEqual(find(ground, 3, linesOf([])), { start: 3, stands: false });
  });
});

describe("The ground of a quote", () => {
  it("holds lines that hold the quoted words", () => {
    const quoted = groundOfQuote(
      aFinding({ startLine: 4, endLine: 4, quote: "return items[items.length];" }),
    );
    assert.equal(quoted?.holds("  return items[items.length];", 0), true);
    assert.equal(quoted.holds("  return items[0];", 0), false);
  });

  it("is none where a secret was replaced, since no line on this machine reads so", () => {
    assert.equal(groundOfQuote(aFinding({ quote: `const key = "<<secret:aws-key:01234567>>";` })), null);
  });

  it("is none for a finding without a place, or whose quote has other lines than its place", () => {
    assert.equal(groundOfQuote(aFinding({ startLine: null, endLine: null })), null);
    assert.equal(groundOfQuote(aFinding({ startLine: 1, endLine: 3, quote: "one line" })), null);
    assert.equal(groundOfQuote(aFinding({ quote: "  " })), null);
  });
});

interface Typed {
  readonly at: readonly [line: number, character: number];
  readonly to: readonly [line: number, character: number];
  readonly text: string;
}

/** Types into `before` and follows. */
function type(before: readonly string[], tracked: Tracked, typed: Typed): Tracked {
  const { at, to, text } = typed;
  const edit: Edit = { start: { line: at[0] }, end: { line: to[0], character: to[1] }, text };
  return follow(ground, tracked, [edit], linesOf(apply(before, typed)));
}

function apply(before: readonly string[], { at, to, text }: Typed): readonly string[] {
  const start = [...before.slice(0, at[0]), (before[at[0]] ?? "").slice(0, at[1])].join("\n");
  const end = [(before[to[0]] ?? "").slice(to[1]), ...before.slice(to[0] + 1)].join("\n");
  return `${start}${text}${end}`.split("\n");
}

function linesOf(lines: readonly string[]): Lines {
  return { count: lines.length, at: (index) => lines[index] ?? "" };
}

function clamp(
  lines: readonly string[],
  [line, character]: readonly [number, number],
): readonly [number, number] {
  const index = Math.min(line, lines.length - 1);
  return [index, Math.min(character, (lines[index] ?? "").length)];
}

function ordered(
  a: readonly [number, number],
  b: readonly [number, number],
): readonly [readonly [number, number], readonly [number, number]] {
  return a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]) ? [a, b] : [b, a];
}
