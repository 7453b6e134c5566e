/** What the command line understands, and what it says of what it does not. */

import assert from "node:assert/strict";
import { parseCommand } from "../../../src/cli/arguments.ts";

const parse = (...argv: string[]) => parseCommand(argv, "/here");

describe("The command line", () => {
  it("reviews uncommitted work of this folder at standard depth when nothing else is said", () => {
    assert.deepEqual(parse("review"), {
      kind: "review",
      scope: { kind: "uncommitted" },
      folder: "/here",
      depth: "standard",
      format: "text",
      failOn: null,
      allowPartial: false,
      allowEmpty: false,
      action: "review",
      baseUrl: null,
      model: null,
      practice: false,
    });
  });

  it("takes a branch's base or a commit", () => {
    assert.deepEqual(pick(parse("review", "--base", "main"), "scope"), { kind: "branch", base: "main" });
    assert.deepEqual(pick(parse("review", "--commit", "HEAD~2"), "scope"), {
      kind: "commit",
      commit: "HEAD~2",
    });
  });

  for (const [problem, argv] of [
    ["no command", []],
    ["an unknown command", ["revue"]],
    ["a stray argument", ["review", "src"]],
    ["an unknown option", ["review", "--quik"]],
    ["an option without its value", ["review", "--model"]],
    ["an unknown depth", ["review", "--depth", "deepest"]],
    ["an unknown format", ["review", "--format", "xml"]],
    ["an unknown severity", ["review", "--fail-on", "bad"]],
    ["two changes at once", ["review", "--base", "main", "--commit", "HEAD"]],
    ["two repositories at once", ["review", "--repo", "a", "--repo", "b"]],
    ["two ways of not sending", ["review", "--dry-run", "--print-request"]],
    ["a request that practice does not make", ["review", "--practice", "--print-request"]],
    ["leave to be partial without a gate", ["review", "--allow-partial"]],
  ] as const) {
    it(`says what is wrong with ${problem}`, () => {
      const command = parse(...argv);
      assert.match(command.kind === "wrong" ? command.problem : "", /.{10}/);
    });
  }

  it("helps and tells its version, whatever else stands there", () => {
    assert.equal(parse("--help").kind, "help");
    assert.equal(parse("review", "-h").kind, "help");
    assert.equal(parse("--version").kind, "version");
  });
});

function pick(command: ReturnType<typeof parse>, key: "scope") {
  return command.kind === "review" ? command[key] : null;
}
