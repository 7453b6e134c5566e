/** Proposes what compilers and linters say of the changed files already, so that a review does not say it again. */

import type { ClearedFile } from "../privacy/cleared.ts";
import { cut } from "../text/cut.ts";
import { impersonal } from "../text/impersonal.ts";
import { visible } from "../text/visible.ts";
import type { Collecting, Collector } from "./collecting.ts";
import type { Problem } from "./piece.ts";

const mostProblems = 100;
/** Characters. */
const longestMessage = 300;

export const problems: Collector = async (collecting) => {
  const { files } = collecting.cleared;
  const readable = new Map(files.filter((file) => file.new !== null).map((file) => [file.file.path, file]));
  if (readable.size === 0) return [];
  const found = await collecting.problems([...readable.keys()]);
  const ofChange = found.filter(({ path, line }) => {
    const lines = readable.get(path)?.new?.sent.length ?? 0;
    return line >= 1 && line <= lines;
  });
  if (ofChange.length === 0) return [];
  const told = worst(ofChange, readable);
  return [
    {
      kind: "problems",
      path: "",
      text: told.map((problem) => `${spelled(problem, collecting)}\n`).join(""),
      ranges: null,
      reason: { code: "knownProblems", names: [] },
      serves: [...new Set(told.map(({ path }) => path))],
      weight: 0,
    },
  ];
};

/** Those at changed lines first, then by how bad they are; told in the order of their places. */
function worst(found: readonly Problem[], files: ReadonlyMap<string, ClearedFile>): readonly Problem[] {
  const rank = ({ path, line, severity }: Problem): number => {
    const isNear = files.get(path)?.file.hunks.some(({ new: { start, count } }) => {
      return line >= start && line < start + count;
    });
    return (isNear === true ? 0 : 3) + ["error", "warning", "information"].indexOf(severity);
  };
  return [...found]
    .sort((a, b) => rank(a) - rank(b) || byPlace(a, b))
    .slice(0, mostProblems)
    .sort(byPlace);
}

function spelled(
  { path, line, severity, source, message }: Problem,
  { door, cleared }: Pick<Collecting, "door" | "cleared">,
): string {
  const { root } = cleared.repository;
  const said = root === "" ? message : message.replaceAll(root, ".");
  const plain = impersonal(said).replaceAll(/\s+/g, " ").trim();
  const by = source === "" ? "" : ` ${source}`;
  return visible(`${door.prefix}${path}:${line} ${severity}${by}: ${cut(plain, longestMessage)}`);
}

/** Not by the rules of a language, which differ from machine to machine. */
function byPlace(a: Problem, b: Problem): number {
  const [before, after] = [`${a.path}\0${a.message}`, `${b.path}\0${b.message}`];
  if (a.path === b.path && a.line !== b.line) return a.line - b.line;
  return before < after ? -1 : before > after ? 1 : 0;
}
