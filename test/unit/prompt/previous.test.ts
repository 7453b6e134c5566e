/** A prompt that is laid out after another one: it begins as that did, as far as it still says the same. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Piece } from "../../../src/context/piece.ts";
import { layOut, type Material } from "../../../src/prompt/layout.ts";
import type { Plan } from "../../../src/prompt/plan.ts";
import { asBefore, hashOf, nothingBefore, type Layout } from "../../../src/prompt/previous.ts";
import { countTokens } from "../../../src/prompt/tokens.ts";
import { aClearedChange, admitted, aPiece, type ScriptedFile } from "../../support/changes.ts";

const { signal } = new AbortController();
const boundary = "0123456789abcdef";
const key = boundary;
const room = { window: 200_000, outputReserve: 32_000, laterRounds: 16_000, countFactor: 1 };

async function planOf(
  files: readonly ScriptedFile[],
  pieces: readonly Piece[],
  part: Partial<Material> = {},
): Promise<Plan> {
  const cleared = await aClearedChange(...files);
  const said = { boundary, answerLanguage: "", wishes: null, omitted: [], room };
  const laidOut = await layOut({
    files: cleared.files,
    pieces,
    ...said,
    count: countTokens,
    signal,
    ...part,
  });
  assert.ok(laidOut.kind === "laidOut");
  return laidOut.plan;
}

async function aDefinition(path: string, lines = [`export const of = "${path}";`]): Promise<Piece> {
  return aPiece({ kind: "definition", code: "defines", path, lines: await admitted(lines) });
}

function titles({ parts }: Plan): readonly string[] {
  return parts.flatMap(({ material }) =>
    [...material.matchAll(/^\[\[0123456789abcdef (\w+ ?\S*)\]\]$/gm)]
      .map(([, title = ""]) => title)
      .filter((title) => title !== "end"),
  );
}

const files = ["a.ts", "b.ts", "c.ts"].map((path) => ({
  path,
  change: "added" as const,
  script: ["+first"],
}));

describe("A prompt after another one", () => {
  it("puts what was edited last, and leaves the others as they stood", async () => {
    const before = await planOf(files, []);
    assert.deepEqual(titles(before), ["diff a.ts", "diff b.ts", "diff c.ts"]);
    const edited = files.map((file) => (file.path === "a.ts" ? { ...file, script: ["+second"] } : file));
    const after = await planOf(edited, [], { previous: before.layout });
    assert.deepEqual(titles(after), ["diff b.ts", "diff c.ts", "diff a.ts"]);
    const again = files.map((file) => (file.path === "b.ts" ? file : { ...file, script: ["+second"] }));
    const last = await planOf(again, [], { previous: after.layout });
    assert.deepEqual(titles(last), ["diff b.ts", "diff a.ts", "diff c.ts"]);
  });

  it("puts new pieces behind those that stand there, and takes out what has lost its reason", async () => {
    const [m, n, p] = [await aDefinition("m.ts"), await aDefinition("n.ts"), await aDefinition("p.ts")];
    const before = await planOf(files, [n, p]);
    const after = await planOf(files, [m, n], { previous: before.layout });
    assert.deepEqual(titles(after), ["file n.ts", ...files.map(({ path }) => `diff ${path}`), "file m.ts"]);
  });

  it("is not touched by another line in a file of which most stays as it was", async () => {
    const kept = Array.from({ length: 60 }, (_, index) => ` line ${index}`);
    const first = { path: "a.ts", script: [...kept.slice(0, 50), "-old", "+new", ...kept.slice(50)] };
    const second = { ...first, script: ["+above", ...first.script] };
    const piecesOf = async (file: ScriptedFile): Promise<readonly Piece[]> => {
      const [cleared] = (await aClearedChange(file)).files;
      const lines = cleared?.new?.sent ?? [];
      return [aPiece({ kind: "changedFile", code: "changed", path: "a.ts", lines, serves: ["a.ts"] })];
    };
    const before = await planOf([first], await piecesOf(first));
    const after = await planOf([second], await piecesOf(second), { previous: before.layout });
    assert.deepEqual(titles(after), ["before a.ts", "diff a.ts"]);
    const [one = "", other = ""] = [before, after].map(({ parts }) => parts[0]?.material);
    const beginning = one.slice(0, one.indexOf(`[[${key} diff`));
    assert.ok(beginning.includes("61 |line 59") && other.startsWith(beginning));
  });

  it("goes on telling a small file by what it was while more and more of it changes", async () => {
    const script = (added: number): readonly string[] => [
      ...Array.from({ length: 20 }, (_, index) => ` line ${index}`).flatMap((line, index) =>
        index % 7 === 6 && index / 7 < added ? [line, `+new ${index}`] : [line],
      ),
    ];
    const plan = async (added: number, previous?: Plan): Promise<readonly string[]> => {
      const file = { path: "a.ts", script: script(added) };
      const lines = (await aClearedChange(file)).files[0]?.new?.sent ?? [];
      const whole = aPiece({ kind: "changedFile", code: "changed", path: "a.ts", lines, serves: ["a.ts"] });
      const next = await planOf([file], [whole], previous === undefined ? {} : { previous: previous.layout });
      plans.push(next);
      return titles(next);
    };
    const plans: Plan[] = [];
    assert.deepEqual(await plan(1), ["before a.ts", "diff a.ts"]);
    assert.deepEqual(await plan(2), ["diff a.ts"], "laid out for the first time it would not");
    assert.deepEqual(await plan(2, plans[0]), ["before a.ts", "diff a.ts"]);
  });

  it("keeps what went along, where there is no room for all", async () => {
    const long = (word: string) => Array.from({ length: 100 }, (_, index) => `${word} ${index}`);
    const open = async (path: string, weight: number): Promise<Piece> =>
      aPiece({ kind: "openFile", code: "open", path, weight, lines: await admitted(long(path)) });
    const [a, b, c] = [await open("a", 3), await open("b", 2), await open("c", 1)];
    const exact = (await planOf(files, [b, c])).parts[0]?.inputTokens ?? 0;
    const small = { ...room, window: Math.ceil((exact + 700) / 0.98), outputReserve: 0, laterRounds: 0 };
    const before = await planOf(files, [b, c], { room: small });
    assert.deepEqual(before.omitted, []);
    const fresh = await planOf(files, [a, b, c], { room: small });
    assert.deepEqual(
      fresh.omitted.map(({ path }) => path),
      ["c"],
    );
    const after = await planOf(files, [a, b, c], { room: small, previous: before.layout });
    assert.deepEqual(
      after.omitted.map(({ path }) => path),
      ["a"],
    );
    const rule = aPiece({
      kind: "rules",
      code: "ruleOfRepository",
      path: "AGENTS.md",
      lines: await admitted(long("rule")),
    });
    const ruled = await planOf(files, [rule, b, c], { room: small, previous: before.layout });
    assert.deepEqual(
      ruled.omitted.map(({ path }) => path),
      ["c"],
      "what a reader needs first comes first even so",
    );
  });

  it("holds the same whatever stood before, and is the same for the same", async () => {
    const anyLayout = fc.record({
      sections: fc.array(fc.stringMatching(/^[a-z]{4}$/)),
      pieces: fc.array(fc.stringMatching(/^[a-z]{4}$/)),
    });
    const pieces = [await aDefinition("m.ts"), await aDefinition("n.ts")];
    const plain = await planOf(files, pieces);
    await fc.assert(
      fc.asyncProperty(anyLayout, fc.shuffledSubarray([...plain.layout.sections]), async (other, known) => {
        const previous = { ...other, sections: [...known, ...other.sections] };
        const plan = await planOf(files, pieces, { previous });
        assert.deepEqual([...titles(plan)].sort(), [...titles(plain)].sort());
        assert.deepEqual(plan.parts, (await planOf(files, pieces, { previous })).parts);
        assert.deepEqual(plan.layout.sections.slice(0, known.length), known);
      }),
      { numRuns: 50 },
    );
  });

  it("is told by hashes that say nothing without the key", async () => {
    const { layout } = await planOf(files, [await aDefinition("m.ts")]);
    assert.doesNotMatch(JSON.stringify(layout), /a\.ts|m\.ts|first/);
    assert.notEqual(hashOf("one key", "text"), hashOf("another", "text"));
  });

  it("leaves texts in their order where none stood before", () => {
    const texts = fc.array(fc.record({ text: fc.string() }));
    fc.assert(
      fc.property(texts, (all) => {
        assert.deepEqual(asBefore(all, { key, previous: nothingBefore }), all);
        const previous: Layout = { sections: all.map(({ text }) => hashOf(key, text)).reverse(), pieces: [] };
        assert.equal(asBefore(all, { key, previous }).length, all.length);
      }),
    );
  });
});
