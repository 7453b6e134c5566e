/** What is found without a model: secrets that a change adds, and rules that keep part of it from being looked at. */

import assert from "node:assert/strict";
import { wordsFor } from "../../../src/cli/words.ts";
import type { LocalRemark } from "../../../src/finding/added.ts";
import { findLocally, type FoundLocally } from "../../../src/finding/local.ts";
import { clear } from "../../../src/privacy/clear.ts";
import type { AddedExclusion } from "../../../src/privacy/repositoryRules.ts";
import { scanText } from "../../../src/privacy/secrets.ts";
import { aChange, openDoor, type ScriptedFile } from "../../support/changes.ts";
import { characters, randomFrom } from "../privacy/random.ts";

const random = randomFrom(11);
const token = "gh" + "p_" + characters(random, "letterDigit", 36);
const other = "gh" + "p_" + characters(random, "letterDigit", 36);
const awsKey = "AK" + "IA" + characters(random, "capitalDigit", 16);
const keyLines = [
  "-----BEGIN PRIVATE" + " KEY-----",
  ...Array.from({ length: 4 }, () => characters(random, "base64", 64)),
  "-----END PRIVATE" + " KEY-----",
];

interface Looked {
  readonly files: readonly ScriptedFile[];
  readonly added?: readonly AddedExclusion[];
  /** Paths that must not be read. */
  readonly withheld?: readonly string[];
}

async function look(
  looked: Looked,
): Promise<{ readonly found: readonly FoundLocally[]; readonly said: readonly LocalRemark[] }> {
  const { files, added = [], withheld = [] } = looked;
  const withhold = (path: string) => (withheld.includes(path) ? ("newlyExcluded" as const) : null);
  const door = { ...openDoor, scan: scanText, withhold };
  const cleared = await clear({ change: aChange(...files), door, signal: new AbortController().signal });
  const said: LocalRemark[] = [];
  let id = 0;
  const found = await findLocally({
    cleared,
    added,
    words: {
      local: (remark) => {
        said.push(remark);
        return { title: remark.code, explanation: "why" };
      },
    },
    nextId: () => `F${(id += 1)}`,
  });
  return { found, said };
}

/** `path:first-last` of each. */
const places = (found: readonly FoundLocally[]): readonly string[] =>
  found.map(({ finding }) => `${finding.path}:${finding.startLine}-${finding.endLine}`);

describe("A secret that the change adds", () => {
  it("is a critical finding on its line, with a quote that does not hold it", async () => {
    const script = [" a();", ` old("${awsKey}");`, `+const key = "${token}";`, " b();"];
    const { found, said } = await look({ files: [{ path: "src/cart.ts", script }] });
    assert.equal(found.length, 1);
    const { finding, ground } = found[0]!;
    const { fingerprint, quote, ...rest } = finding;
    assert.deepEqual(rest, {
      id: "F1",
      repository: "shop",
      path: "src/cart.ts",
      side: "new",
      startLine: 3,
      endLine: 3,
      severity: "critical",
      category: "security",
      title: "secretAdded",
      explanation: "why",
      confidence: 1,
      origin: "local",
      anchor: { kind: "anchored", how: "exact" },
      fix: null,
      status: "open",
    });
    assert.match(fingerprint, /^[0-9a-f]{16}$/);
    assert.match(quote, /^const key = "<<secret:github-token:[0-9a-f]{8}>>";$/);
    assert.deepEqual(ground, [`const key = "${token}";`], "the trap: the secret is there, on this machine");
    assert.ok(!JSON.stringify([finding, said]).includes(token.slice(0, 12)));
    assert.deepEqual(said, [{ code: "secretAdded", args: { kinds: "github-token", count: 1 } }]);
  });

  it("is none on a line that stays, or goes", async () => {
    const script = [` a("${token}");`, `-b("${other}");`, "+b();"];
    assert.deepEqual((await look({ files: [{ path: "a.ts", script }] })).found, []);
  });

  it("is none when it only moved, be it to another file", async () => {
    const files = [
      { path: "a.ts", script: [`-a("${token}");`, " b();", `+  a("${token}");`] },
      { path: "b.ts", script: [`+c("${token}");`] },
    ];
    assert.deepEqual((await look({ files })).found, []);
  });

  it("is one when it comes out of a file that was not read", async () => {
    const files = [
      { path: "old.ts", script: [`-a("${token}");`] },
      { path: "b.ts", script: [`+c("${token}");`] },
    ];
    assert.deepEqual(places((await look({ files, withheld: ["old.ts"] })).found), ["b.ts:1-1"]);
  });

  it("is one finding over all lines of a private key", async () => {
    const script = [" a", ...keyLines.map((line) => `+${line}`), " b"];
    const { found, said } = await look({ files: [{ path: "key.txt", script }] });
    assert.deepEqual(places(found), ["key.txt:2-7"]);
    assert.equal(found[0]!.ground?.join("\n"), keyLines.join("\n"));
    assert.deepEqual(said[0]?.args, { kinds: "private-key", count: 1 });
  });

  it("is told once a file, where it stands first", async () => {
    const script = ["+a();", `+b("${token}");`, "+c();", `+d("${token}");`];
    const files = [
      { path: "a.ts", script },
      { path: "b.ts", script },
    ];
    assert.deepEqual(places((await look({ files })).found), ["a.ts:2-2", "b.ts:2-2"]);
  });

  it("shares a finding with another one on the same line, and is counted", async () => {
    const script = [`+use("${token}", "${other}", "${awsKey}");`];
    const { found, said } = await look({ files: [{ path: "a.ts", script }] });
    assert.equal(found.length, 1);
    assert.equal(said[0]?.args["count"], 3);
    assert.match(String(said[0].args["kinds"]), /github-token, aws/);
  });

  it("vanishes in no crowd", async () => {
    const script = Array.from(
      { length: 120 },
      () => `+f("${"gh" + "p_"}${characters(random, "letterDigit", 36)}");`,
    );
    const { found } = await look({ files: [{ path: "a.ts", script }] });
    assert.equal(found.length, 120);
    assert.equal(new Set(found.map(({ finding }) => finding.id)).size, 120);
  });

  it("can't be faked by source that reads like a placeholder", async () => {
    const script = ['+const shown = "<<secret:github-token:0a1b2c3d>>";'];
    assert.deepEqual((await look({ files: [{ path: "a.ts", script }] })).found, []);
  });

  it("has the same fingerprint in every installation, and the words of the command line", async () => {
    const script = [`+a("${token}");`];
    const prints = await Promise.all(
      ["one", "two"].map(async (key) => {
        const door = { ...openDoor, scan: scanText, key };
        const change = aChange({ path: "a.ts", script });
        const cleared = await clear({ change, door, signal: new AbortController().signal });
        return (await findLocally({ cleared, added: [], words: wordsFor("KEY"), nextId: () => "F1" }))[0]!
          .finding;
      }),
    );
    assert.equal(prints[0]!.fingerprint, prints[1]!.fingerprint);
    assert.notEqual(prints[0]!.quote, prints[1]!.quote);
    assert.equal(prints[0]!.title, "A secret value stands here (github-token)");
  });
});

