/** What the window of `npm start` is told to do, handed over in a file that only we can read. */

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "./vscode/cache.ts";
import type { Settings } from "./vscode/profile.ts";

export interface Order {
  readonly command: "secondLook.reviewUncommitted" | "secondLook.tryWithoutKey";
  readonly key: string | null;
  /** The file to open first, relative to the workspace. */
  readonly shown: string | null;
}

/** The extension that carries an order out; it is packed and installed, as a development window asks nobody for trust. */
export const startExtension = path.join(repositoryRoot, "test/support/start-extension");

/** Where it finds its order: the name of an environment variable of the window. */
export const orderVariable = "SECOND_LOOK_START";

export async function placeOrder(file: string, order: Order): Promise<void> {
  await writeFile(file, JSON.stringify(order), { mode: 0o600 });
}

/** A real review when the environment holds a key or names an endpoint, else practice. */
export function orderFrom(environment: NodeJS.ProcessEnv): {
  readonly order: Omit<Order, "shown">;
  readonly settings: Settings;
} {
  const { SECOND_LOOK_BASE_URL: baseUrl, SECOND_LOOK_MODEL: model } = environment;
  // OpenAI's own key goes to OpenAI alone, whatever else the environment says.
  const openAiKey = baseUrl === undefined ? environment["OPENAI_API_KEY"] : undefined;
  const key = environment["SECOND_LOOK_API_KEY"] ?? openAiKey ?? null;
  const settings = {
    ...(baseUrl === undefined ? {} : { "secondLook.baseUrl": baseUrl }),
    ...(model === undefined ? {} : { "secondLook.model": model }),
  };
  const real = key !== null || baseUrl !== undefined;
  return {
    order: { command: real ? "secondLook.reviewUncommitted" : "secondLook.tryWithoutKey", key },
    settings,
  };
}
