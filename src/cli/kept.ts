/** What a run of the command line keeps: as much as a window does, by its flags and the defaults. */

import type { KeptDefinitions } from "../memory/definitions.ts";
import { openKept, type Kept } from "../memory/kept.ts";
import { openMemory } from "../memory/memory.ts";
import { builtInProfiles } from "../model/profiles.ts";
import type { Layouts } from "../review/ports.ts";
import type { DefinitionIndex } from "../syntax/definitionIndex.ts";
import type { ReviewCommand } from "./arguments.ts";
import { defaults } from "./defaults.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface KeptByRun extends Kept {
  readonly installationKey: string;
  /** None where nothing is sent: then nothing is kept, either. */
  readonly layouts: Layouts | undefined;
}

export async function keptBy(
  { keepRecord, practice, dailyBudget: dailyUsd }: ReviewCommand,
  environment: Environment,
): Promise<KeptByRun> {
  const memory = openMemory(process.platform, environment);
  const budgets = { dailyUsd, onSaveDailyUsd: defaults.onSaveDailyUsd };
  const kept = await openKept({ memory, budgets, lane: "asked", keepRecord, profiles: builtInProfiles });
  const { layouts } = memory;
  const installation = await memory.installation();
  const keep: Layouts["keep"] = async (of, layout) => {
    await installation.keep();
    await layouts.keep(of, layout);
  };
  return {
    ...kept,
    installationKey: installation.key,
    layouts: practice ? undefined : { last: async (of) => layouts.last(of), keep },
  };
}

/** What `index` knows of repositories, from run to run. */
export function definitionsBy(index: DefinitionIndex, environment: Environment): KeptDefinitions {
  return openMemory(process.platform, environment).definitions(index);
}
