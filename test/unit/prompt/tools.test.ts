/** Calls of tools are read strictly: their arguments come from a model. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { readCall, toolList, toolListTokens } from "../../../src/prompt/tools.ts";
import { countTokens } from "../../../src/prompt/tokens.ts";

const read = (name: string, args: unknown) => readCall(name, JSON.stringify(args));

describe("A call of a tool", () => {
  it("is a wish for a file, some of its lines, a name or a text", () => {
    const whole = { kind: "file", path: "src/a.ts", startLine: null, endLine: null };
    assert.deepEqual(read("read_file", { path: "src/a.ts", startLine: null, endLine: null }), whole);
    const lines = { path: "a", startLine: 3, endLine: 9 };
    assert.deepEqual(read("read_file", lines), { kind: "file", ...lines });
    assert.deepEqual(read("find_definition", { name: "total" }), { kind: "definition", name: "total" });
    assert.deepEqual(read("find_references", { name: "$total" }), { kind: "references", name: "$total" });
    assert.deepEqual(read("search_text", { text: "let a = (" }), { kind: "text", text: "let a = (" });
  });

  for (const [what, name, args] of [
    ["a tool that is not there", "run", { path: "a" }],
    ["no path", "read_file", { startLine: 1, endLine: 2 }],
    ["an empty path", "read_file", { path: "", startLine: 1, endLine: 2 }],
    ["lines that begin before the first", "read_file", { path: "a", startLine: 0, endLine: 2 }],
    ["lines that end before they begin", "read_file", { path: "a", startLine: 5, endLine: 2 }],
    ["half a line", "read_file", { path: "a", startLine: 1.5, endLine: null }],
    ["something more", "read_file", { path: "a", startLine: 1, endLine: 2, mode: "w" }],
    ["no name", "find_definition", { name: " " }],
    ["a pattern for a name", "find_definition", { name: "a.*b" }],
    ["several lines of text", "search_text", { text: "a\nb" }],
    ["a text that is everywhere", "search_text", { text: " a" }],
    ["a text without measure", "search_text", { text: "a".repeat(201) }],
    ["arguments without measure", "read_file", { path: "a".repeat(5000), startLine: null, endLine: null }],
  ] as const) {
    it(`is none where it has ${what}`, () => assert.equal(read(name, args), null));
  }

  it("is never anything else, whatever the arguments are", () => {
    const names = fc.constantFrom(...toolList.map(({ name }) => name), "other");
    fc.assert(
      fc.property(names, fc.oneof(fc.string(), fc.json()), (name, json) => {
        assert.doesNotThrow(() => readCall(name, json));
        assert.equal(name === "other" ? readCall(name, json) : null, null);
      }),
    );
  });

  it("comes from a list whose tokens are no more than was reckoned", async () => {
    const [tokens = Infinity] = await countTokens([JSON.stringify(toolList)]);
    assert.ok(tokens <= toolListTokens);
  });
});
