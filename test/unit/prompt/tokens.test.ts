/** Tokens are counted as the models count them, in pieces small enough that no text makes it slow. */

import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { countTokens as countWhole } from "gpt-tokenizer/encoding/o200k_base";
import { countTokens, slices } from "../../../src/prompt/tokens.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** The whole text at once, as the service does. */
const whole = (text: string): number => countWhole(text, { disallowedSpecial: new Set() });

async function count(text: string): Promise<number> {
  const [tokens] = await countTokens([text]);
  return tokens!;
}

describe("Counting tokens", () => {
  it("gives each text its own count", async () => {
    assert.deepEqual(await countTokens(["", "Hello, world!", "Hello"]), [0, 4, 1]);
    assert.deepEqual(await countTokens([]), []);
  });

  it("is within 0.002 % of the exact count on real code", async () => {
    let exact = 0;
    let ours = 0;
    for await (const file of glob("node_modules/typescript/lib/lib.{dom,es5}.d.ts", { cwd: root })) {
      const text = await readFile(path.join(root, file), "utf8");
      exact += whole(text);
      ours += await count(text);
    }
    assert.ok(exact > 100_000);
    assert.ok(Math.abs(ours - exact) <= 0.00002 * exact, `${ours} instead of ${exact}`);
  });

  it("is within 0.1 % where lines are too long to end a piece", async () => {
    const file = path.join(root, "node_modules/typescript/lib/lib.es5.d.ts");
    const text = (await readFile(file, "utf8")).replace(/\s+/g, " ");
    const exact = whole(text);
    const ours = await count(text);
    assert.ok(Math.abs(ours - exact) <= 0.001 * exact, `${ours} instead of ${exact}`);
  });

  it("takes the marks of the tokenizer for text when they stand in source", async () => {
    assert.ok((await count("<|endoftext|>")) > 1);
    assert.equal(await count("if (text === '<|endoftext|>')"), whole("if (text === '<|endoftext|>')"));
  });

  it("never finds more tokens than bytes: if the bytes fit, the text fits", async () => {
    const odd = fc.string({ unit: "binary", maxLength: 300 });
    const halves = fc.string({ unit: fc.constantFrom("\uD83D", "\uDE00", "a", " ", "\n") });
    await fc.assert(
      fc.asyncProperty(fc.oneof(odd, halves, fc.string({ maxLength: 3000 })), async (text) => {
        assert.ok((await count(text)) <= Buffer.byteLength(text));
      }),
    );
  });
});

describe("The pieces of a text", () => {
  const long = fc
    .array(fc.tuple(fc.constantFrom("a", "😀", " ", "\n", "word ", "line\n"), fc.nat({ max: 3000 })), {
      maxLength: 8,
    })
    .map((runs) => runs.map(([unit, times]) => unit.repeat(times)).join(""));

  it("are the text, in order and without a gap", () => {
    fc.assert(fc.property(long, (text) => assert.equal([...slices(text)].join(""), text)));
  });

  it("are never long, so the work grows with the length of a text and not with its square", () => {
    fc.assert(
      fc.property(long, (text) => {
        const pieces = [...slices(text)];
        assert.ok(pieces.every((piece) => piece.length <= 4096));
        assert.ok(pieces.every((piece) => piece.length <= 1025 || piece.endsWith("\n")));
      }),
    );
  });

  it("halve no character, and no word that a space begins", () => {
    for (const piece of slices("😀".repeat(3000))) assert.doesNotMatch(piece, /\p{Cs}/u);
    const words = [...slices("word ".repeat(3000))];
    assert.ok(words.length > 10);
    assert.ok(words.slice(1).every((piece) => piece.startsWith(" word")));
  });

  it("make 100,000 times one character as much work as any text of that length", async () => {
    const squares = (text: string): number =>
      [...slices(text)].reduce((sum, piece) => sum + piece.length ** 2, 0);
    const length = 100_000;
    assert.ok(squares("a".repeat(length)) <= squares("const a = 1;\n".repeat(length / 10).slice(0, length)));
    assert.ok((await count("a".repeat(length))) > 0);
  });
});
