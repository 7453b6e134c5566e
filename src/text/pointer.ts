/** Knows the small text that Git LFS keeps in a repository in place of a large file. */

/** Bytes; the format allows no more. */
export const longestPointer = 1024;

/** By the specification of the format, version 1; keys between these two are extensions. */
const form =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[a-z0-9.-]+ .*\n)*?oid sha256:([0-9a-f]{64})\n(?:[a-z0-9.-]+ .*\n)*?size (\d+)\n$/;

export interface Pointer {
  /** SHA-256 of the file, in hex. */
  readonly oid: string;
  /** Bytes. */
  readonly size: number;
}

/** Null for any other text. */
export function parsePointer(text: string): Pointer | null {
  if (text.length > longestPointer) return null;
  const { 1: oid, 2: size } = form.exec(text) ?? [];
  return oid === undefined ? null : { oid, size: Number(size) };
}
