/** Bytes become text only where lines and characters are certain; everything else says what it is. */

import assert from "node:assert/strict";
import { decode } from "../../../src/text/decode.ts";

const bytes = (...of: readonly number[]): Uint8Array => Uint8Array.from(of);
const kindOf = (content: Uint8Array | string): string => decode(Buffer.from(content)).kind;

describe("Decoding", () => {
  it("reads UTF-8 and its lines", () => {
    assert.deepEqual(decode(Buffer.from("grüße\n日本語 😀\n")), {
      kind: "text",
      text: "grüße\n日本語 😀\n",
      lines: ["grüße", "日本語 😀"],
    });
  });

  it("takes an empty file for text without lines", () => {
    assert.deepEqual(decode(bytes()), { kind: "text", text: "", lines: [] });
  });

  it("leaves a byte order mark out, as editors do", () => {
    assert.deepEqual(decode(Buffer.from("\ufeffa\n")), { kind: "text", text: "a\n", lines: ["a"] });
  });

  it("keeps Windows line ends in the text and out of the lines", () => {
    assert.deepEqual(decode(Buffer.from("a\r\nb")), { kind: "text", text: "a\r\nb", lines: ["a", "b"] });
  });

  it("says of UTF-16 in both orders that it is another encoding", () => {
    assert.equal(kindOf(bytes(0xff, 0xfe, 0x61, 0x00)), "encoding");
    assert.equal(kindOf(bytes(0xfe, 0xff, 0x00, 0x61)), "encoding");
    assert.equal(kindOf(bytes(0xff, 0xfe)), "encoding");
  });

  it("says the same of bytes that are no UTF-8, and reads the next file none the worse", () => {
    const latin1 = bytes(0x67, 0x72, 0xfc, 0xdf, 0x65);
    const cutOff = bytes(0x61, 0xe6, 0x97);
    const overlong = bytes(0xc0, 0xaf);
    const halfOfAPair = bytes(0xed, 0xa0, 0x80);
    for (const content of [latin1, cutOff, overlong, halfOfAPair]) assert.equal(kindOf(content), "encoding");
    assert.equal(kindOf("a\n"), "text");
  });

  it("calls what is neither UTF-8 nor free of controls binary: short compressed data need not hold a zero", () => {
    assert.equal(kindOf(bytes(0x78, 0x9c, 0x4b, 0x04, 0x82)), "binary");
    const escapes = bytes(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42, 0xe9);
    assert.equal(kindOf(escapes), "encoding");
    assert.equal(kindOf("\u0001 is odd, but it is UTF-8"), "text");
  });

  it("calls what holds a zero byte binary, wherever it stands", () => {
    assert.equal(kindOf(`${"a".repeat(100_000)}\0`), "binary");
    assert.equal(kindOf(bytes(0x61, 0x00, 0x62, 0x00)), "binary");
  });

  it("does not count lines where a lone return makes editors and git disagree", () => {
    assert.equal(kindOf("a\rb\n"), "lineEndings");
    assert.equal(kindOf("a\r"), "lineEndings");
    assert.equal(kindOf("a\r\r\n"), "lineEndings");
  });
});
