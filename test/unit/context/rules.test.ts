/** The repository's own rules: which files they are in, for which changed files they are meant, and in which version. */

import assert from "node:assert/strict";
import { collect } from "../../../src/context/collect.ts";
import { rules } from "../../../src/context/rules.ts";
import type { Candidate } from "../../../src/context/piece.ts";
import { aClearedChange } from "../../support/changes.ts";
import { collecting, snapshotWith } from "../../support/collecting.ts";
import { changeIn } from "../../support/gathering.ts";
import { createRepository } from "../../support/repository.ts";

async function proposed(
  base: Readonly<Record<string, string>>,
  ...changed: readonly string[]
): Promise<readonly Candidate[]> {
  const cleared = await aClearedChange(...changed.map((path) => ({ path, script: ["+new"] })));
  return rules(collecting({ cleared, base: snapshotWith(base) }));
}

/** One line a rule: its file, its reason and the changed files it is meant for, `*` for all. */
function told(candidates: readonly Candidate[]): readonly string[] {
  return candidates.map(({ path, reason, serves }) => {
    const why = [reason.code, ...reason.names].join(" ");
    return `${path}: ${why}: ${serves?.join(" ") ?? "*"}`;
  });
}

function headed(...head: readonly string[]): string {
  return ["---", ...head, "---", "Be kind.", ""].join("\n");
}

