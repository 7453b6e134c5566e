/** Gathers what matters beside the diff: each collector proposes, and the door decides what of it may leave. */

import type { UnsentReason } from "../contract/coverage.ts";
import { admitFile, admitText } from "../privacy/clear.ts";
import type { ClearedFile, ClearedSide, ClearedText } from "../privacy/cleared.ts";
import type { LineRange } from "../text/lines.ts";
import { begunInTurns } from "../text/turns.ts";
import { aroundChange } from "./aroundChange.ts";
import { author } from "./author.ts";
import { changedFiles } from "./changedFiles.ts";
import type { Collecting, Collector } from "./collecting.ts";
import { history } from "./history.ts";
import { openFiles } from "./openFiles.ts";
import type { Candidate, Omission, Piece } from "./piece.ts";
import { problems } from "./problems.ts";
import { related } from "./related.ts";
import { rules } from "./rules.ts";

/** Bytes. Rules are short; what is longer is a handbook, and would crowd out the code. */
const longestRules = 32_768;
/** Of all of them together. */
const mostRules = 131_072;

/** UTF-16 units, about an eighth of the longest prompt. Of a longer changed file the definitions around its changed lines are enough. */
const longestWhole = 80_000;

export interface Collected {
  readonly pieces: readonly Piece[];
  readonly omitted: readonly Omission[];
  /** How many secret values were replaced; those of the change itself were counted before. */
  readonly replaced: number;
}

const collectors: readonly Collector[] = [
  changedFiles,
  aroundChange,
  rules,
  author,
  problems,
  history,
  related,
  openFiles,
];

/** Rejects only when the signal is aborted. */
export async function collect(collecting: Collecting): Promise<Collected> {
  const proposed = await begunInTurns(collectors.map((propose) => async () => propose(collecting)));
  const candidates = proposed.flat();
  await collecting.learn([...new Set(candidates.map(({ path }) => path).filter((path) => path !== ""))]);
  const names = await admitNames(candidates, collecting);
  const door = new Admissions(collecting);
  const pieces: Piece[] = [];
  const omitted: Omission[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const { kind, path, reason, serves, weight } = candidate;
    const admitted = await door.admit(candidate);
    const repository = collecting.cleared.repository.id;
    if (admitted.kind === "left" || isTooLong(candidate, admitted.side)) {
      const why = admitted.kind === "left" ? admitted.reason : "tooLarge";
      omitted.push({ kind, repository, path, code: reason.code, reason: why });
      continue;
    }
    const { sent: lines, snapshot } = admitted.side;
    pieces.push({
      kind,
      repository,
      path: admitted.path,
      name: path,
      lines,
      snapshot,
      ranges: candidate.ranges === null ? all(lines) : within(candidate.ranges, lines.length),
      reason: { code: reason.code, names: names[index] ?? [] },
      serves,
      weight,
    });
  }
  return { pieces, omitted, replaced: door.replaced };
}

type Admission =
  | { readonly kind: "admitted"; readonly path: ClearedText; readonly side: ClearedSide }
  | { readonly kind: "left"; readonly reason: UnsentReason };

/** Each text goes through the door once, however many pieces are cut from it. */
class Admissions {
  replaced = 0;
  #rules = 0;
  readonly #collecting: Collecting;
  readonly #changed: ReadonlyMap<string, ClearedFile>;
  readonly #known = new Map<string, Admission>();

  constructor(collecting: Collecting) {
    this.#collecting = collecting;
    this.#changed = new Map(collecting.cleared.files.map((cleared) => [cleared.file.path, cleared]));
  }

  async admit(candidate: Candidate): Promise<Admission> {
    const { kind, path, text } = candidate;
    // What the change has is cleared already, and other versions of it (rules before the change) are other texts.
    const key = `${path}\0${kind === "rules" ? "base" : text.length}\0${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const admission = this.#ofChange(candidate) ?? (await this.#fresh(candidate));
    this.#known.set(key, admission);
    return admission;
  }

  #ofChange({ kind, path }: Candidate): Admission | null {
    if (kind === "rules" || path === "") return null;
    const changed = this.#changed.get(path);
    if (changed === undefined) return null;
    return changed.new === null
      ? { kind: "left", reason: changed.withheld ?? "noLines" }
      : { kind: "admitted", path: changed.path, side: changed.new };
  }

  async #fresh({ kind, path, text }: Candidate): Promise<Admission> {
    const { door, signal } = this.#collecting;
    if (kind === "rules" && !this.#isShort(text)) return { kind: "left", reason: "tooManyRules" };
    const unnamed = path === "" ? { ...door, withhold: () => null } : door;
    const admitted = await admitFile({ path, text, door: unnamed, signal });
    if (admitted.kind === "withheld") return { kind: "left", reason: admitted.reason };
    this.replaced += admitted.replaced;
    return { kind: "admitted", path: admitted.path, side: admitted.side };
  }

  #isShort(rules: string): boolean {
    const bytes = Buffer.byteLength(rules);
    if (bytes > longestRules || this.#rules + bytes > mostRules) return false;
    this.#rules += bytes;
    return true;
  }
}

/** All names that the reasons give, through the door in one piece; where they can't be scanned, no names. */
async function admitNames(
  candidates: readonly Candidate[],
  { door, signal }: Collecting,
): Promise<readonly (readonly ClearedText[])[]> {
  const plain = candidates.flatMap(({ reason }) => reason.names.map((name) => name.replaceAll(/\s+/g, " ")));
  if (plain.length === 0) return candidates.map(() => []);
  const admitted = await admitText({ text: plain.join("\n"), door, signal });
  if (admitted.kind === "withheld") return candidates.map(() => []);
  let at = 0;
  return candidates.map(({ reason }) => admitted.lines.slice(at, (at += reason.names.length)));
}

function isTooLong({ reason }: Candidate, { sent }: ClearedSide): boolean {
  return reason.code === "changed" && sent.reduce((sum, line) => sum + line.length + 1, 0) > longestWhole;
}

function all(lines: readonly unknown[]): readonly LineRange[] {
  return lines.length === 0 ? [] : [{ start: 1, end: lines.length }];
}

function within(ranges: readonly LineRange[], length: number): readonly LineRange[] {
  return ranges
    .map(({ start, end }) => ({ start: Math.max(1, start), end: Math.min(end, length) }))
    .filter(({ start, end }) => start <= end);
}
