/** The settings that a review runs by: of which folder they are, and what is known of the endpoint that they name. */

import type { Kept } from "../memory/kept.ts";
import { endpointFor } from "../model/editorModel.ts";
import { practiceModel } from "../practice/transport.ts";
import type { ReviewRequest } from "../review/ports.ts";
import { withRoom } from "./lm.ts";
import { settingsFolders } from "./places.ts";
import { readSettings, type Settings } from "./settings.ts";

/** Those that may differ from folder to folder but shape the whole answer are of the first. */
export async function settingsFor(by: "model" | "practice", folders: readonly string[]): Promise<Settings> {
  const folderOf = await settingsFolders();
  const settings = readSettings(folderOf(folders[0] ?? ""));
  return by === "model"
    ? withRoom(settings)
    : { ...settings, review: { ...settings.review, model: practiceModel } };
}

/** What the endpoint is known to take of one request holds as well. */
export function underLimit(settings: Settings, kept: Kept): Settings {
  const { baseUrl, review } = settings;
  const contextLimit = kept.contextLimit(review.contextLimit, { baseUrl, model: review.model });
  return { ...settings, review: { ...review, contextLimit } };
}

/** A model may read by itself as far as the ceiling of a review leaves room for it. */
export function toolsFor({ baseUrl, review, budgetUsd }: Settings, kept: Kept): Pick<ReviewRequest, "tools"> {
  const { model } = review;
  const parsed = endpointFor({ baseUrl, model });
  const takesThem = parsed.kind === "endpoint" && kept.takesTools(parsed.endpoint, model);
  return model === practiceModel || takesThem ? { tools: { ceilingUsd: budgetUsd } } : {};
}
