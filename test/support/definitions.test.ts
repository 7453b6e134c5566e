import assert from "node:assert/strict";
import { realpath } from "node:fs/promises";
import { numbered, type Mark } from "../../src/prompt/numbering.ts";
import { closeSection, introduce, openSection } from "../../src/prompt/sections.ts";
import { addedIn, lineHunks, realRepository, standingAt } from "../real/definitions/commits.ts";
import { labelsOf } from "../real/definitions/labels.ts";
import { shownIn, textAt } from "../real/definitions/shown.ts";
import { typescriptOracle } from "../real/definitions/typescript.ts";
import { createRepository, type TestRepository } from "./repository.ts";

describe("The measure of definitions", () => {
  let repository: TestRepository;

  beforeEach(async () => (repository = await createRepository()));
  afterEach(async () => repository.dispose());

  it("knows the lines that a commit adds, whatever they look like", async () => {
    await repository.write("a b.ts", "one\ntwo\nthree\n");
    await repository.commit("Before");
    await repository.write("a b.ts", "one\n++ b/c.ts\n@@ -1 +1 @@\nthree\nfour\n");
    const commit = await repository.commit("After");

    const added = addedIn(await lineHunks(realRepository(repository.root), commit));

    assert.deepEqual(
      [...added].map(([name, lines]) => [name, ...lines]),
      [["a b.ts", 2, 3, 5]],
    );
  });

  it("lets the compiler say what names mean: not those of locals, of imports alone or of the language", async () => {
    await repository.write(
      "cart.ts",
      "export interface Cart {\n  total: number;\n}\nexport function fill(): Cart {\n  return { total: 1 };\n}\n",
    );
    await repository.write("tax.js", "exports.rate = () => 2;\n");
    await repository.commit("Before");
    await repository.write(
      "shop.ts",
      'import { fill } from "./cart.ts";\nimport { rate } from "./tax.js";\nconst own = 1;\nexport function sell(amount: number) {\n  const cart = fill();\n  return Math.max(cart.total, amount, own) * rate();\n}\n',
    );
    const commit = await repository.commit("After");
    const real = realRepository(await realpath(repository.root));
    const standAt = await standingAt(real);

    const uses = await typescriptOracle().usesIn(
      await standAt(commit, addedIn(await lineHunks(real, commit))),
    );

    assert.deepEqual(
      uses.map(({ line, name, definedAt }) => [
        line,
        name,
        definedAt.map(({ path, line: at }) => `${path}:${at}`),
      ]),
      [
        [5, "fill", ["cart.ts:4"]],
        [6, "total", ["cart.ts:2"]],
        [6, "own", ["shop.ts:3"]],
        [6, "rate", ["tax.js:1"]],
      ],
    );
  });

  it("sees a line of the version after the change where the prompt shows it, be it as it was, and nowhere else", () => {
    const section = (
      kind: "before" | "diff",
      marked: readonly (readonly [number, Mark, string])[],
    ): string => {
      const lines = marked.map(([number, mark, text]) => `${numbered({ number, mark, text })}\n`);
      return `${openSection("key", { kind, title: "a.ts" })}${lines.join("")}${closeSection("key")}`;
    };
    const before = section("before", [
      [1, " ", "first"],
      [2, " ", "was"],
      [3, " ", "last"],
    ]);
    const diff = section("diff", [
      [2, "-", "was"],
      [2, "+", "is"],
      [3, "+", "new"],
    ]);
    const hunks = new Map([["a.ts", [{ newStart: 2, newCount: 2, oldCount: 1 }]]]);

    const shown = shownIn(`${introduce("key")}${before}${diff}`);

    const said = [1, 2, 3, 4, 5].map((line) => textAt(shown, { path: "a.ts", line }, hunks));
    assert.deepEqual(said, ["first", "is", "new", "last", undefined]);
    assert.equal(textAt(shown, { path: "b.ts", line: 1 }, hunks), undefined);
  });

  it("has labels for six languages, at least sixty lines, each with a place that it can have", async () => {
    const names = ["gin", "ripgrep", "sinatra", "gson", "libgit2", "Alamofire"];
    const labels = (await Promise.all(names.map(labelsOf))).filter((each) => each !== null);

    assert.equal(new Set(labels.map(({ language }) => language)).size, 6);
    assert.ok(labels.reduce((sum, { lines }) => sum + lines, 0) >= 60);
    const uses = labels.flatMap(({ commits }) => commits.flatMap((commit) => commit.uses));
    for (const { definedAt, ...use } of uses)
      for (const { path, line } of [use, ...definedAt])
        assert.ok(path !== "" && line >= 1, JSON.stringify(use));
  });
});
