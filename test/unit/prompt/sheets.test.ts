/** Pieces of all kinds and hunks of the same files: each text makes one section, and a part says truly what it shows. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Piece } from "../../../src/context/piece.ts";
import { pieceId } from "../../../src/context/pieceId.ts";
import { layOut, type Material } from "../../../src/prompt/layout.ts";
import type { Part, ShownText } from "../../../src/prompt/plan.ts";
import { hashOfPiece } from "../../../src/prompt/previous.ts";
import { readNumbered } from "../../../src/prompt/numbering.ts";
import { readSections } from "../../../src/prompt/sections.ts";
import { countTokens } from "../../../src/prompt/tokens.ts";
import type { LineRange } from "../../../src/text/lines.ts";
import { aClearedChange, admitted, aPiece, type ScriptedPiece } from "../../support/changes.ts";

const { signal } = new AbortController();
const boundary = "0123456789abcdef";
const changedPaths = ["src/a.ts", "src/b.ts", "lib/c.ts"];
const otherPaths = ["src/d.ts", "e.ts"];

/** Each line is there once, so that it can be told wherever it turns up. */
const anyScript = (path: string) =>
  fc
    .array(fc.constantFrom(" ", " ", " ", " ", " ", "+", "-"), { minLength: 3, maxLength: 80 })
    .map((signs) => signs.map((sign, line) => `${sign}line ${line} of ${path}`));

