/** A change that takes several parts: what belongs together goes together, with what helps to understand it. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Piece } from "../../../src/context/piece.ts";
import { inAffinity } from "../../../src/prompt/affinity.ts";
import { layOut } from "../../../src/prompt/layout.ts";
import { countTokens } from "../../../src/prompt/tokens.ts";
import { aClearedChange, admitted, aPiece } from "../../support/changes.ts";

const { signal } = new AbortController();
const boundary = "0123456789abcdef";

async function filesAt(...paths: readonly string[]) {
  return (await aClearedChange(...paths.map((path) => ({ path, script: ["+x"] })))).files;
}

async function aLink(path: string, serves: readonly string[]): Promise<Piece> {
  return aPiece({ kind: "definition", code: "defines", path, serves, lines: await admitted([`// ${path}`]) });
}

const pathsOf = (files: Awaited<ReturnType<typeof filesAt>>) => files.map(({ file }) => file.path);

describe("Changed files", () => {
  it("stand by their folders, where nothing links them", async () => {
    const files = await filesAt("b/x.ts", "a/y.ts", "z.ts", "a/deep/w.ts", "a/v.ts");
    assert.deepEqual(pathsOf(inAffinity(files, [])), ["z.ts", "a/v.ts", "a/y.ts", "a/deep/w.ts", "b/x.ts"]);
  });

  it("stand beside those that they use, or that use the same", async () => {
    const files = await filesAt("a.ts", "b.ts", "c.ts", "d.ts", "e.ts");
    const pieces = [await aLink("e.ts", ["a.ts"]), await aLink("shared.ts", ["b.ts", "d.ts"])];
    assert.deepEqual(pathsOf(inAffinity(files, pieces)), ["a.ts", "e.ts", "b.ts", "d.ts", "c.ts"]);
  });

  it("are all there, once, in an order that does not depend on theirs", async () => {
    const names = ["a.ts", "b/c.ts", "b/d.ts", "e/f/g.ts", "h.ts", "i.ts"];
    const files = await filesAt(...names);
    const links = fc.array(fc.subarray(names, { minLength: 1 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        links,
        fc.shuffledSubarray([...files], { minLength: files.length }),
        async (all, shuffled) => {
          const pieces = await Promise.all(all.map(async ([from = "", ...to]) => aLink(from, to)));
          const order = pathsOf(inAffinity(files, pieces));
          assert.deepEqual([...order].sort(), names);
          assert.deepEqual(pathsOf(inAffinity(shuffled, [...pieces].reverse())), order);
        },
      ),
    );
  });
});

describe("The parts of a change", () => {
  /** Room for two of the files and what helps with them. */
  async function partsOf(pieces: readonly Piece[]) {
    const script = (path: string) =>
      Array.from({ length: 200 }, (_, line) => `+export const line${line} = "${path}";`);
    const paths = ["a.ts", "b.ts", "c.ts", "d.ts"];
    const { files } = await aClearedChange(
      ...paths.map((path) => ({ path, change: "added" as const, script: script(path) })),
    );
    const laidOut = await layOut({
      files,
      pieces,
      omitted: [],
      room: { window: 8500, outputReserve: 0, laterRounds: 0, countFactor: 1 },
      boundary,
      answerLanguage: "",
      wishes: null,
      count: countTokens,
      signal,
    });
    assert.ok(laidOut.kind === "laidOut");
    const { plan } = laidOut;
    const parts = plan.parts.map(({ contents }) =>
      contents.filter(({ kind }) => kind !== "named").map(({ kind, path }) => `${kind} ${path}`),
    );
    return { plan, parts };
  }

  it("keep linked files together, each with what helps with its own, after a beginning that they share", async () => {
    const rule = aPiece({
      kind: "rules",
      code: "ruleOfRepository",
      path: "AGENTS.md",
      lines: await admitted(["Be kind."]),
    });
    const pieces = [
      rule,
      await aLink("one.ts", ["a.ts", "c.ts"]),
      await aLink("two.ts", ["b.ts", "d.ts"]),
      await aLink("three.ts", ["d.ts"]),
    ];
    const { plan, parts } = await partsOf(pieces);
    assert.deepEqual(parts, [
      ["rules AGENTS.md", "definition one.ts", "diff a.ts", "diff c.ts"],
      ["rules AGENTS.md", "definition three.ts", "definition two.ts", "diff b.ts", "diff d.ts"],
    ]);
    assert.deepEqual(plan.omitted, []);
    const [first = "", second = ""] = plan.parts.map(({ material }) => material);
    const shared = first.slice(0, first.indexOf("[[0123456789abcdef file"));
    assert.ok(shared.includes("Be kind.") && second.startsWith(shared));
  });

  it("go by folder where nothing says more, and show every hunk once", async () => {
    const { plan, parts } = await partsOf([await aLink("m.ts", ["a.ts"])]);
    assert.deepEqual(parts, [
      ["definition m.ts", "diff a.ts", "diff b.ts"],
      ["diff c.ts", "diff d.ts"],
    ]);
    assert.ok(plan.coverage.every(({ sent }) => sent === "whole"));
  });
});
