/** Looks at a whole answer: whether it has the promised form, and in plain words, where in the text it stands. */

import { isFoundFinding } from "../prompt/answer.ts";
import { idKey, type Misfit } from "../prompt/spelled.ts";
import { fieldOf } from "./foreign.ts";

/**
 * Null where it can be used. Words around the object are forgiven, and so is a finding that does not have its form
 * among others that do.
 */
export function misfitOf(text: string): Misfit | null {
  if (text.trim() === "") return "empty";
  const start = /\{\s*"/.exec(text)?.index;
  const object = start === undefined ? null : objectAt(text, start);
  const answer = object === null ? null : parse(object);
  if (answer === null) return "notJson";
  const [findings, verdicts] = [fieldOf(answer, "findings"), fieldOf(answer, "verdicts")];
  const isJudged = Array.isArray(verdicts) && verdicts.length > 0;
  if (!Array.isArray(findings)) return isJudged ? null : "otherForm";
  return isJudged || findings.length === 0 || findings.some(isFoundFinding) ? null : "otherForm";
}

/** Objects that are looked at, from the last one back: an honest text repeats its id once or twice. */
const mostRepeats = 8;

/**
 * The last JSON object in the text that begins with the id. Where none is complete, the beginning of the last one, so
 * that what is complete in it can be kept; empty where none repeats the id.
 */
export function answerWith(id: string, text: string): string {
  const opening = new RegExp(`\\{\\s*"${idKey}"\\s*:\\s*"${id}"`, "g");
  const starts = [...text.matchAll(opening)].map(({ index }) => index).slice(-mostRepeats);
  const whole = starts.map((start) => objectAt(text, start)).filter((each) => each !== null);
  const last = starts.at(-1);
  return whole.at(-1) ?? (last === undefined ? "" : text.slice(last));
}

/** From the brace at `start` to the one that closes it; null where none does. */
function objectAt(text: string, start: number): string | null {
  const marks = /["\\{}]/g;
  marks.lastIndex = start;
  let [depth, isText] = [0, false];
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const [sign] = mark;
    if (sign === "\\") marks.lastIndex += 1;
    else if (sign === '"') isText = !isText;
    else if (!isText) depth += sign === "{" ? 1 : -1;
    if (depth === 0) return text.slice(start, mark.index + 1);
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
