/** The surroundings of lines: by the outline of a text, and by its indentation where there is none. */

import assert from "node:assert/strict";
import { definitionsAround, surroundings } from "../../../src/syntax/around.ts";
import type { Definition, Outline } from "../../../src/syntax/outline.ts";

function aDefinition(name: string, start: number, end: number): Definition {
  return { name, kind: "function", range: { start, end }, signature: { start, end: start }, container: null };
}

function outlineWith(...definitions: readonly Definition[]): Outline {
  return { by: "grammar", definitions, mentions: [], imports: [] };
}

const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
const outline = outlineWith(
  aDefinition("Cart", 1, 18),
  aDefinition("add", 5, 9),
  aDefinition("total", 11, 14),
);

describe("The definitions around lines", () => {
  it("go from the outermost to the innermost", () => {
    const names = (start: number, end = start): readonly string[] =>
      definitionsAround(outline, { start, end }).map(({ name }) => name);
    assert.deepEqual(names(6), ["Cart", "add"]);
    assert.deepEqual(names(9, 11), ["Cart"]);
    assert.deepEqual(names(20), []);
  });
});

describe("The surroundings of lines", () => {
  it("are the innermost definition that goes beyond them", () => {
    assert.deepEqual(surroundings({ lines, outline }, { start: 6, end: 7 }, 100), { start: 5, end: 9 });
    assert.deepEqual(surroundings({ lines, outline }, { start: 5, end: 9 }, 100), { start: 1, end: 18 });
  });

  it("are the lines themselves where a definition is too long", () => {
    assert.deepEqual(surroundings({ lines, outline }, { start: 16, end: 16 }, 10), { start: 16, end: 16 });
  });

  it("are told by indentation where no definition is around", () => {
    const text = { lines: ["it(", "  a", "  b", ")"], outline: outlineWith() };
    assert.deepEqual(surroundings(text, { start: 2, end: 2 }, 100), { start: 1, end: 4 });
    assert.deepEqual(surroundings({ ...text, outline: null }, { start: 2, end: 2 }, 100), {
      start: 1,
      end: 4,
    });
  });
});
