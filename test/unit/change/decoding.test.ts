/** Texts that are not UTF-8 with `\n`: each is read, or named with the reason, on either side and whichever way it got there. */

import assert from "node:assert/strict";
import { changeIn, fileOf, marked, told } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");
const bigEndian = (text: string): Buffer => utf16(text).swap16();
const withMark = (bytes: Buffer, ...mark: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(mark), bytes]);
/** `日本` in Shift-JIS, and `ソ`, whose second byte is a backslash. */
const shiftJis = Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x0a, 0x83, 0x5c, 0x0a]);
const pointer = (digit: string, size: number): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${digit.repeat(64)}\nsize ${size}\n`;

const kinds: Readonly<Record<string, { readonly bytes: Buffer | string; readonly kind: string }>> = {
  "UTF-16 with its mark": { bytes: withMark(utf16("a\nb\n"), 0xff, 0xfe), kind: "encoding" },
  "UTF-16 the other way round": { bytes: withMark(bigEndian("a\nb\n"), 0xfe, 0xff), kind: "encoding" },
  "UTF-16 without a mark": { bytes: utf16("a\nb\n"), kind: "binary" },
  "UTF-16 without a mark or a letter that is ASCII": { bytes: bigEndian("日本語"), kind: "encoding" },
  "UTF-32": { bytes: Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), kind: "encoding" },
  "Shift-JIS": { bytes: shiftJis, kind: "encoding" },
  "Latin-1": { bytes: Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]), kind: "encoding" },
  "half a character": { bytes: Buffer.from([0x61, 0x0a, 0xe6, 0x97]), kind: "encoding" },
  "a lone return": { bytes: "a\rb\n", kind: "lineEndings" },
  "a lone return at the end": { bytes: "a\r\nb\r", kind: "lineEndings" },
  "a return too many": { bytes: "a\r\r\n", kind: "lineEndings" },
  "a NUL": { bytes: "a\0b\n", kind: "binary" },
  "UTF-8 with a mark": { bytes: "\ufeffa\nb\n", kind: "text" },
  "returns and line feeds": { bytes: "a\r\nb\n", kind: "text" },
  "separators that some editors take for line ends": { bytes: "a\u2028b\u0085c\fd\ve\n", kind: "text" },
  "a pointer": { bytes: pointer("a", 12), kind: "lfsPointer" },
  "words about a pointer": { bytes: `See:\n${pointer("a", 12)}`, kind: "text" },
  "a pointer with something after it": { bytes: `${pointer("a", 12)}more();\n`, kind: "text" },
};

describe("A file that is not plain UTF-8", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "always.txt": "here\n" });
  });
  afterEach(async () => repository.dispose());

  const change = async (unsaved: readonly { readonly path: string; readonly text: string }[] = []) =>
    changeIn({ folder: repository.root, unsaved });

  it("is read or named by what it holds, new, old, and committed", async () => {
    const names = new Map(
      Object.keys(kinds).map((what, index) => [`${String(index).padStart(2, "0")}.txt`, what]),
    );
    const expected = [...names].map(([name, what]) => `${name} (${what}): ${kinds[what]!.kind}`);
    for (const [name, what] of names) await repository.write(name, kinds[what]!.bytes);
    const seen = async (side: "old" | "new", wanted: Parameters<typeof changeIn>[0]) => {
      const { files } = await changeIn(wanted);
      return files.map((file) => `${file.path} (${names.get(file.path) ?? "?"}): ${file[side].kind}`);
    };
    assert.deepEqual(await seen("new", { folder: repository.root }), expected);
    await repository.commit("All of them");
    const scope = { kind: "commit", commit: "HEAD" } as const;
    assert.deepEqual(await seen("new", { folder: repository.root, scope }), expected);
    for (const name of names.keys()) await repository.write(name, "plain\n");
    assert.deepEqual(await seen("old", { folder: repository.root }), expected);
  });

  it("has the lines that an editor counts, where it is read at all", async () => {
    await repository.write("a.txt", "a\u2028b\u0085c\fd\ve\r\nf\n");
    const { new: content } = fileOf(await change(), "a.txt");
    assert.ok(content.kind === "text");
    assert.deepEqual(content.lines, ["a\u2028b\u0085c\fd\ve", "f"]);
  });

  it("shows a mark that comes or goes as a changed first line, without the mark", async () => {
    await repository.write("a.txt", "a\nb\n");
    await repository.commit("Before");
    await repository.write("a.txt", "\ufeffa\nb\n");
    const gained = fileOf(await change(), "a.txt");
    assert.deepEqual(marked(gained), ["-a", "+a"]);
    assert.deepEqual(gained.hunks[0]?.lines[0], { kind: "removed", old: 1, new: null });
    await repository.commit("With a mark");
    await repository.write("a.txt", "\ufeffa\nB\n");
    assert.deepEqual(marked(fileOf(await change(), "a.txt")), ["-b", "+B"]);
  });

  it("is UTF-8 where an attribute has git convert it, and has its hunks", async () => {
    await repository.write(
      ".gitattributes",
      "*.u16 working-tree-encoding=UTF-16LE eol=crlf\n*.sj working-tree-encoding=SHIFT-JIS\n",
    );
    await repository.write("a.u16", utf16("a\r\nb\r\n"));
    await repository.write("b.sj", shiftJis);
    await repository.commit("Before");
    await repository.write("a.u16", utf16("a\r\n語\r\n"));
    await repository.write("b.sj", Buffer.concat([shiftJis, Buffer.from("x\n")]));
    const gathered = await change();
    assert.deepEqual(told(gathered), ["modified a.u16: text, text", "modified b.sj: text, text"]);
    assert.deepEqual(marked(fileOf(gathered, "a.u16")), ["-b", "+語"]);
    assert.deepEqual(marked(fileOf(gathered, "b.sj")), ["+x"]);
    const { new: content } = fileOf(gathered, "b.sj");
    assert.ok(content.kind === "text");
    assert.deepEqual(content.lines, ["日本", "ソ", "x"]);
  });

  it("is UTF-8 where an editor holds it unsaved, whatever the disk says", async () => {
    await repository.write("a.txt", shiftJis);
    await repository.commit("Before");
    const gathered = await change([{ path: "a.txt", text: "日本\nソ\nx\n" }]);
    assert.deepEqual(told(gathered), ["modified a.txt: encoding, text"]);
  });

  it("is named where git cannot convert what an attribute says, and the others are read", async () => {
    await repository.write(".gitattributes", "*.u16 working-tree-encoding=UTF-16\n");
    await repository.write("a.u16", "no UTF-16 at all\n");
    await repository.write("other.txt", "new\n");
    await assert.rejects(repository.git("add", "a.u16"));
    assert.deepEqual(told(await change()), [
      "added .gitattributes: absent, text",
      "added a.u16: absent, encoding",
      "added other.txt: absent, text",
    ]);
  });

  it("that Git LFS keeps elsewhere is named when its pointer changes, and only then", async () => {
    const content = "a large picture\n";
    const hash = await sha256(content);
    await repository.write(".gitattributes", "*.png filter=lfs diff=lfs merge=lfs -text\n");
    const real = `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize ${content.length}\n`;
    await repository.write("same.png", real);
    await repository.write("moved.png", pointer("b", 7));
    await repository.commit("Pointers");
    await repository.git("config", "filter.lfs.clean", "false");
    await repository.git("config", "filter.lfs.smudge", "false");
    await repository.write("same.png", content);
    await repository.write("moved.png", pointer("c", 8));
    assert.deepEqual(told(await change()), ["modified moved.png: lfsPointer, lfsPointer"]);
    // The same size, and other bytes.
    await repository.write("same.png", content.replace("large", "LARGE"));
    const paths = (await change()).files.map((file) => file.path);
    assert.deepEqual(paths, ["moved.png", "same.png"]);
  });

  it("keeps its return where only the end of the last line differs", async () => {
    await repository.write("a.txt", "a\r\nb\r\n");
    await repository.commit("Before");
    await repository.write("a.txt", "a\r\nb");
    const file = fileOf(await change(), "a.txt");
    assert.deepEqual(marked(file), ["-b", "+b"]);
    assert.ok(file.new.kind === "text");
    assert.equal(file.new.text, "a\r\nb");
  });
});

async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text))).toString("hex");
}
