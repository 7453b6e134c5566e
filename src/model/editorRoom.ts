/** How much a model takes that the editor offers: the editor's own word, in the place of the table's. */

import { askForId, formInWords } from "../prompt/spelled.ts";
import type { Profiles } from "./profiles.ts";

/** What plain words add to a prompt, in bytes: never fewer than in tokens. */
const spelledOut = Buffer.byteLength(formInWords + askForId("00000000-0000-0000-0000-000000000000"));

/**
 * The table with the editor's word on one of its models. It tells the most input, in tokens, and no price; what its
 * name may have in common with a model of the table says nothing of what it costs here.
 */
export function withEditorModel(
  profiles: Profiles,
  {
    model,
    maxInputTokens,
    outputReserve,
  }: { readonly model: string; readonly maxInputTokens: number; readonly outputReserve: number },
): Profiles {
  return {
    ...profiles,
    of: (asked) => {
      const profile = profiles.of(asked);
      if (asked !== model) return profile;
      return {
        ...profile,
        contextWindow: Math.max(0, maxInputTokens - spelledOut) + outputReserve,
        maxOutput: outputReserve,
        price: null,
        efforts: [],
        // It is asked in words alone.
        features: profile.features?.filter((feature) => feature !== "images") ?? null,
        shutdown: null,
        successor: null,
        // Whose tokenizer it is, nobody says.
        countFactor: 1.3,
        known: true,
        source: null,
        own: false,
      };
    },
  };
}