const anyRanges = fc
  .array(fc.record({ start: fc.integer({ min: 1, max: 60 }), length: fc.integer({ min: 0, max: 12 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((ranges) => {
    const inOrder = ranges.sort((a, b) => a.start - b.start);
    return inOrder.filter(({ start }, at) => {
      const before = inOrder[at - 1];
      return before === undefined || start > before.start + before.length + 1;
    });
  });

const anyKind = fc.constantFrom<Pick<ScriptedPiece, "kind" | "code">>(
  { kind: "definition", code: "defines" },
  { kind: "definition", code: "definesWhole" },
  { kind: "caller", code: "uses" },
  { kind: "test", code: "tests" },
  { kind: "type", code: "importedType" },
  { kind: "changedFile", code: "aroundChange" },
);

const anyPiece = fc.record({
  what: anyKind,
  path: fc.constantFrom(...changedPaths, ...otherPaths),
  ranges: anyRanges,
  names: fc.subarray(["total", "tax"]),
  serves: fc.option(fc.subarray(changedPaths, { minLength: 1 })),
});

const anything = fc.record({
  scripts: fc.tuple(...changedPaths.map(anyScript)),
  pieces: fc.array(anyPiece, { maxLength: 12 }),
  whole: fc.subarray(changedPaths),
  window: fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 2350, max: 4000 }) },
    { weight: 1, arbitrary: fc.constant(200_000) },
  ),
  before: fc.array(fc.nat(20)),
});

type Given = typeof anything extends fc.Arbitrary<infer T> ? T : never;

async function materialOf({ scripts, pieces, whole, window, before }: Given): Promise<Material> {
  const cleared = await aClearedChange(
    ...scripts.map((script, index) => ({ path: changedPaths[index] ?? "", script, context: 1 })),
  );
  const texts = new Map<string, Piece["lines"]>();
  for (const { file, new: side } of cleared.files) if (side !== null) texts.set(file.path, side.sent);
  for (const path of otherPaths) {
    const lines = Array.from({ length: 60 }, (_, line) => `line ${line} of ${path}`);
    texts.set(path, await admitted(lines));
  }
  const all = pieces.flatMap(({ what, path, ranges, names, serves }): Piece[] => {
    const lines = texts.get(path) ?? [];
    const within = ranges.flatMap(({ start, length }): LineRange[] =>
      start > lines.length ? [] : [{ start, end: Math.min(lines.length, start + length) }],
    );
    return within.length === 0 ? [] : [aPiece({ ...what, path, lines, ranges: within, names, serves })];
  });
  const files = cleared.files.filter(({ file }) => whole.includes(file.path) && file.hunks.length > 0);
  const wholes = files.map(({ file }) =>
    aPiece({
      kind: "changedFile",
      code: "changed",
      path: file.path,
      lines: texts.get(file.path) ?? [],
      serves: [file.path],
    }),
  );
  const candidates = [...all, ...wholes];
  const known = before
    .flatMap((index) => candidates[index] ?? [])
    .map((piece) => hashOfPiece(boundary, piece));
  return {
    files: cleared.files,
    pieces: candidates,
    omitted: [],
    room: { window, outputReserve: 0, laterRounds: 0, countFactor: 1 },
    boundary,
    answerLanguage: "",
    wishes: null,
    previous: { sections: [], pieces: known },
    count: countTokens,
    signal,
  };
}

interface Told {
  readonly section: string;
  readonly side: "old" | "new";
  readonly text: string;
  readonly number: number;
}

/** What a stranger reads about a file in a part. */
function toldOf(path: string, { material }: Part): readonly Told[] {
  return readSections(material)
    .filter(({ title }) => title === path)
    .flatMap(({ kind, lines }) =>
      lines.flatMap((line): Told[] => {
        const read = readNumbered(line);
        if (read === null) return [];
        const side = kind === "before" || read.mark === "-" ? "old" : "new";
        return [{ section: kind, side, text: read.text, number: read.number }];
      }),
    );
}

function linesOf({ shown, sent }: ShownText): readonly { readonly number: number; readonly text: string }[] {
  return shown.flatMap(({ start, end }) =>
    Array.from({ length: end - start + 1 }, (_, at) => ({
      number: start + at,
      text: sent[start + at - 1] ?? "",
    })),
  );
}

describe("A section of a text", () => {
  it("is the only one of its kind, and a part shows what it says it shows, neither more nor less", async function () {
    this.timeout(120_000);
    let [several, interleaved, told] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(anything, async (given) => {
        const material = await materialOf(given);
        const laidOut = await layOut(material);
        if (laidOut.kind === "nothingFits") return;
        const { plan } = laidOut;
        if (plan.parts.length > 1) several += 1;
        for (const part of plan.parts) {
          const titles = readSections(part.material).map(({ kind, title }) => `${kind} ${title}`);
          assert.equal(new Set(titles).size, titles.length);
          if (titles.some((title) => title.startsWith("before"))) told += 1;
          for (const path of [...changedPaths, ...otherPaths]) {
            const lines = toldOf(path, part);
            const places = lines.map(({ section, side, number }) => `${section} ${side} ${number}`);
            assert.equal(new Set(places).size, places.length, "no line twice in a section");
            const now = lines.filter(({ side }) => side === "new");
            assert.equal(
              new Set(now.map(({ number }) => number)).size,
              now.length,
              "no line of the new side twice",
            );
            if (
              now.some(({ section }) => section === "diff") &&
              material.pieces.some((piece) => piece.name === path)
            )
              interleaved += 1;
            const known = new Set(lines.map(({ text }) => text));
            for (const side of ["old", "new"] as const) {
              const shown = part.shown.filter((each) => each.path === path && each.side === side);
              assert.ok(shown.length <= 1, "one ground for each side");
              const claimed = shown.flatMap(linesOf);
              for (const { text } of claimed) assert.ok(known.has(text), `${path} ${side} shows "${text}"`);
              const numbers = new Map(claimed.map(({ number, text }) => [number, text]));
              for (const line of lines.filter((each) => each.side === side))
                assert.equal(numbers.get(line.number), line.text, `${path} ${side} ${line.number} is ground`);
            }
          }
          const [tokens = 0] = await countTokens([part.material]);
          assert.ok(tokens + 100 < part.inputTokens && part.inputTokens <= material.room.window);
          const sum = part.contents.reduce((all, each) => all + each.tokens, part.frameTokens);
          assert.equal(sum, part.inputTokens);
          for (const { repository, path, kind } of part.contents.filter(
            ({ kind }) => kind !== "diff" && kind !== "named",
          )) {
            const same = material.pieces.filter((piece) => piece.kind === kind && piece.name === path);
            const files = [...part.hunks.keys()].map((index) => changedPaths[index] ?? "");
            const helps = same.some(
              ({ serves }) => serves === null || serves.some((file) => files.includes(file)),
            );
            assert.ok(repository === "shop" && helps, `${kind} ${path} helps with a file of the part`);
          }
        }
        const idOf = ({ kind, repository, name }: Piece): string => pieceId({ kind, repository, path: name });
        const ids = new Set(material.pieces.map(idOf));
        const found = [...plan.parts.flatMap(({ contents }) => contents), ...plan.omitted]
          .filter(({ kind }) => kind !== "diff" && kind !== "named")
          .map((each) => pieceId(each));
        assert.deepEqual([...new Set(found)].sort(), [...ids].sort(), "included or omitted, all of them");
        const again = await layOut(material);
        assert.ok(again.kind === "laidOut");
        assert.deepEqual(again.plan.parts, plan.parts);
      }),
      { numRuns: 300 },
    );
    assert.ok(several > 5 && interleaved > 20 && told > 5, `${several}, ${interleaved}, ${told}`);
  });
});
