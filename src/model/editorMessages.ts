/** What is said to a model that the editor offers. */

import { askForId, formInWords } from "../prompt/spelled.ts";
import { toldIn } from "./spoken.ts";
import type { Wanted } from "./wire.ts";

/** All of what is said: there are no other roles, and no schema beside the prompt. */
export function messagesTo({ question, id }: Pick<Wanted, "question" | "id">): readonly string[] {
  return [question.instructions + formInWords, ...toldIn(question), askForId(id)];
}
