/** The one door out: what is excluded stays here, and every other text is scanned whole and redacted before anyone else sees it. */

import { largestText, type Change, type Content, type FileChange } from "../change/change.ts";
import type { UnsentReason } from "../contract/coverage.ts";
import { reasonByName } from "../change/names.ts";
import { splitLines } from "../text/lines.ts";
import type { ClearedChange, ClearedFile, ClearedSide, ClearedText, SecretSpan } from "./cleared.ts";
import type { Door } from "./door.ts";
import { generatedMark } from "./generated.ts";
import { redact, type Redacted } from "./redact.ts";
import { visible } from "../text/visible.ts";

export interface Withheld {
  readonly kind: "withheld";
  readonly reason: UnsentReason;
}

export interface AdmittedFile {
  readonly kind: "admitted";
  readonly path: ClearedText;
  readonly side: ClearedSide;
  /** How many different secret values were replaced. */
  readonly replaced: number;
}

export interface AdmittedText {
  readonly kind: "admitted";
  readonly text: ClearedText;
  /** The same, line by line. */
  readonly lines: readonly ClearedText[];
  /** How many different secret values were replaced. */
  readonly replaced: number;
}

/** Texts on their way to the scan at one time; it takes them one by one, the others only wait there. */
const atOnce = 4;

