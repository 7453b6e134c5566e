/** All that is kept on this machine, in its one folder; the edges open it, and can empty it. */

import type { Spending } from "../model/spending.ts";
import type { DefinitionIndex } from "../syntax/definitionIndex.ts";
import type { Layouts } from "../review/ports.ts";
import type { Budgets, Lane, Left } from "./account.ts";
import { KeptDefinitions } from "./definitions.ts";
import { openEndpoints, type KeptEndpoints } from "./endpoints.ts";
import { Folder } from "./folder.ts";
import { openInstallation, type Installation } from "./installation.ts";
import { openLayouts } from "./layouts.ts";
import { clock } from "./lock.ts";
import { placeFor, type Environment } from "./place.ts";
import { ReviewRecord } from "./record.ts";
import { findRecord, type KeptRecord } from "./recorded.ts";
import { Books } from "./spending.ts";

export interface Memory {
  /** For people: where it lies; empty where there is no place for it. */
  readonly path: string;
  spending(budgets: Budgets, lane: Lane): Spending & { left(): Promise<Left | null> };
  /** Of one review that begins now. */
  record(): ReviewRecord;
  /** `startedAt` is the outcome's. */
  recordOf(startedAt: string): Promise<KeptRecord | null>;
  /** Keeps what `index` knows of repositories. Once for each window or run. */
  definitions(index: DefinitionIndex): KeptDefinitions;
  /** Once for each window or run. */
  endpoints(): Promise<KeptEndpoints>;
  readonly layouts: Layouts;
  /** For the command line: an editor keeps its secret in its own keychain. */
  installation(): Promise<Installation>;
  /** Everything, what was spent included. Rejects with `Unusable` where that can't be done. */
  forgetAll(): Promise<void>;
}

/** Makes and writes nothing yet. */
export function openMemory(platform: string, environment: Environment): Memory {
  const folder = new Folder(placeFor(platform, environment), process.getuid?.() ?? null);
  const records = folder.inner("records");
  const layouts = openLayouts(folder, clock);
  const definitions: KeptDefinitions[] = [];
  return {
    path: folder.path,
    spending: (budgets, lane) => new Books({ folder, clock, budgets, lane }),
    record: () => new ReviewRecord(records, clock),
    recordOf: (startedAt) => findRecord(records, startedAt),
    definitions: (index) => {
      const kept = new KeptDefinitions(folder.inner("definitions"), clock, index);
      definitions.push(kept);
      return kept;
    },
    endpoints: async () => {
      await folder.tidy(clock.now()).catch(() => undefined);
      return openEndpoints(folder, clock);
    },
    layouts,
    installation: () => openInstallation(folder),
    forgetAll: async () => {
      layouts.forget();
      for (const each of definitions) await each.forget();
      await folder.empty();
    },
  };
}
