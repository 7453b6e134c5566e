/** The laws of exactness over generated repositories: the old text and the hunks together are the new text, to the byte, by git's own word for it. */

import assert from "node:assert/strict";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Change } from "../../../src/change/change.ts";
import type { ComparingScope } from "../../../src/change/sides.ts";
import { changeIn } from "../../support/gathering.ts";
import {
  keptNames,
  makeRepository,
  type Entry,
  type Journal,
  type Version,
} from "../../support/generated/make.ts";
import { plantedWord } from "../../support/journal.ts";
import { oddNames, repositoryPlan, type PlannedFile } from "../../support/generated/plan.ts";
import { plainGit, truthBetween, verify, type PlainGit, type Truth } from "../../support/rebuilding.ts";

const runs = 12;

/** Windows keeps no mode, and makes a link only for who is allowed to. */
const cannot = process.platform === "win32" ? ["modeChanged", "typeChanged", "link"] : [];
const cannotShow = process.platform === "win32" ? ["other mode", "other type", "link"] : [];

describe("The change of a generated repository", () => {
  const often = new Map<string, number>();
  let [files, rebuilt] = [0, 0];
  let kept: ReadonlySet<string>;

  before(async () => {
    kept = await keptNames(Object.values(oddNames));
  });
  after(() => {
    const shares = [...often].map(([name, count]) => `${name} ${((100 * count) / files).toFixed(0)} %`);
    console.log(`      ${files} files, ${rebuilt} texts rebuilt: ${shares.join(" · ")}`);
  });

  const can = ({ path: file, action, texture }: PlannedFile): boolean =>
    file.split("/").every((part) => kept.has(part.replace(/\.(txt|win)$/, "")) || /^(deep|er)$/.test(part)) &&
    !cannot.includes(action) &&
    !cannot.includes(texture);

  const isPossible = (feature: string): boolean =>
    !cannotShow.includes(feature) && kept.has(oddNames[feature] ?? oddNames["plain name"]!);

  function hold(change: Change, truth: Truth, [before, after]: readonly [Version, Version]): void {
    const verdict = verify(change, truth);
    assert.deepEqual(verdict.wrong, []);
    assert.deepEqual(misnumbered(change, before, after), []);
    rebuilt += verdict.rebuilt.length;
  }

  it("rebuilds every text, numbers every line and names every path, whatever the scope", async function () {
    this.timeout(0);
    await fc.assert(
      fc.asyncProperty(repositoryPlan, async (whole) => {
        const plan = whole.filter(can);
        const { repository, journal } = await makeRepository(plan);
        const { base, index, working } = journal;
        const gather = async (scope: ComparingScope) => changeIn({ folder: repository.root, scope });
        const plain = plainGit(repository.root);
        try {
          const uncommitted = await gather({ kind: "uncommitted" });
          const staged = await gather({ kind: "staged" });
          const unstaged = await gather({ kind: "unstaged" });

          const trees = await treesOf(plain, path.join(await repository.outside(), "index"));
          const all = await truthBetween(plain, "HEAD", trees.working);
          hold(uncommitted, all, [base, working]);
          hold(staged, await truthBetween(plain, "HEAD", trees.index), [base, index]);
          hold(unstaged, await truthBetween(plain, trees.index, trees.working), [index, working]);

          await repository.commit("After");
          hold(await gather({ kind: "commit", commit: "HEAD" }), all, [base, working]);
          hold(await gather({ kind: "range", range: "HEAD~1..HEAD" }), all, [base, working]);
          files += plan.length;
          for (const file of plan) {
            const seen = look(file, journal, all);
            for (const [name, has] of Object.entries(features))
              often.set(name, (often.get(name) ?? 0) + (has(seen) ? 1 : 0));
          }
        } finally {
          await repository.dispose();
        }
      }),
      { numRuns: runs, endOnFailure: true },
    );
    assert.ok(files >= runs * 12 && rebuilt > files, `${files} files, ${rebuilt} rebuilt`);
    for (const [name, count] of often)
      if (isPossible(name)) assert.ok(count >= files / 20, `${name} came up ${count} times`);
  });
});

/** What plain git makes of the index, and of the work tree through an index that knows nothing of times. */
async function treesOf(
  plain: PlainGit,
  temporary: string,
): Promise<{ readonly index: string; readonly working: string }> {
  const index = (await plain(["write-tree"])).toString().trim();
  const variables = { GIT_INDEX_FILE: temporary };
  await plain(["read-tree", index], { variables });
  await plain(["add", "--all"], { variables });
  return { index, working: (await plain(["write-tree"], { variables })).toString().trim() };
}