describe("A rule that the change adds to keep something out", () => {
  const rule = (line: number, pattern: string): AddedExclusion => ({ path: ".aiignore", line, pattern });

  it("is a major finding on its line", async () => {
    const files = [{ path: ".aiignore", script: [" docs/", "+src/pay/", " *.sql"] }];
    const { found, said } = await look({ files, added: [rule(2, "src/pay/")] });
    assert.deepEqual(places(found), [".aiignore:2-2"]);
    const { severity, quote, status, origin } = found[0]!.finding;
    assert.deepEqual([severity, quote, status, origin], ["major", "src/pay/", "open", "local"]);
    assert.deepEqual(found[0]!.ground, ["src/pay/"]);
    assert.deepEqual(said, [{ code: "exclusionAdded", args: { count: 1 } }]);
  });

  it("is one finding with those on the lines next to it", async () => {
    const files = [{ path: ".aiignore", script: ["+a/", "+b/", "+# more", "+c/"] }];
    const { found, said } = await look({ files, added: [rule(1, "a/"), rule(2, "b/"), rule(4, "c/")] });
    assert.deepEqual(places(found), [".aiignore:1-2", ".aiignore:4-4"]);
    assert.deepEqual(
      said.map(({ args }) => args["count"]),
      [2, 1],
    );
  });

  it("is told once, whatever it keeps out and in whatever order rules come", async () => {
    const files = [{ path: ".aiignore", script: ["+a/", "+b/"] }];
    const { found, said } = await look({ files, added: [rule(2, "b/"), rule(1, "a/"), rule(2, "b/")] });
    assert.deepEqual(places(found), [".aiignore:1-2"]);
    assert.deepEqual(said[0]?.args, { count: 2 });
  });

  it("stands in settings in the quotes of JSON", async () => {
    const script = ["+{", '+  "secondLook.exclude": ["a\\\\b"]', "+}"];
    const added = [{ path: ".vscode/settings.json", line: 2, pattern: "a\\b" }];
    const { found } = await look({ files: [{ path: ".vscode/settings.json", script }], added });
    assert.deepEqual(places(found), [".vscode/settings.json:2-2"]);
  });

  it("has no line when its file keeps itself out, yet is told", async () => {
    const files = [{ path: ".aiignore", script: ["+*", "+# a", "+b"] }];
    const added = [rule(1, "*"), rule(3, "b")];
    const { found, said } = await look({ files, added, withheld: [".aiignore"] });
    assert.equal(found.length, 1);
    const { anchor, quote, startLine } = found[0]!.finding;
    assert.deepEqual(anchor, { kind: "unanchored", reason: "notShown" });
    assert.deepEqual([quote, startLine, found[0]!.ground], ["", null, null]);
    assert.deepEqual(said[0]?.args, { count: 2 });
  });

  it("has no line when the text under review is another than the one on the disk", async () => {
    const files = [{ path: ".aiignore", script: ["+docs/"] }];
    const { found } = await look({ files, added: [rule(1, "src/"), rule(7, "lib/")] });
    assert.deepEqual(
      found.map(({ finding }) => finding.anchor),
      [{ kind: "unanchored", reason: "quoteNotFound" }],
    );
  });

  it("that nobody can read stands for its whole file", async () => {
    const files = [{ path: ".aiignore", script: ["+a"] }];
    const { found, said } = await look({ files, added: [rule(1, "")] });
    assert.deepEqual(places(found), [".aiignore:1-1"]);
    assert.deepEqual(said[0]?.args, { count: 0 });
  });
});
