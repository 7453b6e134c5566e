/** Reads the texts of many objects at once: a few right away, many by their sizes first, and then only what may be read. */

import { decode } from "../text/decode.ts";
import { inTurns } from "../text/turns.ts";
import { largestText, telling, type Content } from "./change.ts";
import { isPartialClone, missingObjects } from "./explain.ts";
import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { inSlices, sideBySide } from "./slices.ts";

/** Bytes of one change; texts beyond that stay unread, so that a change without measure does not fill the memory. */
const mostTexts = 64 * 1024 * 1024;

/** Bytes. So much is read without asking for sizes before: that would be another start of git. */
const mostUnasked = 4 * 1024 * 1024;

/** By object id. */
export async function readContents(
  git: ProtectedGit,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Content>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const printed = await git.begin(["cat-file", "--batch"], mostUnasked, lines(wanted));
  if (printed.length >= mostUnasked) return readBySize(git, wanted);
  const blobs = blobsIn(printed, wanted, git);
  return new Map(
    await inTurns(
      blobs,
      ([, bytes]) => bytes.length,
      ([id, bytes]) => [id, contentOf(bytes)] as const,
    ),
  );
}

function contentOf(bytes: Buffer): Content {
  if (bytes.length <= largestText) return decode(bytes);
  return { kind: decode(bytes.subarray(0, telling)).kind === "binary" ? "binary" : "tooLarge" };
}

async function readBySize(git: ProtectedGit, ids: readonly string[]): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>();
  const wanted: Sized[] = [];
  let total = 0;
  for (const sized of await readSizes(git, ids)) {
    if (sized.size > largestText) {
      contents.set(sized.id, { kind: (await isBinary(git, sized.id)) ? "binary" : "tooLarge" });
    } else if (total + sized.size > mostTexts) {
      contents.set(sized.id, { kind: "tooLarge" });
    } else {
      total += sized.size;
      wanted.push(sized);
    }
  }
  const slices = inSlices(wanted, ({ size }) => size);
  await sideBySide(slices, async (slice) => {
    const blobs = await readBlobs(git, slice);
    await inTurns(
      blobs,
      ([, bytes]) => bytes.length,
      ([id, bytes]) => contents.set(id, decode(bytes)),
    );
  });
  return contents;
}

/** What is large is not read, but its beginning tells whether it is text at all. */
async function isBinary(git: ProtectedGit, id: string): Promise<boolean> {
  return decode(await git.begin(["cat-file", "blob", id], telling)).kind === "binary";
}

/** All at once: the caller says how much that is. */
export async function readBlobs(
  git: ProtectedGit,
  wanted: readonly Sized[],
): Promise<readonly (readonly [id: string, bytes: Buffer])[]> {
  if (wanted.length === 0) return [];
  const ids = wanted.map(({ id }) => id);
  return blobsIn(await git.run(["cat-file", "--batch"], lines(ids)), ids, git);
}

function blobsIn(
  bytes: Buffer,
  ids: readonly string[],
  git: ProtectedGit,
): readonly (readonly [id: string, bytes: Buffer])[] {
  let at = 0;
  const read = ids.map((id) => {
    const end = bytes.indexOf("\n", at);
    const { size } = parseHeader(bytes.subarray(at, end).toString(), id, git);
    at = end + 1 + size + 1;
    return [id, bytes.subarray(end + 1, end + 1 + size)] as const;
  });
  if (at !== bytes.length) throw failed("its objects could not be read.");
  return read;
}

/** The text of one path in a tree or commit; null when it is absent, a link, too large, or not text. */
export async function readTextAt(git: ProtectedGit, tree: string, path: string): Promise<string | null> {
  if (path === "" || path.includes("\0")) return null;
  const listed = await git.run(["ls-tree", "-z", "--full-tree", "--end-of-options", tree, path]);
  const { 1: id, 2: name } = /^100\d{3} blob ([0-9a-f]+)\t([^\0]*)\0$/.exec(listed.toString()) ?? [];
  return id === undefined || name !== path ? null : readText(git, id);
}

/** The same of the index; null also for a path in conflict. */
export async function readTextInIndex(git: ProtectedGit, path: string): Promise<string | null> {
  if (path === "" || path.includes("\0")) return null;
  const listed = await git.run(["ls-files", "-z", "--stage", "--full-name", "--", path]);
  const { 1: id, 2: name } = /^100\d{3} ([0-9a-f]+) 0\t([^\0]*)\0$/.exec(listed.toString()) ?? [];
  return id === undefined || name !== path ? null : readText(git, id);
}

async function readText(git: ProtectedGit, id: string): Promise<string | null> {
  const content = (await readContents(git, [id])).get(id);
  return content?.kind === "text" ? content.text : null;
}

export interface Sized {
  /** Of a blob. */
  readonly id: string;
  /** Bytes. */
  readonly size: number;
}

export async function readSizes(git: ProtectedGit, ids: readonly string[]): Promise<readonly Sized[]> {
  if (ids.length === 0) return [];
  const printed = await git.run(["cat-file", "--batch-check"], lines(ids));
  const headers = printed.toString().split("\n");
  return ids.map((id, index) => parseHeader(headers[index] ?? "", id, git));
}

function parseHeader(header: string, id: string, git: ProtectedGit): Sized {
  const size = /^([0-9a-f]+) blob (\d+)$/.exec(header);
  if (size?.[1] === id) return { id, size: Number(size[2]) };
  throw failed(
    isPartialClone(git.config) ? missingObjects : "an object of the repository is missing or damaged.",
  );
}

function lines(list: readonly string[]): string {
  return list.map((each) => `${each}\n`).join("");
}
