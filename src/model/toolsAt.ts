/** Says beforehand whether a model can be offered tools: what is not, has no room and no price. */

import { highestTerms } from "./ladder.ts";
import type { Endpoint } from "./endpoint.ts";
import type { EndpointMemory } from "./endpointMemory.ts";

/** As far as anybody knows before it is asked. */
export function takesTools(endpoint: Endpoint, model: string, memory: EndpointMemory): boolean {
  const { rung, without } = memory.recall(endpoint.origin, model) ?? highestTerms(endpoint);
  return rung === "responses" && ![...without].includes("tools");
}
