/** Reads what a person says of models in `secondLook.profiles`, field by field: one that can't be right is left out and named. */

import type { Effort } from "./asking.ts";
import { profilesUnder, type Feature, type OwnRow, type Profiles } from "./profiles.ts";

/** From the raw value of the setting to the table under it. */
export function profilesWith(setting: unknown): Profiles {
  const rows = new Map<string, OwnRow>();
  const ignored: string[] = [];
  if (!isRecord(setting)) return profilesUnder(rows, setting === undefined || setting === null ? [] : ["*"]);
  for (const [model, row] of Object.entries(setting)) {
    if (model.trim() === "" || !isRecord(row)) {
      ignored.push(model);
      continue;
    }
    const read = Object.entries(row).map(([field, value]) => ({
      field,
      value,
      isRight: isRight(field, value),
    }));
    ignored.push(...read.filter(({ isRight }) => !isRight).map(({ field }) => `${model}.${field}`));
    const kept = Object.fromEntries(
      read.filter(({ isRight }) => isRight).map(({ field, value }) => [field, value]),
    );
    rows.set(model, kept);
  }
  return profilesUnder(rows, ignored);
}

const checks: Readonly<Record<keyof OwnRow, (value: unknown) => boolean>> = {
  contextWindow: isTokens,
  maxOutput: isTokens,
  inputUsd: isPrice,
  cachedUsd: isPrice,
  outputUsd: isPrice,
  efforts: (value) => Array.isArray(value) && value.every(isEffort),
  features: (value) => Array.isArray(value) && value.every(isFeature),
  shutdown: isDay,
  successor: (value) => typeof value === "string" && value.trim() !== "",
};

function isRight(field: string, value: unknown): boolean {
  return Object.hasOwn(checks, field) && checks[field as keyof OwnRow](value);
}

/** Below this nothing fits, so that it must be a slip. */
const fewestTokens = 1000;

function isTokens(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= fewestTokens;
}

function isPrice(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

const efforts: readonly Effort[] = ["low", "medium", "high"];

function isEffort(value: unknown): boolean {
  return efforts.some((each) => each === value);
}

const features: readonly Feature[] = ["schema", "tools", "images"];

function isFeature(value: unknown): boolean {
  return features.some((each) => each === value);
}

/** A day that is in the calendar, as `2027-01-14`. */
function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