/** Rejects only when `signal` is aborted; a text that could not be scanned is withheld. */
export async function clear(options: {
  readonly change: Change;
  readonly door: Door;
  readonly signal: AbortSignal;
}): Promise<ClearedChange> {
  const { change, door, signal } = options;
  const placeholders = new Set<string>();
  const files: ClearedFile[] = [];
  const waiting = change.files.entries();
  const work = async (): Promise<void> => {
    for (const [index, file] of waiting) {
      const { cleared, replaced } = await clearFile(file, { repository: change.repository.id, door, signal });
      files[index] = cleared;
      for (const placeholder of replaced) placeholders.add(placeholder);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { repository: change.repository, files, replaced: placeholders.size };
}

/** A whole file that is no part of the change: an open document, the repository's rules. `path` as in `Withhold`. */
export async function admitFile(options: {
  readonly path: string;
  readonly text: string;
  readonly door: Door;
  readonly signal: AbortSignal;
}): Promise<AdmittedFile | Withheld> {
  const { path, text, door, signal } = options;
  const reason = door.withhold(path) ?? unreadable(text);
  if (reason !== null) return { kind: "withheld", reason };
  const name = await admitName({ path, door, signal });
  const admitted = await admit(text, door, signal);
  if (admitted === null) return { kind: "withheld", reason: "scanFailed" };
  const side = { sent: admitted.lines, snapshot: splitLines(text) };
  return { kind: "admitted", path: name, side, replaced: admitted.placeholders.length };
}

/** A text that is no file: wishes, a commit message. */
export async function admitText(options: {
  readonly text: string;
  readonly door: Pick<Door, "scan" | "key">;
  readonly signal: AbortSignal;
}): Promise<AdmittedText | Withheld> {
  const admitted = await admit(options.text, options.door, options.signal);
  if (admitted === null) return { kind: "withheld", reason: "scanFailed" };
  const { text, lines, placeholders } = admitted;
  return { kind: "admitted", text, lines, replaced: placeholders.length };
}

/** A name on one line, with nothing hidden in it; one that could not be scanned becomes a placeholder as a whole. */
export async function admitName(options: {
  readonly path: string;
  readonly door: Door;
  readonly signal: AbortSignal;
}): Promise<ClearedText> {
  return (await clearName(options.path, options.door, options.signal)).text;
}

interface Admitted extends Redacted {
  readonly text: ClearedText;
  readonly lines: readonly ClearedText[];
}

/** The only place that makes `ClearedText`: by redacting what the scan of the whole text found. */
function replace(text: string, spans: readonly SecretSpan[], door: Pick<Door, "key">): Admitted {
  return redact({ text, spans, key: door.key }) as Admitted;
}

/** Null when the scan failed or missed its deadline: then the text stays here. */
async function admit(
  text: string,
  door: Pick<Door, "scan" | "key">,
  signal: AbortSignal,
): Promise<Admitted | null> {
  signal.throwIfAborted();
  const spans = await scan(text, door, signal);
  signal.throwIfAborted();
  return spans === null ? null : replace(text, spans, door);
}

async function scan(
  text: string,
  door: Pick<Door, "scan">,
  signal: AbortSignal,
): Promise<readonly SecretSpan[] | null> {
  try {
    return await door.scan(text, signal);
  } catch {
    return null;
  }
}

async function clearName(path: string, door: Door, signal: AbortSignal): Promise<Admitted> {
  const name = visible(door.prefix + path);
  const whole = { start: 0, end: name.length, kind: "name" };
  return (await admit(name, door, signal)) ?? replace(name, [whole], door);
}

interface Clearing {
  readonly cleared: ClearedFile;
  /** Placeholders, each once a side. */
  readonly replaced: readonly string[];
}

interface Passage {
  readonly repository: string;
  readonly door: Door;
  readonly signal: AbortSignal;
}

async function clearFile(file: FileChange, { repository, door, signal }: Passage): Promise<Clearing> {
  const path = await clearName(file.path, door, signal);
  const oldPath = file.oldPath === null ? null : await clearName(file.oldPath, door, signal);
  const names = { repository, file, path: path.text, oldPath: oldPath?.text ?? null };
  const inNames = [...path.placeholders, ...(oldPath?.placeholders ?? [])];
  const stays = (withheld: UnsentReason | null): Clearing => ({
    cleared: { ...names, old: null, new: null, withheld },
    replaced: inNames,
  });

  const reason = reasonToWithhold(file, door);
  if (reason !== null) return stays(reason);
  if (hasNothingToShow(file)) return stays(null);
  const oldSide = await admitSide(file.old, door, signal);
  const newSide = await admitSide(file.new, door, signal);
  if (oldSide === "scanFailed" || newSide === "scanFailed") return stays("scanFailed");
  return {
    cleared: { ...names, old: oldSide?.side ?? null, new: newSide?.side ?? null, withheld: null },
    replaced: [...inNames, ...(oldSide?.placeholders ?? []), ...(newSide?.placeholders ?? [])],
  };
}

/** What was not read for a reason has that one. Else either name and either side can keep the whole file here. */
function reasonToWithhold(file: FileChange, door: Door): UnsentReason | null {
  for (const content of [file.new, file.old]) if (content.kind === "withheld") return content.reason;
  return reasonByName(file, door.withhold) ?? reasonOf(file.new) ?? reasonOf(file.old) ?? byMark(file.old);
}

/** A mark that the change adds must not silence its review, so only the old side's counts. */
function byMark(old: Content): UnsentReason | null {
  return old.kind === "text" && generatedMark(old.lines) ? "generated" : null;
}

function reasonOf(content: Content): UnsentReason | null {
  switch (content.kind) {
    case "text":
    case "absent":
      return null;
    case "withheld":
      return content.reason;
    default:
      return content.kind;
  }
}

/** Only the name or the mode differs, so only that is told. */
function hasNothingToShow(file: FileChange): boolean {
  return file.hunks.length === 0 && (file.change === "renamed" || file.change === "modeChanged");
}

async function admitSide(
  content: Content,
  door: Door,
  signal: AbortSignal,
): Promise<{ readonly side: ClearedSide; readonly placeholders: readonly string[] } | "scanFailed" | null> {
  if (content.kind !== "text") return null;
  const admitted = await admit(content.text, door, signal);
  if (admitted === null) return "scanFailed";
  return { side: { sent: admitted.lines, snapshot: content.lines }, placeholders: admitted.placeholders };
}

function unreadable(text: string): UnsentReason | null {
  if (Buffer.byteLength(text) > largestText) return "tooLarge";
  if (text.includes("\0")) return "binary";
  return /\r(?!\n)/.test(text) ? "lineEndings" : null;
}
