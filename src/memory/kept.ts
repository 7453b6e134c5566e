/** What one review keeps on this machine, and what it finds there: money spent, requests and answers, endpoints. */

import type { Remark } from "../contract/failure.ts";
import type { Outcome } from "../contract/outcome.ts";
import { Allowance } from "../model/allowance.ts";
import type { AskSettings } from "../model/ask.ts";
import { attempt, type Attempting } from "../model/attempt.ts";
import { ceilingFor } from "../model/endpointMemory.ts";
import type { Endpoint } from "../model/endpoint.ts";
import type { Profiles } from "../model/profiles.ts";
import { withinBudget } from "../model/spending.ts";
import { takesTools } from "../model/toolsAt.ts";
import type { Budgets, Lane } from "./account.ts";
import type { Memory } from "./memory.ts";
import { remarkOn } from "./spending.ts";

export interface Keeping {
  readonly memory: Memory;
  readonly budgets: Budgets;
  readonly lane: Lane;
  /** Whether what is asked and answered is written down. */
  readonly keepRecord: boolean;
  readonly profiles: Profiles;
  /** How one attempt is made; over the network, unless it is said. */
  readonly attempt?: Attempting;
}

export interface Kept {
  /** How endpoints are asked: within the budget of the day, and written down. */
  readonly asking: Pick<AskSettings, "attempt" | "memory">;
  /** Tokens of one request, `limit` of them where the endpoint is not known to take fewer. */
  contextLimit(limit: number, of: { readonly baseUrl: string; readonly model: string }): number;
  /** Whether that model can be offered tools, as far as is known. */
  takesTools(endpoint: Endpoint, model: string): boolean;
  /** A worst price was shown and agreed to: so much may the review cost, or so much more; null where nobody knows. */
  allow(worstUsd: number | null): void;
  /** What to say of the day's budget before a review that may cost so much at worst, in USD; null: nothing. */
  budget(worstUsd: number | null): Promise<Remark | null>;
  /** When the review has ended. */
  close(outcome: Outcome): Promise<void>;
}

/** Nothing is written before something is sent. */
export async function openKept({
  memory,
  budgets,
  lane,
  keepRecord,
  profiles,
  attempt: make = attempt,
}: Keeping): Promise<Kept> {
  const spending = memory.spending(budgets, lane);
  const endpoints = await memory.endpoints();
  const record = keepRecord ? memory.record() : null;
  const recorded = record?.of(make, profiles) ?? make;
  const allowance = new Allowance();
  const withinDay = withinBudget(recorded, { spending, profiles });
  return {
    asking: {
      attempt: withinBudget(withinDay, { spending: allowance, profiles }),
      memory: endpoints,
    },
    allow: (worstUsd) => allowance.allow(worstUsd),
    takesTools: (endpoint, model) => takesTools(endpoint, profiles.of(model), endpoints),
    contextLimit: (limit, { baseUrl, model }) => {
      if (!URL.canParse(baseUrl)) return limit;
      const { origin } = new URL(baseUrl);
      return Math.min(limit, ceilingFor(endpoints, { origin, model, now: Date.now() }) ?? limit);
    },
    budget: async (worstUsd) => remarkOn(await spending.left(), worstUsd),
    close: async (outcome) => {
      await record?.close(outcome);
      await endpoints.saved();
    },
  };
}
