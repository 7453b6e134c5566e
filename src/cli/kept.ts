/** What a run of the command line keeps: as much as a window does, by its flags and the defaults. */

import { openKept, type Kept } from "../memory/kept.ts";
import { openMemory } from "../memory/memory.ts";
import { builtInProfiles } from "../model/profiles.ts";
import type { ReviewCommand } from "./arguments.ts";
import { defaults } from "./defaults.ts";

export async function keptBy(
  { keepRecord, dailyBudget: dailyUsd }: ReviewCommand,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Kept> {
  const memory = openMemory(process.platform, environment);
  const budgets = { dailyUsd, onSaveDailyUsd: defaults.onSaveDailyUsd };
  return openKept({ memory, budgets, lane: "asked", keepRecord, profiles: builtInProfiles });
}
