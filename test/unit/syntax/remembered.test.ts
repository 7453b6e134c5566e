/** What one review asks of its texts is read once, and not without end. */

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

  it("are those of the shortest texts where all of them are too much", async () => {
    const { signal } = new AbortController();
    const asked: string[] = [];
    const read = remembering(async (texts) => {
      asked.push(...texts.map(({ path }) => path));
      return texts.map(outlineOf);
    }, signal);
    const isRead = async (texts: readonly Named[]): Promise<readonly boolean[]> =>
      (await read(texts, signal)).map((outline) => outline !== null);
    const long = (path: string, length: number): Named => ({ path, text: "x".repeat(length) });
    const texts = [long("long.ts", 1_900_000), long("longer.ts", 2_000_000), long("short.ts", 1_000_000)];

    assert.deepEqual(await isRead(texts), [true, false, true]);
    assert.deepEqual(asked, ["short.ts", "long.ts"]);
    assert.deepEqual(await isRead([long("last.ts", 200_000)]), [false]);
    assert.deepEqual(await isRead(texts), [true, false, true], "what was read stays known");
  });
});
