/** Reads the account back, and takes nothing for one that is not: a wrong figure would be a budget that does not hold. */

import type { Account } from "./account.ts";

/** Null where the text is not an account in every detail: half-read books are worse than none. */
export function readAccount(text: string): Account | null {
  let account: unknown;
  try {
    account = JSON.parse(text);
  } catch {
    return null;
  }
  return isAccount(account) ? account : null;
}

function isAccount(value: unknown): value is Account {
  if (!isRecord(value)) return false;
  const { version, day, today, month, held, lost } = value;
  return (
    version === 1 &&
    isDay(day) &&
    [today, month].every((sums) => isRecord(sums) && isSum(sums["asked"]) && isSum(sums["onSave"])) &&
    Array.isArray(held) &&
    held.every(isHeld) &&
    typeof lost === "boolean"
  );
}

function isSum(value: unknown): boolean {
  return isRecord(value) && [value["usd"], value["requests"], value["unpriced"]].every(isAmount);
}

function isHeld(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { id, lane, usd, day, since } = value;
  const isLane = lane === "asked" || lane === "onSave";
  return typeof id === "string" && isLane && (usd === null || isAmount(usd)) && isDay(day) && isAmount(since);
}

function isDay(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
