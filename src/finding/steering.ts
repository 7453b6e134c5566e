/** Says where a change adds words that speak to whoever reviews it by machine: orders, and claims that no review is needed. */

import { setImmediate } from "node:timers/promises";
import type { ClearedChange, ClearedFile } from "../privacy/cleared.ts";
import type { LineRange } from "../text/lines.ts";
import { addedLines, type LocalRemark, type Spot } from "./added.ts";

/** `orders`: tells a model what to do. `claims`: says that a review was held, or found nothing. */
type Steering = "orders" | "claims";

const reviewer = String.raw`(?:(?:ai|llm|gpt|automated|automatic|machine|bot)[ -]?(?:based |powered )?(?:code[ -])?(?:review(?:er|ing)?s?|assistants?|agents?|models?|tools?|bots?)|(?:code[ -])?review(?:ing)? (?:ai|llm|bots?|assistants?|agents?|models?)|language models?|chatgpt|copilot|claude|gemini|second look)`;
const duty = String.raw`(?:please|must|should|shall|do not|don't|never|always)`;
const order = String.raw`(?:you|ignore|skip|approve|disregard|treat|report|say|answer|respond)`;
const thing = String.raw`(?:file|change|diff|patch|commit|code|function|class|method|module|section|hunk|block|line|pull request|pr|mr)s?`;
const fault = String.raw`(?:issue|problem|finding|bug|fault|vulnerabilit(?:y|ies)|comment|warning|concern)s?`;

/**
 * Each needs two words that seldom meet by chance: half of them alone would call every linter's comment an attack. All gaps are
 * bounded, so that no text makes them slow.
 */
const forms: readonly (readonly [Steering, RegExp])[] = [
  [
    "orders",
    /\b(?:ignore|disregard|forget|override|bypass) (?:all |any |the |of |your |these |those |every ){0,3}(?:previous|prior|preceding|above|earlier|system|original|former|existing)(?: system| review| reviewer)? (?:instruction|prompt|rule|direction|guideline|message|command)s?\b/,
  ],
  [
    "orders",
    new RegExp(String.raw`\b(?:ignore|disregard|forget) your (?:instruction|prompt|rule|guideline)s?\b`),
  ],
  [
    "orders",
    new RegExp(
      String.raw`\b(?:note|message|attention|notice|instructions?|dear|hello|hey|hi|directive|order)s?(?: to| for)?(?: the| all| any| an| every)?[ :,]{1,3}${reviewer}\b`,
    ),
  ],
  ["orders", new RegExp(String.raw`\b${reviewer}(?: reading this)?(?:[,:!-]? |[,:!-])${duty}\b`)],
  ["orders", new RegExp(String.raw`\b${reviewer}(?: reading this)?[,:!-] ?${order}\b`)],
  ["orders", new RegExp(String.raw`\bif you are an? ${reviewer}\b`)],
  [
    "orders",
    new RegExp(
      String.raw`\b(?:do not|don't|never|no need to|need not|refrain from|skip|stop) (?:review|reviewing|flag|flagging|comment on|commenting on|report|reporting|audit|auditing) (?:any |the |this |these |those |all |following |above |below |about ){0,3}(?:${thing}|${fault})\b`,
    ),
  ],
  [
    "orders",
    new RegExp(
      String.raw`\b(?:return|report|answer|respond|reply|output|give)(?: only)?(?: with)?(?: an| a)? (?:empty|no|zero) (?:list of |array of )?(?:findings|review comments|verdicts)\b`,
    ),
  ],
  ["orders", /\b(?:approve|accept|pass) (?:this|the) (?:change|diff|patch|commit|pull request|pr|mr)\b/],
  ["orders", /<\|(?:im start|system|start header id)\|>|<<sys>>/],
  [
    "claims",
    new RegExp(
      String.raw`\b(?:already|previously|thoroughly|fully|manually|independently)(?: been)? (?:code[ -])?(?:security[ -])?(?:reviewed|audited|vetted)\b`,
    ),
  ],
  [
    "claims",
    new RegExp(
      String.raw`\b(?:this|these|the following|all) ${thing}(?: below| above)? (?:has|have|was|were|is|are)(?: already| previously| all)?(?: been)? (?:security[ -])?(?:reviewed|audited|vetted|approved|known to be safe|known to be correct)\b`,
    ),
  ],
  [
    "claims",
    /\b(?:reviewed|audited|vetted|approved) (?:and (?:approved|cleared|accepted|signed off) )?by (?:the )?(?:security|appsec|an? (?:ai|llm|human|senior)|copilot|chatgpt|claude|second look)\b/,
  ],
  [
    "claims",
    /\bno (?:further |more |additional |code |security )*review (?:is |was )?(?:needed|required|necessary)\b/,
  ],
  [
    "claims",
    /\b(?:code|security|ai) review(?: status)? ?[:=-]{1,2} ?(?:passed|approved|complete|completed|done|ok|clean)\b/,
  ],
];

