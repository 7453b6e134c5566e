/** The line to an endpoint that one review holds: how it is asked, and what was found out about that. */

import { randomUUID } from "node:crypto";
import type { Effort, Question } from "./asking.ts";
import type { Attempting } from "./attempt.ts";
import type { Endpoint } from "./endpoint.ts";
import { memoryOfThisProcess, type EndpointMemory } from "./endpointMemory.ts";
import type { Asked } from "./faults.ts";
import { Footing } from "./footing.ts";
import { limitsOutput, wireOf } from "./ladder.ts";
import { Paces } from "./pace.ts";
import { patient, type Patience } from "./patience.ts";
import { seenBy } from "./pictures.ts";
import { builtInProfiles, outputAllowance, type Profiles } from "./profiles.ts";
import { Succession, type DearerOffer } from "./succession.ts";
import { firstTurn, type Turn } from "./turns.ts";
import type { Terms, Wanted } from "./wire.ts";

export interface AskSettings {
  readonly endpoint: Endpoint;
  /** Goes to the endpoint's origin and nowhere else; null sends none. */
  readonly key: string | null;
  readonly model: string;
  /** Asked one after the other where the model is not found. */
  readonly fallbackModels: readonly string[];
  readonly effort: Effort;
  /** What is known of models; the built-in table where it is not said. */
  readonly profiles?: Profiles;
  /** Tokens of reasoning and answer together. */
  readonly outputReserve: number;
  /** The same for every review of a repository. */
  readonly cacheKey: string;
  /** What the whole review would cost at worst with that model, in USD. */
  readonly worstUsdWith: (model: string) => number | null;
  /** Asked only where the worst price is over a quarter above that of `model`, or unknown where that was known. */
  readonly permitDearer: (offer: DearerOffer, signal: AbortSignal) => Promise<boolean>;
  /** What is known of endpoints from before; unless it is given, what this process has learned. */
  readonly memory?: EndpointMemory;
  /** How one attempt is made, by whoever stands around it: a budget, a record. */
  readonly attempt?: Attempting;
  readonly patience?: Patience;
  /** The account's tokens a minute; unless it is given, as all reviews of this process keep to it. */
  readonly paces?: Paces;
}

/** What one review learns of its endpoint; what held in one round holds in the next. */
export interface Line {
  readonly settings: AskSettings;
  readonly patience: Patience;
  readonly succession: Succession;
  readonly footing: Footing;
  readonly paces: Paces;
}

/** Shared by all reviews of this process: they share the account. */
const pacesOfThisProcess = new Paces();

export function openLine(settings: AskSettings): Line {
  const { endpoint, memory = memoryOfThisProcess, model, patience = patient } = settings;
  const footing = new Footing(endpoint, memory);
  const remembered = footing.successorOf(model);
  const succession = new Succession({ ...settings, host: endpoint.host, remembered });
  return { settings, patience, succession, footing, paces: settings.paces ?? pacesOfThisProcess };
}

/** What the first attempt sends; on the last rung, but for its random id. */
export function firstWanted(settings: AskSettings, question: Question): Wanted {
  const { succession, footing } = openLine(settings);
  const model = succession.foremost(question);
  return wantedOf(settings, model, footing.termsFor(model), firstTurn(question, settings.outputReserve));
}

export function wantedOf(
  { effort, cacheKey, profiles = builtInProfiles }: AskSettings,
  model: string,
  terms: Terms,
  { question, reserve }: Turn,
): Wanted {
  const profile = profiles.of(model);
  const { efforts, maxOutput } = profile;
  return {
    ...terms,
    model,
    question: seenBy(profile, question, terms.without),
    effort: efforts.includes(effort) ? effort : null,
    maxOutput: limitsOutput(terms) ? outputAllowance(model, reserve, profiles) : maxOutput,
    cacheKey,
    id: randomUUID(),
  };
}

export function askedOf({ endpoint }: AskSettings, { model, maxOutput, rung }: Wanted): Asked {
  return { host: endpoint.host, path: wireOf(rung).path, model, outputReserve: maxOutput };
}
