/** What a request can do without: finds the parameter that an endpoint won't have, so that it can be left out. */

import type { Trouble } from "./trouble.ts";

/** One that the request can do without, that the endpoint objects to, and that was not left out already. */
export function refusedParameter(
  trouble: Trouble,
  optional: readonly string[],
  without: ReadonlySet<string>,
): string | null {
  if (trouble.kind !== "refused") return null;
  const { status, message } = trouble.refusal;
  const param = trouble.refusal.param.replace(/\[\d+\]/g, "");
  if (status !== 400 && status !== 422) return null;
  const words = wordsOf(message);
  const isMeant = (name: string): boolean => {
    if (param === "") return isNamed(name, words);
    if (`${param}.`.startsWith(`${name}.`)) return true;
    // It objects to something that this is a part of: then its words decide.
    return name.startsWith(`${param}.`) && isNamed(name, words);
  };
  return optional.find((name) => !without.has(name) && isMeant(name)) ?? null;
}

/** By its whole name, also at the end of a longer one, or where it lies inside of another by the last part alone. */
function isNamed(name: string, words: readonly string[]): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1);
  return words.some((word) => word === name || word.endsWith(`.${name}`) || (last !== name && word === last));
}

/** Some validators give the place as a list: `["body","response_format","json_schema","strict"]`. */
function wordsOf(message: string): readonly string[] {
  return message
    .replace(/"\s*,\s*"/g, ".")
    .split(/[^\w.]+/)
    .map((word) => word.replace(/\.$/, ""));
}
