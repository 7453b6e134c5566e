/** What the command line understands, and what it says of what it does not. */

import assert from "node:assert/strict";
import path from "node:path";
import { parseCommand, usage, type Command, type ReviewCommand } from "../../../src/cli/arguments.ts";

function parse(...argv: readonly string[]): Command {
  return parseCommand(argv, path.resolve("/here"));
}

describe("The command line", () => {
  it("reviews uncommitted work of this folder at standard depth when nothing else is said", () => {
    assert.deepEqual(parse("review"), {
      kind: "review",
      scope: { kind: "uncommitted" },
      folders: files("."),
      depth: "standard",
      focus: "",
      format: "text",
      failOn: null,
      allowPartial: false,
      allowEmpty: false,
      action: "review",
      baseUrl: null,
      model: null,
      images: false,
      practice: false,
      dailyBudget: 10,
      keepRecord: true,
    });
  });

  it("takes a focus in words, in bounds", () => {
    assert.equal(reviewOf("--focus", "the rounding of totals").focus, "the rounding of totals");
    assert.deepEqual(parse("review", "--focus", "x".repeat(2001)), {
      kind: "wrong",
      problem: "--focus takes at most 2000 characters.",
    });
  });

  it("sends pictures only where that is said", () => {
    assert.equal(reviewOf("--images").images, true);
    assert.equal(reviewOf().images, false);
  });

  it("takes a budget for the day in dollars, and can keep no record", () => {
    assert.equal(reviewOf("--daily-budget", "2.50").dailyBudget, 2.5);
    assert.equal(reviewOf("--daily-budget", "0").dailyBudget, 0);
    assert.equal(reviewOf("--no-record").keepRecord, false);
  });

  for (const [argv, scope] of [
    [["--staged"], { kind: "staged" }],
    [["--unstaged"], { kind: "unstaged" }],
    [["--base", "main"], { kind: "branch", base: "main" }],
    [["--base", "main", "--committed"], { kind: "branch", base: "main", committed: true }],
    [["--branch"], { kind: "branch", base: null }],
    [["--branch", "--committed"], { kind: "branch", base: null, committed: true }],
    [["--commit", "HEAD~2"], { kind: "commit", commit: "HEAD~2" }],
    [["--range", "v1..v2"], { kind: "range", range: "v1..v2" }],
    [["--range", "main...work"], { kind: "range", range: "main...work" }],
    [["--last", "3"], { kind: "last", commits: 3 }],
    [
      ["--file", "src/cart.ts", "--file", "/else/a.ts"],
      { kind: "files", files: files("src/cart.ts", "/else/a.ts") },
    ],
  ] as const) {
    it(`takes ${argv.join(" ")}`, () => assert.deepEqual(reviewOf(...argv).scope, scope));
  }

  it("counts repositories and files from the folder it is started in, whatever repository is named", () => {
    const { folders, scope } = reviewOf("--repo", "shop", "--repo", "../site", "--file", "cart.ts");
    assert.deepEqual(folders, files("shop", "../site"));
    assert.deepEqual(scope, { kind: "files", files: files("cart.ts") });
  });

  for (const [problem, argv] of [
    ["no command", []],
    ["an unknown command", ["revue"]],
    ["a stray argument", ["review", "src"]],
    ["an unknown option", ["review", "--quik"]],
    ["an option without its value", ["review", "--model"]],
    ["an unknown depth", ["review", "--depth", "deepest"]],
    ["a budget that is no amount", ["review", "--daily-budget", "much"]],
    ["a budget below nothing", ["review", "--daily-budget=-1"]],
    ["an unknown format", ["review", "--format", "xml"]],
    ["an unknown severity", ["review", "--fail-on", "bad"]],
    ["two changes at once", ["review", "--base", "main", "--commit", "HEAD"]],
    ["two flags for the same change", ["review", "--staged", "--unstaged"]],
    ["a base and a guess at it", ["review", "--base", "main", "--branch"]],
    ["files and a change", ["review", "--file", "a.ts", "--last", "2"]],
    ["the same change named twice", ["review", "--commit", "a", "--commit", "b"]],
    ["an option given twice", ["review", "--model", "a", "--model", "b"]],
    ["committed work of no branch", ["review", "--committed"]],
    ["committed work of another change", ["review", "--staged", "--committed"]],
    ["a range with one end", ["review", "--range", "main"]],
    ["no number of commits", ["review", "--last", "few"]],
    ["no commits", ["review", "--last", "0"]],
    ["a file without a name", ["review", "--file", ""]],
    ["a base without a name", ["review", "--base="]],
    ["two ways of not sending", ["review", "--dry-run", "--print-request"]],
    ["a request that practice does not make", ["review", "--practice", "--print-request"]],
    ["leave to be partial without a gate", ["review", "--allow-partial"]],
  ] as const) {
    it(`says what is wrong with ${problem}`, () => {
      const command = parse(...argv);
      assert.match(command.kind === "wrong" ? command.problem : "", /.{10}/);
    });
  }

  it("names the two flags of which only one can hold", () => {
    const command = parse("review", "--last", "2", "--staged");
    assert.deepEqual(command, {
      kind: "wrong",
      problem: "--staged and --last name two different changes: give one of them.",
    });
  });

  it("explains every option that it takes", () => {
    const named = [
      "staged",
      "unstaged",
      "base",
      "branch",
      "committed",
      "commit",
      "range",
      "last",
      "file",
      "repo",
    ];
    for (const name of named) assert.match(usage, new RegExp(`^  --${name} `, "m"));
  });

  it("helps and tells its version, whatever else stands there", () => {
    assert.equal(parse("--help").kind, "help");
    assert.equal(parse("review", "-h").kind, "help");
    assert.equal(parse("--version").kind, "version");
  });
});

function reviewOf(...argv: readonly string[]): ReviewCommand {
  const command = parse("review", ...argv);
  assert.equal(command.kind, "review", JSON.stringify(command));
  return command;
}

function files(...names: readonly string[]): readonly string[] {
  return names.map((name) => path.resolve("/here", name));
}
