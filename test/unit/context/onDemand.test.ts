/** What a model may read by itself: tracked text of the version under review, through the door, and nothing else. */

import assert from "node:assert/strict";
import { find, mostLines, type Found, type Query } from "../../../src/context/onDemand.ts";
import { Shelf } from "../../../src/context/shelf.ts";
import type { LookUp } from "../../../src/context/lookUp.ts";
import type { UnsentReason } from "../../../src/contract/coverage.ts";
import { clear } from "../../../src/privacy/clear.ts";
import type { ScanSecrets } from "../../../src/privacy/cleared.ts";
import { changeIn, noSignal } from "../../support/gathering.ts";
import { createRepository, type Files, type TestRepository } from "../../support/repository.ts";

const secret = "hunter2hunter2";
const scan: ScanSecrets = async (text) => {
  const start = text.indexOf(secret);
  return start < 0 ? [] : [{ start, end: start + secret.length, kind: "password" }];
};

describe("Reading on demand", () => {
  let repository: TestRepository;
  afterEach(async () => repository.dispose());

  /** Each answer as `path:line text`, and `…` where there is more. */
  async function ask(
    files: Files,
    query: Query,
    more: {
      readonly changes?: Files;
      readonly withhold?: (path: string) => UnsentReason | null;
      readonly lookUp?: LookUp;
      readonly prefix?: string;
    } = {},
  ): Promise<readonly string[]> {
    repository = await createRepository({ "a.txt": "one\n", ...files });
    for (const [path, text] of Object.entries({ "a.txt": "two\n", ...more.changes }))
      await repository.write(path, text);
    const { withhold = () => null, lookUp = null, prefix = "" } = more;
    let found: Found = { excerpts: [], more: false };
    await changeIn({ folder: repository.root, withhold }, async ({ change, snapshot, search, learn }) => {
      const door = { withhold, scan, key: "key", prefix };
      const cleared = await clear({ change, door, signal: noSignal });
      const shelf = new Shelf({ cleared, snapshot, search, learn, door, lookUp });
      found = await find(query, [shelf], noSignal);
    });
    return told(found);
  }

  function told({ excerpts, more }: Found): readonly string[] {
    const lines = excerpts.flatMap(({ path, lines, ranges }) =>
      ranges.flatMap(({ start, end }) =>
        lines.slice(start - 1, end).map((line, index) => `${path}:${start + index} ${line}`),
      ),
    );
    return more ? [...lines, "…"] : lines;
  }

  const file = (path: string, startLine: number | null = null, endLine: number | null = null): Query => ({
    kind: "file",
    path,
    startLine,
    endLine,
  });
  const text = (asked: string): Query => ({ kind: "text", text: asked });

  it("shows a file that did not change, whole or some of its lines", async () => {
    const files = { "src/b.ts": "let b;\nlet c;\nlet d;\n" };
    assert.deepEqual(await ask(files, file("src/b.ts", 2, 9)), ["src/b.ts:2 let c;", "src/b.ts:3 let d;"]);
    await repository.dispose();
    assert.equal((await ask(files, file("./src/b.ts"))).length, 3);
  });

  it("shows a file of the working tree as it is after the change", async () => {
    const changes = { "b.ts": "new b\n", "c.ts": "new c\n" };
    assert.deepEqual(await ask({ "b.ts": "old b\n" }, file("b.ts"), { changes }), ["b.ts:1 new b"]);
    await repository.dispose();
    assert.deepEqual(await ask({}, file("c.ts"), { changes }), ["c.ts:1 new c"]);
  });

  it("shows so many lines and says that there are more", async () => {
    const long = Array.from({ length: mostLines + 1 }, (_, index) => `line ${index + 1}\n`).join("");
    const lines = await ask({ "long.txt": long }, file("long.txt"));
    assert.equal(lines.length, mostLines + 1);
    assert.equal(lines.at(-1), "…");
  });

  for (const path of [
    "../outside.txt",
    "/etc/passwd",
    "src/../a.txt",
    "a.txt/",
    ".git/config",
    "C:\\a.txt",
    "a.txt\0",
    "link",
    "A.TXT",
    "",
  ]) {
    it(`does not know the path ${JSON.stringify(path)}`, async () => {
      repository = await createRepository();
      const outside = await repository.outside();
      await repository.dispose();
      assert.deepEqual(await ask({}, file(path.replace("outside", outside))), []);
    });
  }

  it("says nothing of what is kept back, be it by rule, binary or gone", async () => {
    const withhold = (path: string): UnsentReason | null => (path === "kept.ts" ? "excluded" : null);
    const files = { "kept.ts": "let needle;\n", "b.bin": "needle\0", "open.ts": "let needle;\n" };
    assert.deepEqual(await ask(files, file("kept.ts"), { withhold }), []);
    await repository.dispose();
    assert.deepEqual(await ask(files, text("needle"), { withhold }), ["open.ts:1 let needle;"]);
    await repository.dispose();
    assert.deepEqual(await ask(files, file("b.bin")), []);
    await repository.dispose();
    // The trap would have sprung: without the rule it is found.
    assert.equal((await ask(files, text("needle"))).length, 2);
  });

  it("does not tell by what it finds which letters a secret has", async () => {
    const files = { "config.ts": `let key = "${secret}";\nlet other;\n` };
    assert.deepEqual(await ask(files, text(secret.slice(0, 6))), []);
    await repository.dispose();
    const lines = await ask(files, text("let key"));
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? "", /^config\.ts:1 let key = "<<secret:password:[0-9a-f]{8}>>";$/);
  });

  it("finds a text letter by letter, in changed files first, whatever attributes say", async () => {
    const files = {
      ".gitattributes": "*.dat -diff -text binary\n",
      "b.dat": "x a.*b( y\n",
      "c.ts": "a.*b(\n",
      "d.ts": "aXb(\n",
    };
    const lines = await ask(files, text("a.*b("), { changes: { "z.ts": "a.*b(\n" } });
    assert.deepEqual(lines, ["z.ts:1 a.*b(", "b.dat:1 x a.*b( y", "c.ts:1 a.*b("]);
  });

  it("looks where the change is before it looks elsewhere", async () => {
    const files = { "a/b.ts": "needle\n", "lib/deep/c.ts": "needle\n", "lib/d.ts": "needle\n" };
    const changes = { "lib/deep/z.ts": "new\n" };
    assert.deepEqual(await ask(files, text("needle"), { changes }), [
      "lib/deep/c.ts:1 needle",
      "lib/d.ts:1 needle",
      "a/b.ts:1 needle",
    ]);
  });

  it("knows a file by the name that it has among several repositories", async () => {
    const files = { "b.ts": "let b;\n" };
    assert.deepEqual(await ask(files, file("shop/b.ts"), { prefix: "shop/" }), ["shop/b.ts:1 let b;"]);
    await repository.dispose();
    assert.deepEqual(await ask(files, file("b.ts"), { prefix: "shop/" }), []);
  });

  it("takes a text that looks like an option for what it is", async () => {
    assert.deepEqual(await ask({ "b.sh": "run --help\n" }, text("--help")), ["b.sh:1 run --help"]);
  });

  it("shows no line that is longer than people write", async () => {
    assert.deepEqual(await ask({ "min.js": `needle${"x".repeat(2000)}\nneedle\n` }, text("needle")), [
      "min.js:2 needle",
    ]);
    await repository.dispose();
    assert.deepEqual(await ask({ "min.js": `${"x".repeat(2000)}\nb\n` }, file("min.js")), ["min.js:2 b"]);
  });

  it("stops where it has found enough", async () => {
    const lines = await ask({ "many.txt": "needle\n\n\n\n".repeat(60) }, text("needle"));
    assert.equal(lines.filter((line) => line.endsWith(" needle")).length, 40);
    assert.equal(lines.at(-1), "…");
  });

  it("knows the definitions of many languages by the look of a line", async () => {
    const files = {
      "a.go": "func (c *Cart) Total(x int) int {\n\treturn 1\n}\n",
      "b.py": "def use():\n    return Total(1)\n\n\nclass Total:\n    pass\n",
      "c.ts": "export const Total = (a: number) => a;\nTotal(1);\n",
      "d.c": "int Total(int a) {\n",
      "e.c": "return Total(1);\nstatic char *Total(\n\tint a)\n{\n",
      "f.h": "int Total(int a);\n",
    };
    const lines = await ask(files, { kind: "definition", name: "Total" });
    const firsts = [
      "e.c:2 static char *Total(",
      "a.go:1 func (c *Cart) Total(x int) int {",
      "b.py:5 class Total:",
      "d.c:1 int Total(int a) {",
    ];
    for (const first of firsts) assert.ok(lines.includes(first), first);
    assert.ok(!lines.some((line) => line.startsWith("f.h") || line === "b.py:1 def use():"));
  });

  it("finds who uses a name, and no other name that holds it", async () => {
    const files = { "b.ts": "total(1);\n\n\nsubtotal(1);\n\n\ntotals;\n" };
    assert.deepEqual(await ask(files, { kind: "references", name: "total" }), [
      "b.ts:1 total(1);",
      "b.ts:2 ",
    ]);
  });

  it("asks the index first, and takes nothing from it that may not leave", async () => {
    const definition = {
      name: "total",
      kind: "function",
      range: { start: 1, end: 2 },
      signature: { start: 1, end: 1 },
      container: null,
    } as const;
    const lookUp: LookUp = {
      defining: async () =>
        new Map([["total", ["kept.ts", "b.ts"].map((path) => ({ path, id: "", definition }))]]),
      mentioning: async () => new Map([["total", [{ path: "b.ts", id: "", line: 3, within: null }]]]),
    };
    const files = {
      "kept.ts": "total {\n}\n",
      "b.ts": "total {\n}\ntotal;\n",
      "c.ts": "function total() {\n",
    };
    const withhold = (path: string): UnsentReason | null => (path === "kept.ts" ? "secretFile" : null);
    const name = "total";
    assert.deepEqual(await ask(files, { kind: "definition", name }, { withhold, lookUp }), [
      "b.ts:1 total {",
      "b.ts:2 }",
    ]);
    await repository.dispose();
    assert.deepEqual(await ask(files, { kind: "references", name }, { withhold, lookUp }), [
      "b.ts:2 }",
      "b.ts:3 total;",
    ]);
  });
});
