/** What is known of each model: its window, its price, what it understands. One table; an endpoint that knows better is right. */

import type { Effort } from "./asking.ts";

/** USD for a million tokens, at the list price of the model's maker. */
export interface Price {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  /** A request with more input than this pays `factor` times the price for all of its input. */
  readonly longInput?: { readonly above: number; readonly factor: number };
}

export interface Profile {
  readonly model: string;
  /** Tokens of input, reasoning and answer together. */
  readonly contextWindow: number;
  /** Tokens of reasoning and answer together. */
  readonly maxOutput: number;
  /** Null: not known, which is never taken for free. */
  readonly price: Price | null;
  /** What may be asked of it; empty for a model that does not reason, or of which that is not known. */
  readonly efforts: readonly Effort[];
  /** The day (ISO) its maker ends it on its own endpoint; others may serve it longer. */
  readonly shutdown: string | null;
  /** How many tokens it may make of what counts as one in o200k_base: 1.3 for other makers' tokenizers. */
  readonly countFactor: number;
  /** False: not in the table, and the figures are careful guesses. */
  readonly known: boolean;
}

type Row = Omit<Profile, "model" | "countFactor" | "known">;

const reasoning: readonly Effort[] = ["low", "medium", "high"];
/** Pricing page, 2026-11-22: from 5.5 on, the whole input of a request above 272K costs twice as much. */
const longInput = { above: 272_000, factor: 2 };

/**
 * The maker's pages on models, pricing and deprecations, as read on 2026-11-22. Where a page gives only the input a
 * model takes, that stands for its window, which is the careful reading.
 */
const table: Readonly<Record<string, Row>> = {
  // models/o4-mini; deprecations: ended on 2026-10-23, replaced by the terra tier
  "o4-mini": {
    contextWindow: 200_000,
    maxOutput: 100_000,
    price: { input: 1.1, cached: 0.275, output: 4.4 },
    efforts: reasoning,
    shutdown: "2026-10-23",
  },
  // models/gpt-6.1-terra, 922K in; its output limit is not stated there, so o4-mini's is taken
  "gpt-6.1-terra": {
    contextWindow: 922_000,
    maxOutput: 100_000,
    price: { input: 1, cached: 0.05, output: 5, longInput },
    efforts: reasoning,
    shutdown: null,
  },
  // models/gpt-6-luna, 922K in; output limit as above
  "gpt-6-luna": {
    contextWindow: 922_000,
    maxOutput: 100_000,
    price: { input: 0.1, cached: 0.01, output: 0.5, longInput },
    efforts: reasoning,
    shutdown: null,
  },
  // models/gpt-5.4-mini; output limit as above
  "gpt-5.4-mini": {
    contextWindow: 400_000,
    maxOutput: 100_000,
    price: { input: 0.75, cached: 0.075, output: 4.5 },
    efforts: reasoning,
    shutdown: null,
  },
  // models/gpt-5-mini, 272K in; output limit as above; deprecations: ends on 2026-12-11
  "gpt-5-mini": {
    contextWindow: 272_000,
    maxOutput: 100_000,
    price: { input: 0.25, cached: 0.025, output: 2 },
    efforts: reasoning,
    shutdown: "2026-12-11",
  },
  // models/o3; deprecations: ends on 2026-12-11
  o3: {
    contextWindow: 200_000,
    maxOutput: 100_000,
    price: { input: 2, cached: 0.5, output: 8 },
    efforts: reasoning,
    shutdown: "2026-12-11",
  },
  // models/gpt-4.1, 1M in, does not reason; deprecations: ends on 2027-01-14
  "gpt-4.1": {
    contextWindow: 1_000_000,
    maxOutput: 32_768,
    price: { input: 2, cached: 0.5, output: 8 },
    efforts: [],
    shutdown: "2027-01-14",
  },
  // not a model: the rules of src/practice, which cost nothing and have the window of o4-mini
  practice: {
    contextWindow: 200_000,
    maxOutput: 100_000,
    price: { input: 0, cached: 0, output: 0 },
    efforts: [],
    shutdown: null,
  },
};

/** What most models that are still served can do; a price is not guessed. */
const unknown: Row = { contextWindow: 128_000, maxOutput: 16_384, price: null, efforts: [], shutdown: null };

/** Dated names, names with their vendor in front and fine-tuned models have the profile of their family. */
export function profileOf(model: string): Profile {
  const { family, tuned } = parse(model);
  const row = Object.hasOwn(table, family) ? table[family] : undefined;
  if (row === undefined) return { model, ...unknown, countFactor: 1.3, known: false };
  // Fine-tuned models are billed dearer than their family, by a price that the table does not hold.
  return { model, ...row, price: tuned ? null : row.price, countFactor: 1, known: true };
}

export function isSameFamily(a: string, b: string): boolean {
  return parse(a).family === parse(b).family;
}

/** How many tokens of reasoning and answer to ask for: the reserve, as far as the model goes. */
export function outputAllowance(model: string, outputReserve: number): number {
  return Math.min(outputReserve, profileOf(model).maxOutput);
}

/** `openai/o4-mini`, `o4-mini-2025-04-16`, `o4-mini:free` and `ft:o4-mini-2025-04-16:acme::id` are all of the family `o4-mini`. */
function parse(model: string): { readonly family: string; readonly tuned: boolean } {
  const name = model.trim().toLowerCase();
  const bare = name.slice(name.lastIndexOf("/") + 1);
  const tuned = bare.startsWith("ft:");
  const [base = ""] = (tuned ? bare.slice(3) : bare).split(":");
  return { family: base.replace(/-(\d{4}-\d{2}-\d{2}|latest)$/, ""), tuned };
}
