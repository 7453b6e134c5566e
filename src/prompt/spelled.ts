/** The form of an answer in words: for endpoints that take no schema beside the prompt, and for asking once more. */

import { answerJson } from "./answer.ts";

/** What was wrong with a whole answer. */
export type Misfit = "empty" | "notJson" | "otherForm" | "withoutId";

const schema = JSON.stringify(answerJson);

/** Goes after the instructions. The same bytes each time; services with a JSON mode want the word JSON in the prompt. */
export const formInWords = `
# The form of the answer
Answer with one JSON object and nothing else: no words around it, no code fence. It must fit this JSON schema:
${schema}
`;

const faults: Readonly<Record<Misfit, string>> = {
  empty: "it was empty",
  notJson: "it was not valid JSON",
  otherForm: "it was JSON of another form",
  withoutId: "no JSON object in it repeated the id of the request",
};

/** A further message, after an answer that could not be read. At most 4,000 bytes. */
export function askForForm(misfit: Misfit): string {
  return `Your answer to this could not be read: ${faults[misfit]}. Give it once more, whole: one JSON object and nothing else, in the form of this JSON schema:
${schema}
`;
}

/** The key that an answer in plain words begins with. */
export const idKey = "request";

/** The last message of a request for an answer in plain words: reviewed text can't know the id, and so can't pose as the answer. */
export function askForId(id: string): string {
  return `Answer now with the one JSON object. Before all keys of the schema it has one more: begin it with {"${idKey}": "${id}",
`;
}
