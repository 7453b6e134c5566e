/** The oracle of what was sent: whoever makes a change plants a word of its own in each line, and looks for it in what the server received. */

import type { Outcome } from "../../src/contract/outcome.ts";
import type { ReceivedRequest } from "./endpoint/standIn.ts";

/** Texts by path. */
export type Texts = Readonly<Record<string, string>>;

/** A changed line, as whoever made the change knows it. */
export interface Planted {
  readonly word: string;
  /** The id of the repository it lies in. */
  readonly repository: string;
  readonly side: "old" | "new";
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

export const plantedWord = /planted[a-j]+end/;

/** Letters only, so that no scanner takes it for a secret, and no other has it as its beginning. */
export function wordFor(number: number): string {
  const letters = String(number).replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
  return `planted${letters}end`;
}

/** Words that stand in one version only: those of the changed lines. */
export function plantedIn(options: {
  readonly repository: string;
  readonly before: Texts;
  readonly after: Texts;
}): readonly Planted[] {
  const { repository } = options;
  const [old, now] = [wordsIn(options.before), wordsIn(options.after)];
  const only = (side: Planted["side"], here: Places, there: Places): readonly Planted[] =>
    [...here].flatMap(([word, place]) => (there.has(word) ? [] : [{ word, repository, side, ...place }]));
  return [...only("old", old, now), ...only("new", now, old)];
}

export type Places = ReadonlyMap<string, { readonly path: string; readonly line: number }>;

export function wordsIn(texts: Texts): Places {
  return new Map(
    Object.entries(texts).flatMap(([path, text]) =>
      text.split("\n").flatMap((line, index) => {
        const word = plantedWord.exec(line)?.[0];
        return word === undefined ? [] : [[word, { path, line: index + 1 }] as const];
      }),
    ),
  );
}

export interface Judgement {
  /** Sentences; empty when the ledger told the truth. */
  readonly wrong: readonly string[];
  /** The words that the server received. */
  readonly received: readonly string[];
  /** The others, as `word: reason of the ledger`. */
  readonly held: readonly string[];
}

/** Holds the coverage against the bodies that the server received. */
export function judge(
  planted: readonly Planted[],
  outcome: Outcome,
  requests: readonly ReceivedRequest[],
): Judgement {
  const bodies = requests.map(({ raw }) => raw.toString());
  const wrong: string[] = [];
  const received: string[] = [];
  const held: string[] = [];
  for (const each of planted) {
    const isReceived = bodies.some((body) => body.includes(each.word));
    const { isSent, reason } = ledgerOf(each, outcome);
    if (isReceived) received.push(each.word);
    else held.push(`${each.word}: ${reason ?? "no reason"}`);
    if (isReceived !== isSent)
      wrong.push(`${place(each)} was ${isReceived ? "" : "not "}received, and the ledger says otherwise`);
    if (!isReceived && reason === null) wrong.push(`${place(each)} was not sent, and nobody says why`);
    if (isReceived) wrong.push(...misnumbered(each, requests));
  }
  return { wrong, received, held };
}

function ledgerOf(
  { repository, side, path, line }: Planted,
  { coverage }: Outcome,
): { readonly isSent: boolean; readonly reason: string | null } {
  const entries = coverage.files.filter((file) => {
    const name = side === "old" ? (file.oldPath ?? file.path) : file.path;
    // A folder may stand for what is in it.
    return file.repository === repository && (name === path || path.startsWith(`${name}/`));
  });
  const hunks = entries
    .flatMap((entry) => entry.hunks)
    .filter((hunk) => line >= hunk[side].start && line < hunk[side].start + hunk[side].count);
  const reasons = [...hunks, ...entries].flatMap(({ reason }) => reason ?? []);
  return { isSent: hunks.some(({ sent }) => sent), reason: reasons[0] ?? null };
}

/** Wherever the line stands in a prompt, it has its own number in front, and at least once the mark of its side. */
function misnumbered(
  { word, side, ...rest }: Planted,
  requests: readonly ReceivedRequest[],
): readonly string[] {
  const lines = requests
    .flatMap(({ messages }) => messages)
    .flatMap((message) => message.split("\n"))
    .filter((line) => line.includes(word));
  const heads = lines.flatMap((line) => /^(\d+)([-+ ])\|/.exec(line)?.slice(1).join("") ?? []);
  const mark = side === "old" ? "-" : "+";
  const isRight =
    heads.includes(`${rest.line}${mark}`) &&
    heads.every((head) => [`${rest.line}${mark}`, `${rest.line} `].includes(head));
  return isRight ? [] : [`${place({ word, side, ...rest })} has ${heads.join()} in front`];
}

function place({ word, repository, side, path, line }: Planted): string {
  return `${word} (${side} ${repository}/${path}:${line})`;
}