/** Each line with a word of its own stands where the journal has it, and is among the changed ones exactly when the other side lacks it. */
function misnumbered(change: Change, before: Version, after: Version): readonly string[] {
  const [old, now] = [wordsIn(before), wordsIn(after)];
  return change.files.flatMap((file) => {
    // Where one side is a link, say, there are no lines to compare.
    if (![file.old, file.new].every(({ kind }) => kind === "text" || kind === "absent")) return [];
    const lines = file.hunks.flatMap((hunk) => hunk.lines);
    const added = lines.flatMap((line) => (line.kind === "added" ? [line.new!] : []));
    const removed = lines.flatMap((line) => (line.kind === "removed" ? [line.old!] : []));
    const sides = [
      { name: file.path, content: file.new, numbers: added, here: now, there: old },
      { name: file.oldPath ?? file.path, content: file.old, numbers: removed, here: old, there: now },
    ];
    return sides.flatMap(({ name, content, numbers, here, there }) => {
      if (content.kind !== "text") return [];
      return [...here].flatMap(([word, place]) => {
        if (place.path !== name) return [];
        const isRight = content.lines[place.line - 1] === place.text;
        const isChanged = numbers.includes(place.line);
        return isRight && (isChanged || there.has(word)) ? [] : [`${name}:${place.line} ${word}`];
      });
    });
  });
}

interface Place {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

function wordsIn(version: Version): ReadonlyMap<string, Place> {
  const words = new Map<string, Place>();
  for (const [name, entry] of version) {
    if (entry.kind === "link") continue;
    for (const [index, text] of entry.bytes.toString().split(/\r?\n/).entries()) {
      const word = plantedWord.exec(text)?.[0];
      if (word !== undefined) words.set(word, { path: name, line: index + 1, text });
    }
  }
  return words;
}

/** What a file was really like, in whichever of its versions. */
interface Seen {
  readonly plan: PlannedFile;
  readonly entries: readonly Entry[];
  readonly texts: readonly string[];
  /** Null unless git sees it as renamed. */
  readonly renamed: "whole" | "edited" | null;
  readonly isStagedTextOlder: boolean;
}

const features: Readonly<Record<string, (seen: Seen) => boolean>> = {
  modified: ({ plan }) => plan.action === "modified",
  added: ({ plan }) => plan.action === "added",
  deleted: ({ plan }) => plan.action === "deleted",
  renamed: ({ renamed }) => renamed === "whole",
  "renamed and edited": ({ renamed }) => renamed === "edited",
  "other mode": ({ plan }) => plan.action === "modeChanged",
  "other type": ({ plan }) => plan.action === "typeChanged",
  "folder in its place": ({ plan }) => plan.action === "becameFolder",
  "not staged": ({ plan }) => plan.staging === "unstaged",
  staged: ({ plan }) => plan.staging === "staged",
  "staged and changed again": ({ isStagedTextOlder }) => isStagedTextOlder,
  CRLF: ({ plan, texts }) => plan.texture !== "eolCrlf" && texts.some((text) => text.includes("\r\n")),
  "eol=crlf": ({ plan, texts }) => plan.texture === "eolCrlf" && texts.some((text) => text.includes("\r\n")),
  "no line end": ({ texts }) => texts.some((text) => text !== "" && !text.endsWith("\n")),
  empty: ({ texts }) => texts.includes(""),
  binary: ({ entries }) => entries.some((entry) => entry.kind === "file" && entry.bytes.includes(0)),
  link: ({ entries }) => entries.some((entry) => entry.kind === "link"),
  nested: ({ plan }) => plan.path.includes("/"),
  ...Object.fromEntries(
    Object.keys(oddNames).map((each) => [each, ({ plan }: Seen) => plan.oddity === each]),
  ),
};

function look(plan: PlannedFile, { base, index, working }: Journal, truth: Truth): Seen {
  const moved = truth.renames.get(plan.path);
  const extension = path.posix.extname(plan.path);
  const names = [plan.path, ...(moved === undefined ? [] : [moved]), `${plan.path}/inside${extension}`];
  const at = (version: Version) => names.flatMap((name) => version.get(name) ?? []);
  const entries = [base, index, working].flatMap(at);
  const texts = entries.flatMap((entry) =>
    entry.kind === "file" && !entry.bytes.includes(0) ? [entry.bytes.toString()] : [],
  );
  const isSame = moved !== undefined && truth.raw.get(plan.path)!.oldId === truth.raw.get(moved)!.newId;
  return {
    plan,
    entries,
    texts,
    renamed: moved === undefined ? null : isSame ? "whole" : "edited",
    isStagedTextOlder: plan.staging === "changedAgain" && !isDeepStrictEqual(at(index), at(working)),
  };
}