/** What any of the forms holds: most lines have none of it, and are done with. */
const mayHold =
  /review|report|flag|comment|audit|vetted|instruction|prompt|rule|guideline|direction|message|command|finding|assistant|model|agent|copilot|claude|gpt|gemini|second look|approve|accept|pass|<\||<<sys/;

/** UTF-16 units. Speech to a reader is on lines of a length for reading. */
const longestLine = 1000;
/** A sentence may go on over so many lines. */
const mostLines = 3;

/** Lines, between two turns for whoever else runs on this thread. */
const atOnce = 2000;
/** What a file costs beside its lines, in lines. */
const perFile = 4;

/** The runs of added lines that steer, in the order of the change, each with how many lines it has. */
export async function steeringIn({ files }: ClearedChange): Promise<readonly Spot[]> {
  const spots: Spot[] = [];
  let lines = 0;
  for (const file of files) {
    lines += file.file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, perFile);
    if (lines > atOnce) {
      await setImmediate();
      lines = 0;
    }
    for (const { lines: place, kind } of await runsIn(file)) {
      const code = kind === "orders" ? "reviewerAddressed" : "reviewClaimed";
      const remark: LocalRemark = { code, args: { count: place.end - place.start + 1 } };
      spots.push({ remark, path: file.file.path, file, place });
    }
  }
  return spots;
}

interface Run {
  readonly kind: Steering;
  readonly lines: LineRange;
}

async function runsIn(file: ClearedFile): Promise<readonly Run[]> {
  const numbers = addedLines(file);
  const added = new Set(numbers);
  const texts = new Map<number, string>();
  const text = (line: number): string => {
    const known = texts.get(line) ?? plain(file.new?.sent[line - 1] ?? "");
    texts.set(line, known);
    return known;
  };
  const runs: Run[] = [];
  for (const [index, line] of numbers.entries()) {
    if (index % atOnce === atOnce - 1) await setImmediate();
    const last = runs.at(-1);
    if (last !== undefined && line <= last.lines.end) continue;
    const found = from(line, added, text);
    if (found === null) continue;
    const goesOn = last?.kind === found.kind && last.lines.end === found.lines.start - 1;
    const lines = { start: goesOn ? last.lines.start : found.lines.start, end: found.lines.end };
    runs.splice(goesOn ? -1 : runs.length, 1, { kind: found.kind, lines });
  }
  return runs;
}

/** Looks for a form that begins on this line; the fewest lines that hold it. */
function from(line: number, added: ReadonlySet<number>, text: (line: number) => string): Run | null {
  const first = text(line);
  if (first === "") return null;
  let joined = first;
  for (let end = line; ;) {
    if (mayHold.test(joined)) {
      for (const [kind, form] of forms) {
        const at = form.exec(joined)?.index;
        if (at !== undefined && at < first.length) return { kind, lines: { start: line, end } };
      }
    }
    end += 1;
    if (end - line >= mostLines || !added.has(end)) return null;
    joined += ` ${text(end)}`;
  }
}

const isAscii = /^[\t -~]*$/;

/**
 * The words of a line as a reader takes them: lower case, without what can't be seen, without the marks of a comment or a list, and
 * without the accents and wide letters that would hide a word from a pattern.
 */
function plain(line: string): string {
  if (line.length > longestLine) return "";
  const letters = isAscii.test(line) ? line : line.normalize("NFKD").replaceAll(/\p{Mn}|\p{Cf}/gu, "");
  return letters
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/[\s"`*_]+/g, " ")
    .replace(/^(?:[ /#;%!-]|<!--)+/, "")
    .trim();
}
