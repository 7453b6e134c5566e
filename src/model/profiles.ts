/** What is known of each model: its window, its price, what it understands. One table; an endpoint that knows better is right, and so is a person. */

import type { Effort } from "./asking.ts";

/** USD for a million tokens, at the list price of the model's maker. */
export interface Price {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  /** A request with more input than this pays `factor` times the price for all of its input. */
  readonly longInput?: { readonly above: number; readonly factor: number };
}

/** What a review can make use of: an answer in the form of a schema, calls of tools, pictures in the prompt. */
export type Feature = "schema" | "tools" | "images";

/** What a picture costs, in tokens: `base`, and `factor` for each square of 32 × 32 pixels, of which there are at most `most`. */
export interface PictureCost {
  readonly base: number;
  readonly factor: number;
  readonly most: number;
}

/** Where the figures of a row were read. */
export interface Source {
  /** A page, without its scheme. */
  readonly page: string;
  /** ISO. */
  readonly read: string;
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
  /** Null where the page was not read for it: what the endpoint takes is found out by asking. */
  readonly features: readonly Feature[] | null;
  /** A careful guess where nobody said. */
  readonly pictureCost: PictureCost;
  /** The day (ISO) its maker ends it on its own endpoint; others may serve it longer. */
  readonly shutdown: string | null;
  /** What its maker names in its place. */
  readonly successor: string | null;
  /** How many tokens it may make of what counts as one in o200k_base: 1.3 for other makers' tokenizers. */
  readonly countFactor: number;
  /** False: nobody has said how much it takes, and the figures are careful guesses. */
  readonly known: boolean;
  /** Null for a model that is not in the table. */
  readonly source: Source | null;
  /** Whether `secondLook.profiles` says some of this. */
  readonly own: boolean;
}

/** What is known of models, for one review; a lookup that never fails. */
export interface Profiles {
  readonly of: (model: string) => Profile;
  /** What `secondLook.profiles` says that could not be understood, as `model.field`. */
  readonly ignored: readonly string[];
}

/** What a person says of a model; fields that are left out stay as they are. */
export interface OwnRow {
  readonly contextWindow?: number;
  readonly maxOutput?: number;
  readonly inputUsd?: number;
  readonly cachedUsd?: number;
  readonly outputUsd?: number;
  readonly efforts?: readonly Effort[];
  readonly features?: readonly Feature[];
  readonly shutdown?: string;
  readonly successor?: string;
}

type Row = Omit<Profile, "model" | "countFactor" | "known" | "own" | "pictureCost"> & {
  readonly pictureCost?: PictureCost;
};

/** Not less than any page of the provider says of a picture that is looked at closely, whatever its way of counting. */
const carefulPictureCost: PictureCost = { base: 300, factor: 2.5, most: 2500 };

const reasoning: readonly Effort[] = ["low", "medium", "high"];
/** Pricing page: from 5.5 on, the whole input of a request above 272K costs twice as much. */
const longInput = { above: 272_000, factor: 2 };

function openai(page: string): Source {
  return { page: `platform.openai.com/docs/${page}`, read: "2026-11-22" };
}

/**
 * Shutdown dates and successors are those of the page "deprecations", of the same day. Where a page gives only the
 * input a model takes, that stands for its window, and where it gives no limit of the output, o4-mini's does: both are
 * the careful reading.
 */
const table: Readonly<Record<string, Row>> = {
  "o4-mini": {
    contextWindow: 200_000,
    maxOutput: 100_000,
    price: { input: 1.1, cached: 0.275, output: 4.4 },
    efforts: reasoning,
    features: ["schema", "tools", "images"],
    // By the guide "Images and vision", "Calculating costs": a factor of the model over squares of 32 pixels.
    pictureCost: { base: 0, factor: 1.72, most: 1536 },
    shutdown: "2026-10-23",
    successor: "gpt-6.1-terra",
    source: openai("models/o4-mini"),
  },
  "gpt-6.1-terra": {
    contextWindow: 922_000,
    maxOutput: 100_000,
    price: { input: 1, cached: 0.05, output: 5, longInput },
    efforts: reasoning,
    features: null,
    shutdown: null,
    successor: null,
    source: openai("models/gpt-6.1-terra"),
  },
  "gpt-6-luna": {
    contextWindow: 922_000,
    maxOutput: 100_000,
    price: { input: 0.1, cached: 0.01, output: 0.5, longInput },
    efforts: reasoning,
    features: null,
    shutdown: null,
    successor: null,
    source: openai("models/gpt-6-luna"),
  },
  "gpt-5.4-mini": {
    contextWindow: 400_000,
    maxOutput: 100_000,
    price: { input: 0.75, cached: 0.075, output: 4.5 },
    efforts: reasoning,
    features: null,
    shutdown: null,
    successor: null,
    source: openai("models/gpt-5.4-mini"),
  },
  "gpt-5-mini": {
    contextWindow: 272_000,
    maxOutput: 100_000,
    price: { input: 0.25, cached: 0.025, output: 2 },
    efforts: reasoning,
    features: null,
    shutdown: "2026-12-11",
    successor: null,
    source: openai("models/gpt-5-mini"),
  },
  o3: {
    contextWindow: 200_000,
    maxOutput: 100_000,
    price: { input: 2, cached: 0.5, output: 8 },
    efforts: reasoning,
    features: null,
    shutdown: "2026-12-11",
    successor: null,
    source: openai("models/o3"),
  },
  // Does not reason.
  "gpt-4.1": {
    contextWindow: 1_000_000,
    maxOutput: 32_768,
    price: { input: 2, cached: 0.5, output: 8 },
    efforts: [],
    features: null,
    shutdown: "2027-01-14",
    successor: null,
    source: openai("models/gpt-4.1"),
  },
  // Not a model: the rules of src/practice, which cost nothing and have the window of o4-mini.
  practice: {
    contextWindow: 200_000,
    maxOutput: 100_000,
    price: { input: 0, cached: 0, output: 0 },
    efforts: [],
    features: ["schema"],
    shutdown: null,
    successor: null,
    source: null,
  },
};

