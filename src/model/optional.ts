/** What a request can do without: finds the parameter that an endpoint won't have, so that it can be left out. */

import type { Trouble } from "./trouble.ts";

/** One that the request can do without, that the endpoint objects to, and that was not left out already. */
export function refusedParameter(
  trouble: Trouble,
  optional: readonly string[],
  without: ReadonlySet<string>,
): string | null {
  if (trouble.kind !== "refused") return null;
  const { status, param, message } = trouble.refusal;
  if (status !== 400 && status !== 422) return null;
  const isMeant = (name: string): boolean =>
    param === ""
      ? isNamed(name, message)
      : `${param}.`.startsWith(`${name}.`) || name.startsWith(`${param}.`);
  return optional.find((name) => !without.has(name) && isMeant(name)) ?? null;
}

function isNamed(name: string, message: string): boolean {
  return message.split(/[^\w.]+/).some((word) => word.replace(/\.$/, "") === name);
}
