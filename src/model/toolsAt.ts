/** Says beforehand whether a model can be offered tools: what is not, has no room and no price. */

import { highestTerms } from "./ladder.ts";
import type { Endpoint } from "./endpoint.ts";
import type { EndpointMemory } from "./endpointMemory.ts";
import type { Profile } from "./profiles.ts";

/** As far as anybody knows before it is asked. */
export function takesTools(
  endpoint: Endpoint,
  { model, features }: Pick<Profile, "model" | "features">,
  memory: EndpointMemory,
): boolean {
  if (features?.includes("tools") === false) return false;
  const { rung, without } = memory.recall(endpoint.origin, model) ?? highestTerms(endpoint);
  return rung === "responses" && ![...without].includes("tools");
}