/** What most models that are still served can do; a price is not guessed. */
const unknown: Row = {
  contextWindow: 128_000,
  maxOutput: 16_384,
  price: null,
  efforts: [],
  features: null,
  shutdown: null,
  successor: null,
  source: null,
};

/** The table alone. */
export const builtInProfiles: Profiles = { of: profileOf, ignored: [] };

/** Dated names, names with their vendor in front and fine-tuned models have the profile of their family. */
export function profileOf(model: string): Profile {
  const { family, tuned } = parse(model);
  const row = Object.hasOwn(table, family) ? table[family] : undefined;
  const pictureCost = row?.pictureCost ?? carefulPictureCost;
  if (row === undefined)
    return { model, ...unknown, pictureCost, countFactor: 1.3, known: false, own: false };
  // Fine-tuned models are billed dearer than their family, by a price that the table does not hold.
  const price = tuned ? null : row.price;
  return { model, ...row, pictureCost, price, countFactor: 1, known: true, own: false };
}

/** The table under what a person says: of this very id, or else of its family. */
export function profilesUnder(own: ReadonlyMap<string, OwnRow>, ignored: readonly string[] = []): Profiles {
  const rows = new Map([...own].map(([model, row]) => [nameOf(model), row]));
  return {
    of(model) {
      const { family, tuned } = parse(model);
      const exact = rows.get(nameOf(model));
      const row = exact ?? rows.get(family);
      if (row === undefined) return profileOf(model);
      const base = profileOf(model);
      const price = priceOf(row, base.price);
      return {
        ...base,
        contextWindow: row.contextWindow ?? base.contextWindow,
        maxOutput: row.maxOutput ?? base.maxOutput,
        // What a person says of a family is no price of what was tuned from it either.
        price: exact === undefined && tuned ? null : price,
        efforts: row.efforts ?? base.efforts,
        features: row.features ?? base.features,
        shutdown: row.shutdown ?? base.shutdown,
        successor: row.successor ?? base.successor,
        known: base.known || row.contextWindow !== undefined,
        own: true,
      };
    },
    ignored,
  };
}

/** Half a price is none. Cached input costs as much as other input where nobody says that it is cheaper. */
function priceOf({ inputUsd, cachedUsd, outputUsd }: OwnRow, base: Price | null): Price | null {
  const [input, output] = [inputUsd ?? base?.input, outputUsd ?? base?.output];
  if (input === undefined || output === undefined) return null;
  const cached = cachedUsd ?? (inputUsd === undefined ? base?.cached : undefined) ?? input;
  // Prices of one's own are what one pays, whatever the length.
  const long = inputUsd === undefined ? base?.longInput : undefined;
  return { input, cached, output, ...(long === undefined ? {} : { longInput: long }) };
}

export function isSameFamily(a: string, b: string): boolean {
  return parse(a).family === parse(b).family;
}

/** How many tokens of reasoning and answer to ask for: the reserve, as far as the model goes. */
export function outputAllowance(
  model: string,
  outputReserve: number,
  profiles: Profiles = builtInProfiles,
): number {
  return Math.min(outputReserve, profiles.of(model).maxOutput);
}

function nameOf(model: string): string {
  return model.trim().toLowerCase();
}

/** `openai/o4-mini`, `o4-mini-2025-04-16`, `o4-mini:free` and `ft:o4-mini-2025-04-16:acme::id` are all of the family `o4-mini`. */
function parse(model: string): { readonly family: string; readonly tuned: boolean } {
  const name = nameOf(model);
  const bare = name.slice(name.lastIndexOf("/") + 1);
  const tuned = bare.startsWith("ft:");
  const [base = ""] = (tuned ? bare.slice(3) : bare).split(":");
  return { family: base.replace(/-(\d{4}-\d{2}-\d{2}|latest)$/, ""), tuned };
}
