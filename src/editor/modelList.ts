/** The models of an endpoint as a list to choose from: what is known of each, the likeliest first. */

import { mayReview, type ListedModel } from "../model/catalogue.ts";
import type { Profile, Profiles } from "../model/profiles.ts";
import { tokens, usd } from "../report/figures.ts";
import type { Say } from "./panel/say.ts";

export interface ModelRow {
  readonly id: string;
  readonly description: string;
  readonly detail: string;
}

export interface ModelListOf {
  readonly models: readonly ListedModel[];
  readonly current: string;
  readonly fallbackModels: readonly string[];
  readonly profiles: Profiles;
}

/** The current one, the fallback models in their order, those of which something is known, the others; each by name. */
export function modelRows(
  { models, current, fallbackModels, profiles }: ModelListOf,
  say: Say,
): readonly ModelRow[] {
  const rank = (id: string): number => {
    if (id === current) return 0;
    const fallback = fallbackModels.indexOf(id);
    if (fallback >= 0) return 1 + fallback;
    return fallbackModels.length + (profiles.of(id).known ? 1 : 2);
  };
  return models
    .filter((model) => mayReview(model) || model.id === current)
    .toSorted((a, b) => rank(a.id) - rank(b.id) || byName.compare(a.id, b.id))
    .map(({ id, shutdown }) => ({
      id,
      description: [
        ...(id === current ? [say("current")] : []),
        ...(fallbackModels.includes(id) ? [say("fallback {0}", fallbackModels.indexOf(id) + 1)] : []),
      ].join(" · "),
      detail: detailOf(profiles.of(id), shutdown, say),
    }));
}

/** One that VS Code offers. What it costs is between the person and whoever offers it. */
export function offeredRow(
  {
    id,
    name,
    maxInputTokens,
  }: { readonly id: string; readonly name: string; readonly maxInputTokens: number },
  current: string,
  say: Say,
): ModelRow {
  return {
    id,
    description: [...(id === current ? [say("current")] : []), name].join(" · "),
    detail: say(
      "offered by VS Code · takes {0} tokens · price not known · not on save",
      tokens(maxInputTokens),
    ),
  };
}

const byName = new Intl.Collator("en", { numeric: true });

/** Where the endpoint says when it ends, it knows best. */
function detailOf(
  { known, contextWindow, features, price, shutdown, own, source }: Profile,
  listed: string | null,
  say: Say,
): string {
  const date = listed ?? shutdown;
  return [
    known ? say("window {0} tokens", tokens(contextWindow)) : say("window not known"),
    price === null
      ? say("price not known")
      : say("{0} in, {1} out a million", usd(price.input), usd(price.output)),
    ...(features?.includes("images") === true ? [say("reads images")] : []),
    ...(date === null
      ? []
      : [listed === null ? say("its maker ends it on {0}", date) : say("ends on {0}", date)]),
    ...(own ? [say("by your settings")] : source === null ? [] : [say("as of {0}", source.read)]),
  ].join(" · ");
}
