/** The oracle of exactness: plain git's own list of what differs, and new versions put together from old ones and hunks, hashed here. */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Change, Content, FileChange } from "../../src/change/change.ts";
import { cleanEnvironment } from "./vscode/environment.ts";

/** git as it comes, but for the settings of whoever runs this and for objects that stand in for others. */
export type PlainGit = (
  args: readonly string[],
  options?: { readonly input?: string; readonly variables?: Readonly<Record<string, string>> },
) => Promise<Buffer>;

export function plainGit(root: string): PlainGit {
  return async (args, { input = "", variables = {} } = {}) => {
    const env = cleanEnvironment({
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_NO_REPLACE_OBJECTS: "1",
      ...variables,
    });
    const child = spawn("git", ["-C", root, ...args], { env, stdio: "pipe" });
    const [out, messages]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
    child.stderr.on("data", (bytes: Buffer) => messages.push(bytes));
    // A git that needs no input may be gone already; its exit code says the rest.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`git ${args.join(" ")}: ${Buffer.concat(messages).toString()}`);
    return Buffer.concat(out);
  };
}

/** One line of `git diff --raw`; modes are octal, `000000` for a side on which the path is absent. */
export interface RawEntry {
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldId: string;
  readonly newId: string;
}

export interface Truth {
  /** By path; a rename is two of them. */
  readonly raw: ReadonlyMap<string, RawEntry>;
  /** The new path by the old one, where plain git sees a rename. */
  readonly renames: ReadonlyMap<string, string>;
  /** The blobs of the old side, by id. */
  readonly blobs: ReadonlyMap<string, Buffer>;
}

/** `base` and `head` are trees or commits. */
export async function truthBetween(git: PlainGit, base: string, head: string): Promise<Truth> {
  const list = ["diff-tree", "-r", "-z", "--raw", "--no-abbrev"];
  const raw = new Map<string, RawEntry>();
  const fields = (await git([...list, "--no-renames", base, head])).toString().split("\0");
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [oldMode = "", newMode = "", oldId = "", newId = ""] = (fields[at] ?? "").slice(1).split(" ");
    raw.set(fields[at + 1] ?? "", { oldMode, newMode, oldId, newId });
  }
  const renames = new Map<string, string>();
  const paired = (await git([...list, "--find-renames", "-l1000", "--diff-filter=R", base, head])).toString();
  const names = paired.split("\0");
  for (let at = 0; at + 2 < names.length; at += 3) renames.set(names[at + 1] ?? "", names[at + 2] ?? "");
  const files = [...raw.values()].filter(({ oldMode }) => /^10/.test(oldMode));
  return { raw, renames, blobs: await readBlobs(git, new Set(files.map(({ oldId }) => oldId))) };
}

async function readBlobs(git: PlainGit, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  if (ids.size === 0) return blobs;
  const printed = await git(["cat-file", "--batch"], { input: [...ids].map((id) => `${id}\n`).join("") });
  let at = 0;
  for (const id of ids) {
    const end = printed.indexOf("\n", at);
    const size = Number(printed.subarray(at, end).toString().split(" ")[2]);
    blobs.set(id, printed.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return blobs;
}

export interface Verdict {
  /** Sentences; empty when the change is what plain git says. */
  readonly wrong: readonly string[];
  /** Files whose new version was rebuilt to the byte. */
  readonly rebuilt: readonly FileChange[];
}

/** Holds a change against the truth: the same paths, the same renames, and each new text out of the old one and the hunks. */
export function verify(change: Change, truth: Truth): Verdict {
  const wrong: string[] = [];
  const rebuilt: FileChange[] = [];
  const ledger = new Set<string>();
  for (const file of change.files) {
    const oldPath = file.oldPath ?? file.path;
    for (const name of new Set([oldPath, file.path])) {
      if (ledger.has(name)) wrong.push(`${name} is in the change twice`);
      if (!truth.raw.has(name)) wrong.push(`${name} is in the change but does not differ`);
      ledger.add(name);
    }
    if (file.oldPath !== null && truth.renames.get(file.oldPath) !== file.path)
      wrong.push(`${file.oldPath} was not renamed to ${file.path}`);
    const [from, to] = [truth.raw.get(oldPath), truth.raw.get(file.path)];
    if (from === undefined || to === undefined) continue;
    if ((file.old.kind === "absent") !== (from.oldMode === "000000"))
      wrong.push(`${oldPath}: before the change it is ${file.old.kind}`);
    if ((file.new.kind === "absent") !== (to.newMode === "000000"))
      wrong.push(`${file.path}: after the change it is ${file.new.kind}`);
    if (!isText(file.old) || !isText(file.new)) continue;
    const base = file.old.kind === "absent" ? Buffer.alloc(0) : truth.blobs.get(from.oldId);
    if (base === undefined) wrong.push(`${oldPath} is a text but no file`);
    else if (isRebuilt(base, file, to.newId)) rebuilt.push(file);
    else wrong.push(`${file.path}: its old version and the hunks are not its new version`);
  }
  for (const name of truth.raw.keys())
    if (!ledger.has(name)) wrong.push(`${name} is missing from the change`);
  for (const [from, to] of truth.renames)
    if (!change.files.some((file) => file.oldPath === from && file.path === to))
      wrong.push(`the rename of ${from} to ${to} is missing`);
  return { wrong, rebuilt };
}

function isText({ kind }: Content): boolean {
  return kind === "text" || kind === "absent";
}

const mark = Buffer.from("\ufeff").toString("latin1");

/** Texts come without a byte order mark; where the first line is new, it may have had one. */
function isRebuilt(base: Buffer, file: FileChange, id: string): boolean {
  const content = rebuild(base, file);
  if (content === null) return false;
  if (file.new.kind === "absent") return content === "" && /^0+$/.test(id);
  const isFirstNew = file.hunks[0]?.lines.some((line) => line.kind === "added" && line.new === 1) ?? false;
  return [content, ...(isFirstNew ? [mark + content] : [])].some((each) => idOf(each, id) === id);
}

/** Bytes as `latin1`: what the hunks remove is taken out of the old version, what they add is put in. Null when they do not fit it. */
function rebuild(base: Buffer, { new: now, hunks }: FileChange): string | null {
  const before = linesOf(base.toString("latin1"));
  const after = now.kind === "text" ? linesOf(Buffer.from(now.text).toString("latin1")) : [];
  const result: string[] = [];
  let at = 0;
  const keep = (): void => {
    const line = before[at++];
    if (line !== undefined) result.push(line);
  };
  for (const line of hunks.flatMap((hunk) => hunk.lines)) {
    if (line.kind === "added") {
      while (result.length < line.new! - 1 && at < before.length) keep();
      if (result.length !== line.new! - 1) return null;
      result.push(after[line.new! - 1] ?? "");
      continue;
    }
    while (at < line.old! - 1 && at < before.length) keep();
    if (at !== line.old! - 1) return null;
    if (line.kind === "context") keep();
    else at += 1;
  }
  while (at < before.length) keep();
  return result.join("");
}

/** With their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The id that git gives to these bytes, in the length of another id of the repository. */
function idOf(latin1: string, like: string): string {
  const bytes = Buffer.from(latin1, "latin1");
  const hash = createHash(like.length === 40 ? "sha1" : "sha256");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
