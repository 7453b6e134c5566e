/** Turns the bytes of a file into lines, or says why it is not text we can point into. */

import { splitLines } from "./lines.ts";
import { parsePointer } from "./pointer.ts";

export type Decoded =
  | { readonly kind: "text"; readonly text: string; readonly lines: readonly string[] }
  | { readonly kind: "binary" }
  /** A pointer of Git LFS, which stands for a file that lies elsewhere. */
  | { readonly kind: "lfsPointer" }
  | { readonly kind: "encoding" }
  /** A lone `\r`: editors count a line there, git does not, so line numbers would not mean the same. */
  | { readonly kind: "lineEndings" };

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Expects the bytes as git stores them. UTF-16 and other encodings are reported, not guessed. */
export function decode(bytes: Uint8Array): Decoded {
  if (hasUtf16Mark(bytes)) return { kind: "encoding" };
  if (bytes.includes(0)) return { kind: "binary" };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { kind: bytes.some(isControl) ? "binary" : "encoding" };
  }
  if (/\r(?!\n)/.test(text)) return { kind: "lineEndings" };
  if (parsePointer(text) !== null) return { kind: "lfsPointer" };
  return { kind: "text", text, lines: splitLines(text) };
}

/** Texts hold tab, line feed, form feed, return and, in some Japanese encodings, escape, but no other control. */
function isControl(byte: number): boolean {
  return byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte);
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
