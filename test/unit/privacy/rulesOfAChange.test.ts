/** The rules of real repositories, on the way from git: which version counts, and what a file that can't be read means. */

import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import path from "node:path";
import type { ComparingScope } from "../../../src/change/sides.ts";
import { gather } from "../../../src/change/gather.ts";
import { sidesOf } from "../../../src/change/sides.ts";
import { Exclusions, type ExclusionOptions } from "../../../src/privacy/exclusions.ts";
import { noSignal, theRepository } from "../../support/gathering.ts";
import { createRepository, type Files, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";

const settings = (...exclude: readonly string[]): string =>
  `{\n  // of the team\n  "secondLook.exclude": ${JSON.stringify(exclude)},\n}\n`;

interface Outcome {
  /** `path: reason` of each path of the change, or what it holds. */
  readonly told: readonly string[];
  /** `file:line glob` of each. */
  readonly added: readonly string[];
}

async function lookAt(
  repository: TestRepository,
  scope: ComparingScope = { kind: "uncommitted" },
  options: Partial<ExclusionOptions> = {},
): Promise<Outcome> {
  const git = await realGit();
  const withholding = new Exclusions({
    exclude: [],
    unticked: new Set(),
    around: null,
    machineMade: "excluded",
    ...options,
  });
  const gathered = await gather({
    sides: async (inside) => sidesOf(scope, inside),
    repository: await theRepository(repository.root),
    git,
    unsaved: [],
    withholding,
    signal: noSignal,
  });
  assert.equal(gathered.kind, "gathered", JSON.stringify(gathered));
  await gathered.dispose();
  const told = gathered.change.files.map(({ path: name, old, new: fresh }) => {
    const withheld = [fresh, old].find((content) => content.kind === "withheld");
    return `${name}: ${withheld?.reason ?? fresh.kind}`;
  });
  const added = withholding.added.map((rule) => `${rule.path}:${rule.line} ${rule.pattern}`);
  return { told, added };
}

describe("The rules of a repository", () => {
  let repository: TestRepository;
  const has = async (before: Files): Promise<void> => {
    repository = await createRepository({ "src/a.ts": "one();\n", "docs/a.md": "one\n", ...before });
    await repository.write("src/a.ts", "two();\n");
    await repository.write("docs/a.md", "two\n");
  };
  afterEach(() => repository.dispose());

  it("keep their files from being read, and those of nobody else", async () => {
    await has({ ".aiignore": "docs/\n", "src/.cursorignore": "/b.ts\n" });
    await repository.write("src/b.ts", "fresh();\n");
    const { told, added } = await lookAt(repository);
    assert.deepEqual(told, ["docs/a.md: excluded", "src/a.ts: text", "src/b.ts: excluded"]);
    assert.deepEqual(added, []);
  });

  it("stand in the settings of the repository, too, which the command line reads as well", async () => {
    await has({ ".vscode/settings.json": settings("docs/") });
    assert.deepEqual((await lookAt(repository)).told, ["docs/a.md: excluded", "src/a.ts: text"]);
  });

  it("still count when the change removes them", async () => {
    await has({ ".aiignore": "docs/\n" });
    await repository.remove(".aiignore");
    const { told } = await lookAt(repository);
    assert.deepEqual(told, [".aiignore: absent", "docs/a.md: excluded", "src/a.ts: text"]);
  });

  for (const kind of ["uncommitted", "staged", "last"] as const) {
    it(`are noticed when the change (${kind}) adds them`, async () => {
      await has({ ".vscode/settings.json": settings() });
      await repository.write(".aiignore", "# why\nsrc/\n");
      await repository.write(".vscode/settings.json", settings("docs/"));
      if (kind === "staged") await repository.git("add", "--all");
      if (kind === "last") await repository.commit("Hide");
      const scope: ComparingScope = kind === "last" ? { kind, commits: 1 } : { kind };
      const { told, added } = await lookAt(repository, scope, { exclude: ["docs/"] });
      assert.deepEqual(told, [
        ".aiignore: text",
        ".vscode/settings.json: text",
        "docs/a.md: newlyExcluded",
        "src/a.ts: newlyExcluded",
      ]);
      assert.deepEqual(added, [".aiignore:2 src/", ".vscode/settings.json:3 docs/"]);
    });
  }

  it("count from the disk when an older commit is looked at", async () => {
    await has({});
    await repository.commit("Second version");
    await repository.write(".aiignore", "docs/\n");
    const { told, added } = await lookAt(repository, { kind: "last", commits: 1 });
    assert.deepEqual([told, added], [["docs/a.md: excluded", "src/a.ts: text"], []]);
  });

  it("are a person's own where git ignores their file", async () => {
    await has({ ".gitignore": ".aiignore\n.vscode/\n" });
    await repository.write(".aiignore", "docs/\n");
    await repository.write(".vscode/settings.json", settings("src/"));
    const { told, added } = await lookAt(repository, { kind: "uncommitted" }, { exclude: ["src/"] });
    assert.deepEqual([told, added], [["docs/a.md: excluded", "src/a.ts: excluded"], []]);
  });

  it("keep everything back when no text can be made of their file, be it before the change or on the disk", async () => {
    const utf16 = Buffer.from("\ufeffnothing\r\n", "utf16le");
    await has({ "src/.aiignore": utf16 });
    assert.deepEqual((await lookAt(repository)).told, ["docs/a.md: text", "src/a.ts: excluded"]);
    await repository.write("docs/.aiignore", utf16);
    const { told, added } = await lookAt(repository);
    assert.deepEqual(told, [
      "docs/.aiignore: newlyExcluded",
      "docs/a.md: newlyExcluded",
      "src/a.ts: excluded",
    ]);
    assert.deepEqual(added, ["docs/.aiignore:1 "]);
  });

  it("keep everything back when their file is a link to nowhere, and count where it leads to a file", async () => {
    await has({ "docs/rules": "a.md\n", "src/none": "" });
    await symlink("rules", path.join(repository.root, "docs/.aiignore"));
    await symlink("/nowhere", path.join(repository.root, "src/.aiignore"));
    await repository.commit("Rules behind links");
    await repository.write("docs/a.md", "three\n");
    await repository.write("docs/b.md", "three\n");
    await repository.write("src/a.ts", "three();\n");
    assert.deepEqual((await lookAt(repository)).told, [
      "docs/a.md: excluded",
      "docs/b.md: text",
      "src/a.ts: excluded",
    ]);
  });

  it("leave generated files out by the attribute that stood there before, not by one that the change adds", async () => {
    await has({ ".gitattributes": "docs/* linguist-generated\n" });
    await repository.write(".gitattributes", "* linguist-generated\n");
    assert.deepEqual((await lookAt(repository)).told, [
      ".gitattributes: text",
      "docs/a.md: generated",
      "src/a.ts: text",
    ]);
  });
});
