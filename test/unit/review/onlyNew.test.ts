/** A review of what is new in a few files: what a save sends, and what stays here. */

import assert from "node:assert/strict";
import type { Git } from "../../../src/change/git.ts";
import type { Question } from "../../../src/model/asking.ts";
import { readSections } from "../../../src/prompt/sections.ts";
import type { OnlyNew } from "../../../src/review/ports.ts";
import { review } from "../../../src/review/review.ts";
import type { Told } from "../../../src/review/reviewed.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import {
  aRequest,
  portsWith,
  realGit,
  scriptedAsk,
  settings,
  sourceWorker,
  type Round,
} from "../../support/story.ts";
import { assertValidOutcome } from "../../support/validOutcome.ts";

function functions(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [
    `function ${name}(value) {`,
    `  const first = value + "${name}";`,
    `  const second = first + first;`,
    `  log("one of ${name}");`,
    `  log("two of ${name}");`,
    `  log("three of ${name}");`,
    `  log("four of ${name}");`,
    `  return second;`,
    `}`,
    "",
  ]);
}

const names = ["alpha", "beta", "gamma", "delta", "omega"];

describe("A review of what is new in a few files", () => {
  let git: Git;
  let worker: RunningWorker;
  let repository: TestRepository;
  let lines: string[];

  before(async () => {
    git = await realGit();
    worker = sourceWorker();
  });
  after(async () => worker.dispose());

  beforeEach(async () => {
    lines = [...functions(names)];
    repository = await createRepository({
      "AGENTS.md": "Say what is true.\n",
      "code.js": `${lines.join("\n")}\n`,
      "other.js": "let other = 1;\n",
    });
    await repository.write("other.js", "let other = 2; // OTHER\n");
  });
  afterEach(async () => repository.dispose());

  async function change(text: string, instead: string): Promise<void> {
    const at = lines.indexOf(text);
    assert.notEqual(at, -1, text);
    lines[at] = instead;
    await repository.write("code.js", `${lines.join("\n")}\n`);
  }

  function only(known: readonly string[] = [], ...paths: readonly string[]): OnlyNew {
    const isKnown = (mark: string): boolean => known.includes(mark);
    return { root: repository.root, paths: new Set(paths.length === 0 ? ["code.js"] : paths), isKnown };
  }

  async function save(narrow: OnlyNew, ...rounds: readonly Round[]): Promise<Told & { asked: Question[] }> {
    const ask = scriptedAsk(...rounds);
    const open = [{ path: "open.js", text: "let open = 1;\n" }];
    const told = await review(
      aRequest(repository.root, { only: narrow, settings: { ...settings, includeOpenFiles: true } }),
      portsWith({ git, worker, ask, open }),
      { signal: new AbortController().signal, listen: () => undefined },
    );
    assertValidOutcome(told.outcome);
    return { ...told, asked: ask.asked };
  }

  function shownIn(asked: readonly Question[]): string {
    return asked.map(({ messages }) => messages.join("\n")).join("\n");
  }

  it("asks about the changed lines with the definition around them, and about no other file", async () => {
    await change('  log("two of gamma");', '  log("NEW in gamma");');
    const { outcome, asked } = await save(only());
    assert.equal(outcome.kind, "finished");
    assert.equal(asked.length, 1);
    const material = shownIn(asked);
    for (const text of ["NEW in gamma", "function gamma(value) {", "return second;", "Say what is true."])
      assert.ok(material.includes(text), text);
    for (const text of ["of beta", "of delta", "OTHER", "other.js", "let open"])
      assert.ok(!material.includes(text), text);
    assert.deepEqual(
      readSections(material).map(({ kind, title }) => [kind, title]),
      [
        ["rules", "AGENTS.md"],
        ["diff", "code.js"],
      ],
    );
    assert.deepEqual(
      outcome.coverage.files.map(({ path, sent }) => [path, sent]),
      [["code.js", "part"]],
    );
    assert.equal(outcome.coverage.complete, true);
  });

  it("tells the definition by the syntax, where a text at the left edge would mislead", async () => {
    const page = (log: string): string => `function page() {\n  const text = \`\nof page\n\`;\n  ${log}\n}\n`;
    await repository.write("code.js", page("log();"));
    await repository.commit("A page");
    await repository.write("code.js", page("log(NEW);"));
    const material = shownIn((await save(only())).asked);
    assert.ok(material.includes("log(NEW)") && material.includes("function page() {"));
  });

  it("shows each line once, with its number, however close two hunks are", async () => {
    await change('  const first = value + "gamma";', "  const first = FIRST;");
    await change("  return second;", "  return LAST;");
    const diff = readSections(shownIn((await save(only())).asked)).find(({ kind }) => kind === "diff");
    const numbers = (diff?.lines ?? []).flatMap((line) => /^(\d+)[ +]\|(.*)$/.exec(line)?.slice(1) ?? []);
    const shown = numbers.filter((_, index) => index % 2 === 0).map(Number);
    assert.deepEqual(
      shown,
      [...new Set(shown)].toSorted((a, b) => a - b),
    );
    assert.deepEqual(
      numbers.filter((_, index) => index % 2 === 1),
      shown.map((number) => lines[number - 1]),
    );
  });

  it("places a finding in the lines around a hunk, which were shown", async () => {
    await change('  log("four of gamma");', '  log("NEW in gamma");');
    const finding = {
      path: "code.js",
      side: "new",
      startLine: 21,
      endLine: 21,
      quote: "function gamma(value) {",
      explanation: "It is so.",
      title: "The name misleads",
      category: "maintainability",
      severity: "minor",
      confidence: 0.8,
      fix: null,
    };
    const { outcome } = await save(only(), { findings: [finding] });
    assert.deepEqual(
      outcome.findings.map(({ startLine, status }) => [startLine, status]),
      [[21, "open"]],
    );
  });

  it("leaves out what was looked at before, and says so", async () => {
    await change('  log("two of alpha");', '  log("FIRST in alpha");');
    const { looked } = await save(only());
    assert.equal(looked.length, 1);
    await change('  log("two of omega");', '  log("SECOND in omega");');
    const { outcome, asked } = await save(only(looked));
    assert.ok(shownIn(asked).includes("SECOND in omega"));
    assert.ok(!shownIn(asked).includes("alpha"));
    const [file] = outcome.coverage.files;
    assert.deepEqual(
      file?.hunks.map(({ sent, reason }) => [sent, reason]),
      [
        [false, "reviewedBefore"],
        [true, undefined],
      ],
    );
    assert.equal(outcome.coverage.complete, true);
  });

  it("knows lines again that moved, and not those of another file", async () => {
    await change('  log("two of omega");', '  log("NEW in omega");');
    const { looked } = await save(only());
    lines.unshift("// One more line.", "");
    await repository.write("code.js", `${lines.join("\n")}\n`);
    const moved = await save(only(looked));
    assert.ok(shownIn(moved.asked).includes("One more line."));
    assert.ok(!shownIn(moved.asked).includes("NEW in omega"));

    await repository.write("code.js", `${[...functions(names)].join("\n")}\n`);
    await repository.write("twin.js", `${lines.join("\n")}\n`);
    assert.ok(shownIn((await save(only(looked, "twin.js"))).asked).includes("NEW in omega"));
  });

  it("asks nothing where nothing is new", async () => {
    await change('  log("two of alpha");', '  log("NEW in alpha");');
    const { looked } = await save(only());
    const { outcome, asked } = await save(only(looked));
    assert.equal(outcome.kind, "nothingToReview");
    assert.equal(asked.length, 0);
    assert.equal((await save(only(), {})).asked.length, 1);
  });

  it("counts nothing as looked at where the answer broke off", async () => {
    await change('  log("two of alpha");', '  log("NEW in alpha");');
    const cut: Round = [
      { kind: "text", text: '{"verdicts":[],"findings":[' },
      { kind: "failed", fault: { code: "streamCut" }, spent: null },
    ];
    assert.deepEqual((await save(only(), cut)).looked, []);
    assert.equal((await save(only(), {})).looked.length, 1);
  });

  it("leaves long rules out", async () => {
    await repository.write("AGENTS.md", `Say what is true.\n${"LONG ".repeat(1000)}\n`);
    await repository.commit("Long rules");
    await change('  log("two of alpha");', '  log("NEW in alpha");');
    const material = shownIn((await save(only())).asked);
    assert.ok(material.includes("NEW in alpha"));
    assert.ok(!material.includes("LONG"));
  });

  it("holds back what a file's name or a rule keeps here, and hides secrets", async () => {
    const secret = ["AKIA", "Z7QW3NPL5KXV", "R2TD"].join("");
    await repository.write(".env", `TOKEN=${secret}\n`);
    await change('  log("two of alpha");', `  const key = "${secret}";`);
    const { asked, outcome } = await save(only([], "code.js", ".env"));
    assert.ok(shownIn(asked).includes("const key = "));
    assert.ok(!shownIn(asked).includes(secret));
    assert.equal(outcome.coverage.files.find(({ path }) => path === ".env")?.reason, "secretFile");
  });
});
