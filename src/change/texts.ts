/** Reads a few small texts by name, out of a tree or from the disk: the rules that a repository keeps about itself. */

import { lstat, realpath } from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { decode } from "../text/decode.ts";
import { largestText, type ReadTexts } from "./change.ts";
import { readContents } from "./contents.ts";
import type { ProtectedGit } from "./protect.ts";
import { liesIn } from "./places.ts";
import { records } from "./records.ts";
import { readRegular } from "./standing.ts";

/** Paths in one call: a command line has its limit, on Windows 32,767 characters. */
const atOnce = 200;

/** Out of a tree or commit. A link counts as what it leads to, if that lies in the tree. */
export function textsAt(git: ProtectedGit, tree: string): ReadTexts {
  return inOneGo(async (paths) => {
    const listed = await list(git, tree, paths);
    const links = listed.filter(({ mode }) => mode === "120000");
    const targets = await readContents(
      git,
      links.map(({ id }) => id),
    );
    const led = new Map<string, string>();
    for (const { path: name, id } of links) {
      const target = targets.get(id);
      if (target?.kind === "text") led.set(name, path.posix.join(path.posix.dirname(name), target.text));
    }
    const behind = new Map(
      (await list(git, tree, [...led.values()])).map((entry) => [entry.path, entry] as const),
    );
    const files = listed.flatMap((entry) => {
      const file = entry.mode === "120000" ? behind.get(led.get(entry.path) ?? "") : entry;
      return file?.mode.startsWith("100") === true ? [{ path: entry.path, id: file.id }] : [];
    });

    const contents = await readContents(
      git,
      files.map(({ id }) => id),
    );
    const texts = new Map<string, string | null>(links.map((link) => [link.path, null]));
    for (const { path: name, id } of files) {
      const content = contents.get(id);
      texts.set(name, content?.kind === "text" ? content.text : null);
    }
    return texts;
  });
}

/** What several ask for in one turn is read together: each start of git costs more than what it reads. */
function inOneGo(read: ReadTexts): ReadTexts {
  let next: { readonly paths: Set<string>; readonly texts: ReturnType<ReadTexts> } | null = null;
  const gather = (): NonNullable<typeof next> => {
    const paths = new Set<string>();
    const texts = setImmediate().then(async () => {
      next = null;
      return read([...paths]);
    });
    return { paths, texts };
  };
  return async (wanted) => {
    const { paths, texts } = (next ??= gather());
    for (const path of wanted) paths.add(path);
    const found = await texts;
    return new Map(
      wanted.flatMap((path) => {
        const text = found.get(path);
        return text === undefined ? [] : [[path, text] as const];
      }),
    );
  };
}

interface Listed {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
}

async function list(git: ProtectedGit, tree: string, paths: readonly string[]): Promise<readonly Listed[]> {
  const wanted = [...new Set(paths)].filter((each) => each !== "" && !/^\.\.(\/|$)|^\/|\0/.test(each));
  const found: Listed[] = [];
  for (let at = 0; at < wanted.length; at += atOnce) {
    const args = ["ls-tree", "-z", "--full-tree", "--end-of-options", tree, ...wanted.slice(at, at + atOnce)];
    for (const line of records(await git.run(args))) {
      const { 1: mode, 2: id, 3: name } = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      if (mode !== undefined && id !== undefined && name !== undefined) found.push({ path: name, mode, id });
    }
  }
  return found;
}

/** From the disk. Links are followed as far as they stay below `root` (an absolute real path). */
export function textsOnDisk(root: string): ReadTexts {
  return async (paths) => {
    const read = await Promise.all(
      [...new Set(paths)].map(async (name) => [name, await textBelow(root, name)] as const),
    );
    return new Map(read.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
  };
}

/** Undefined for what is absent or a folder; null for what is outside, no regular file, no text or over 1 MB. */
async function textBelow(root: string, name: string): Promise<string | null | undefined> {
  const place = path.join(root, name);
  const here = await lstat(place).catch(() => null);
  if (here === null || here.isDirectory()) return undefined;
  const real = await realpath(place).catch(() => null);
  if (real === null || !liesIn(root, real)) return null;
  const status = await lstat(real).catch(() => null);
  if (status === null || !status.isFile() || status.size > largestText) return null;
  const bytes = await readRegular(real);
  const decoded = bytes === null ? null : decode(bytes);
  return decoded?.kind === "text" ? decoded.text : null;
}
