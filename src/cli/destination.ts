/** Which endpoint the command line asks, and with which key. A key goes only where it was given for. */

import type { Fault } from "../contract/failure.ts";
import { parseEndpoint, type Endpoint } from "../model/endpoint.ts";
import { defaults } from "./defaults.ts";

export interface Destination {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  /** The environment variable that the key comes, or would come, from. */
  readonly variable: "OPENAI_API_KEY" | "SECOND_LOOK_API_KEY";
  /** Whether the address came from the environment, which is then said aloud. */
  readonly fromEnvironment: boolean;
}

const openaiOrigin = "https://api.openai.com";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `SECOND_LOOK_API_KEY` belongs to the base URL that was given, by flag or by variable; `OPENAI_API_KEY` only ever
 * goes to api.openai.com.
 */
export function destinationOf(
  flag: string | null,
  environment: Environment,
):
  | { readonly kind: "destination"; readonly destination: Destination }
  | { readonly kind: "refused"; readonly fault: Fault } {
  const named = given(environment.SECOND_LOOK_BASE_URL);
  const baseUrl = flag ?? named;
  const parsed = parseEndpoint(baseUrl ?? defaults.baseUrl);
  if (parsed.kind === "refused") return parsed;
  const { endpoint } = parsed;

  const own = baseUrl === null ? null : given(environment.SECOND_LOOK_API_KEY);
  const isOpenai = endpoint.origin === openaiOrigin;
  const key = own ?? (isOpenai ? given(environment.OPENAI_API_KEY) : null);
  return {
    kind: "destination",
    destination: {
      endpoint,
      key,
      variable: isOpenai && own === null ? "OPENAI_API_KEY" : "SECOND_LOOK_API_KEY",
      fromEnvironment: flag === null && named !== null,
    },
  };
}

function given(value: string | undefined): string | null {
  return value === undefined || value.trim() === "" ? null : value.trim();
}
