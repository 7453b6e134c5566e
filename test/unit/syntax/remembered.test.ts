import assert from "node:assert/strict";
import type { Named, Outline } from "../../../src/syntax/outline.ts";
import { remembering } from "../../../src/syntax/remembered.ts";

const outlineOf = ({ path }: Named): Outline => ({
  by: "lines",
  definitions: [],
  mentions: [],
  imports: [path],
});
const aText = (path: string): Named => ({ path, text: "the same" });

describe("Outlines that a review asks for again", () => {
  it("are read once, and all that are new in one go", async () => {
    const { signal } = new AbortController();
    const asked: string[][] = [];
    const read = remembering(async (texts) => {
      asked.push(texts.map(({ path }) => path));
      return texts.map(outlineOf);
    }, signal);

    await read([aText("a.ts"), aText("b.ts"), aText("a.ts")], signal);
    const again = await read([aText("c.ts"), aText("b.ts")], signal);

    assert.deepEqual(asked, [["a.ts", "b.ts"], ["c.ts"]]);
    assert.deepEqual(
      again.map((outline) => outline?.imports),
      [["c.ts"], ["b.ts"]],
    );
  });
});
