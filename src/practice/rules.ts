/** A stand-in for a model: reads the material as one would, and answers by fixed rules. It guesses nothing and sends nothing. */

import type { Answer, FoundFinding, Verdict } from "../prompt/answer.ts";
import { readNumbered } from "../prompt/numbering.ts";
import { readDoubt, type Doubted } from "../prompt/rounds.ts";
import { readSections } from "../prompt/sections.ts";
import { mistakes, type AddedLine, type Mistake } from "./mistakes.ts";
import type { Calling } from "./stream.ts";

/** The answer to the last of the messages: verdicts where it asks to doubt, findings where there is only the material. */
export function practise(messages: readonly string[]): Answer {
  const [material = "", ...further] = messages;
  const last = further.at(-1);
  const doubted = last === undefined ? null : readDoubt(last);
  const nothing: Answer = { verdicts: [], findings: [], reply: "", summary: "" };
  if (doubted !== null) return { ...nothing, verdicts: doubted.map(judge) };
  if (last !== undefined) return nothing;

  const lines = addedLines(material);
  const findings = lines.flatMap((line) =>
    mistakes.filter((mistake) => isMade(mistake, line)).map((mistake) => tell(mistake, line)),
  );
  const count = lines.length === 1 ? "1 added line" : `${lines.length} added lines`;
  const summary = `This is practice: a few fixed rules, not a model, looked at ${count}.`;
  return { ...nothing, findings, summary };
}

/** What practice looks up before it answers: where the first thing is defined that an added line calls. */
export function wishesOf(messages: readonly string[]): readonly Calling[] {
  const [material = "", ...further] = messages;
  if (further.length > 0) return [];
  const name = addedLines(material)
    .filter(({ text }) => text.length <= longestLine && !comment.test(text))
    .flatMap(({ text }) => [...text.matchAll(/(?<![.\w])(\w{3,60})\(/g)].map(([, called = ""]) => called))
    .find((called) => !words.has(called) && /^[a-z_]/.test(called));
  return name === undefined ? [] : [{ name: "find_definition", arguments: JSON.stringify({ name }) }];
}

/** These are followed by a parenthesis, too. */
const words = new Set("catch def for func function match print return super switch typeof while".split(" "));

function addedLines(material: string): readonly AddedLine[] {
  return readSections(material)
    .filter(({ kind }) => kind === "diff")
    .flatMap(({ title: path, lines }) => {
      const added = lines.map(readNumbered).filter((line) => line?.mark === "+");
      return added.flatMap((line, index): AddedLine[] => {
        if (line === null) return [];
        const below = added[index + 1];
        const next = below?.number === line.number + 1 ? below.text : null;
        return [{ path, number: line.number, text: line.text, next }];
      });
    });
}

/** UTF-16 units; beyond it is generated code, on which patterns could take long. */
const longestLine = 500;

function isMade({ files, pattern, nextLine }: Mistake, { path, text, next }: AddedLine): boolean {
  if (text.length > longestLine || !files.test(path) || !pattern.test(text)) return false;
  return nextLine === undefined || /\bpass\b/.test(text) || (next !== null && nextLine.test(next));
}

function tell({ mend, ...mistake }: Mistake, { path, number, text }: AddedLine): FoundFinding {
  const { title, explanation, category, severity, confidence } = mistake;
  const mended = mend?.(text);
  const replacement = mended === null ? [] : mended === undefined || mended === text ? null : [mended];
  return {
    path,
    side: "new",
    startLine: number,
    endLine: number,
    quote: text.trim(),
    explanation,
    title,
    category,
    severity,
    confidence,
    fix: replacement === null ? null : { startLine: number, endLine: number, replacement },
  };
}

const testFile =
  /(?:^|\/)(?:tests?|__tests__|spec|fixtures)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_\w+\.py$/;
const comment = /^\s*(?:\/\/|\/\*|\*|#|<!--)/;

/** Two things a second look can know without understanding the code. */
function judge({ finding, path, quote }: Doubted): Verdict {
  if (comment.test(quote)) return { finding, reason: "This is a comment: nothing of it runs.", holds: "no" };
  if (testFile.test(path))
    return { finding, reason: "This is test code, which may do so on purpose.", holds: "no" };
  return { finding, reason: "The line stands in code that runs, as the rule says.", holds: "yes" };
}