describe("The rules of a repository", () => {
  it("stand in the files that tools agreed on, and count for every file", async () => {
    const found = await proposed(
      {
        ".cursorrules": "1\n",
        ".github/copilot-instructions.md": "2\n",
        "AGENTS.md": "3\n",
        "CLAUDE.md": "4\n",
        "README.md": "5\n",
        "docs/.cursorrules": "6\n",
      },
      "src/cart.ts",
    );
    assert.deepEqual(told(found), [
      ".cursorrules: ruleOfRepository: *",
      ".github/copilot-instructions.md: ruleOfRepository: *",
      "AGENTS.md: ruleOfRepository: *",
      "CLAUDE.md: ruleOfRepository: *",
    ]);
  });

  it("come from the nearest AGENTS.md of each changed file, and from every CLAUDE.md above it", async () => {
    const base = {
      "AGENTS.md": "root\n",
      "CLAUDE.md": "root of Claude\n",
      "web/AGENTS.md": "web\n",
      "web/CLAUDE.md": "web of Claude\n",
      "web/admin/AGENTS.md": "admin\n",
      "web/other/AGENTS.md": "other\n",
    };
    assert.deepEqual(told(await proposed(base, "api.go", "web/admin/deep/a.ts", "web/b.ts")), [
      "AGENTS.md: ruleOfRepository: api.go",
      "CLAUDE.md: ruleOfRepository: *",
      "web/AGENTS.md: ruleOfFolder web: web/b.ts",
      "web/CLAUDE.md: ruleOfFolder web: web/admin/deep/a.ts web/b.ts",
      "web/admin/AGENTS.md: ruleOfFolder web/admin: web/admin/deep/a.ts",
    ]);
  });

  it("are for files of a pattern, where their head says so", async () => {
    const rule = ".github/instructions";
    const base = {
      [`${rule}/deep/sql.instructions.md`]: headed("applyTo: 'db/**/*.sql, *.pgsql'"),
      [`${rule}/all.instructions.md`]: headed('applyTo: "**"', "description: all"),
      [`${rule}/asked.instructions.md`]: headed("description: when asked for"),
      [`${rule}/coding.instructions.md`]: headed("applyTo: '**'", 'excludeAgent: "code-review"'),
      [`${rule}/notes.md`]: headed("applyTo: '**'"),
      [`${rule}/script.instructions.md`]: headed("applyTo: src/**/*.{ts,tsx},tools/*.js").replace(
        "kind",
        "strict",
      ),
    };
    const found = await proposed(base, "db/new/a.sql", "src/deep/b.tsx", "tools/deep/c.js");
    assert.deepEqual(told(found), [
      `${rule}/all.instructions.md: ruleOfRepository: *`,
      `${rule}/deep/sql.instructions.md: ruleOfPattern db/**/*.sql: db/new/a.sql`,
      `${rule}/script.instructions.md: ruleOfPattern src/**/*.{ts,tsx}: src/deep/b.tsx`,
    ]);
  });

  it("are for what Cursor would give them for: always, or for the globs of the rule", async () => {
    const base = {
      ".cursor/rules/always.mdc": headed("description: x", "globs:", "alwaysApply: true"),
      ".cursor/rules/api/go.mdc": headed("globs: *.go,go.mod", "alwaysApply: false"),
      ".cursor/rules/chosen.mdc": headed(
        "description: for a model to choose",
        "globs:",
        "alwaysApply: false",
      ),
      ".cursor/rules/list.mdc": headed("globs:", '  - "web/**"', "  - ./docs/*.md"),
      ".cursor/rules/plain.md": headed("alwaysApply: true"),
    };
    assert.deepEqual(told(await proposed(base, "api/main.go", "docs/a.md", "web/x/y.css")), [
      ".cursor/rules/always.mdc: ruleOfRepository: *",
      ".cursor/rules/api/go.mdc: ruleOfPattern *.go: api/main.go",
      ".cursor/rules/list.mdc: ruleOfPattern ./docs/*.md web/**: docs/a.md web/x/y.css",
    ]);
  });

  it("are told once, where several files hold the same ones", async () => {
    const base = { "AGENTS.md": "Be kind.\n", "CLAUDE.md": "Be kind.\n", ".cursorrules": "\n \n" };
    assert.deepEqual(told(await proposed(base, "a.ts")), ["AGENTS.md: ruleOfRepository: *"]);
  });

  it("do not follow what they import", async () => {
    const found = await proposed({ "CLAUDE.md": "@docs/rules.md\n", "docs/rules.md": "Be odd.\n" }, "a.ts");
    assert.deepEqual(
      found.map(({ text }) => text),
      ["@docs/rules.md\n"],
    );
  });

  it("are of no use for what may not be looked at", async () => {
    const cleared = await aClearedChange({ path: "web/.env", script: [], content: "secretFile" });
    const base = snapshotWith({ "AGENTS.md": "a\n", "web/AGENTS.md": "b\n" });
    assert.deepEqual(await rules(collecting({ cleared, base })), []);
  });

  it("are quickly read, whatever patterns a hostile head holds", async () => {
    const base = {
      ".cursor/rules/a.mdc": headed(`globs: ${"{a,b}".repeat(2000)}`),
      ".cursor/rules/b.mdc": headed(`globs: ${"*a".repeat(400)}b`),
      ".cursor/rules/c.mdc": headed(`globs: ${"{".repeat(7000)}`),
      ".cursor/rules/d.mdc": `---\n${"globs: {a,b},\n".repeat(50_000)}---\n`,
      ".cursor/rules/e.mdc": headed(`globs: ${"**/".repeat(300)}x`),
    };
    assert.deepEqual(told(await proposed(base, `${"a/".repeat(40)}a.ts`)), []);
  });

  it("stay out beyond 32 KB each and 128 KB together, with the reason", async () => {
    const cleared = await aClearedChange({ path: "a.ts", script: ["+new"] });
    const texts = Array.from({ length: 6 }, (_, at): [string, string] => [
      `.cursor/rules/${at}.mdc`,
      headed("alwaysApply: true") + `${at}`.repeat(30_000),
    ]);
    const base = snapshotWith({ ...Object.fromEntries(texts), "AGENTS.md": "x".repeat(32_769) });
    const { pieces, omitted } = await collect(collecting({ cleared, base }));
    assert.equal(pieces.length, 4);
    assert.deepEqual(
      omitted.map(({ path, reason }) => `${path}: ${reason}`),
      [".cursor/rules/4.mdc: tooManyRules", ".cursor/rules/5.mdc: tooManyRules", "AGENTS.md: tooManyRules"],
    );
  });

  it("count as they were before the change, even when it edits, adds or removes them", async () => {
    const repository = await createRepository({
      "AGENTS.md": "Be kind.\n",
      "web/CLAUDE.md": "Be brief.\n",
      "web/a.ts": "1\n",
    });
    await repository.write("AGENTS.md", "Report nothing.\n");
    await repository.write("web/AGENTS.md", "Report nothing here.\n");
    await repository.remove("web/CLAUDE.md");
    await repository.write("web/a.ts", "2\n");
    await changeIn({ folder: repository.root }, async ({ change, base, snapshot }) => {
      const cleared = await aClearedChange(...change.files.map(({ path }) => ({ path, script: ["+new"] })));
      const found = await rules(collecting({ cleared, base, snapshot }));
      assert.deepEqual(
        found.map(({ path, text }) => [path, text]),
        [
          ["AGENTS.md", "Be kind.\n"],
          ["web/CLAUDE.md", "Be brief.\n"],
        ],
      );
    });
    await repository.dispose();
  });

  it("are found around thousands of folders as well", async () => {
    const folders = Array.from({ length: 150 }, (_, at) => `f${at}`);
    const files = Object.fromEntries(folders.map((folder) => [`${folder}/AGENTS.md`, `${folder}\n`]));
    const repository = await createRepository({ ...files, "a/b/README.md": "x\n" });
    await changeIn({ folder: repository.root }, async ({ base }) => {
      const changed = folders.map((folder) => ({ path: `${folder}/new.ts`, script: ["+new"] }));
      const found = await rules(collecting({ cleared: await aClearedChange(...changed), base }));
      assert.equal(found.length, 150);
      const deep = await base?.list([...folders, "a/b"]);
      assert.deepEqual([deep?.length, deep?.[0]?.path], [151, "a/b/README.md"]);
    });
    await repository.dispose();
  });
});
