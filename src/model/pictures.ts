/** Pictures in a question: what they cost, who reads them, and the same question without them for whoever does not. */

import type { Picture, Question } from "./asking.ts";
import type { Profile } from "./profiles.ts";
import type { Trouble } from "./trouble.ts";

/** Stands among the parameters that an endpoint won't have, though it is none. */
export const pictures = "pictures";

const square = 32;

/** Tokens, never fewer than the model makes of it: pictures that are made smaller first count as if they filled their limit. */
export function pictureTokens(
  { pictureCost: { base, factor, most } }: Pick<Profile, "pictureCost">,
  { width, height }: Pick<Picture, "width" | "height">,
): number {
  const squares = Math.ceil(width / square) * Math.ceil(height / square);
  return base + Math.ceil(factor * Math.min(most, squares));
}

/** Only where somebody said so: of a picture, nothing can be found out by trying that would not have been sent already. */
export function readsPictures({ features }: Pick<Profile, "features">): boolean {
  return features?.includes("images") === true;
}

/** How many tokens more than `tokens` say a request has for this model; fewer are negative. */
export function moreTokensAt(profile: Profile, all: readonly Picture[]): number {
  const each = all.map(
    (picture) => (readsPictures(profile) ? pictureTokens(profile, picture) : 0) - picture.tokens,
  );
  return each.reduce((sum, more) => sum + more, 0);
}

/** The question as this model takes it; its tokens are counted for this model, too. */
export function seenBy(profile: Profile, question: Question, without: ReadonlySet<string>): Question {
  const { pictures: all = [], ...rest } = question;
  if (all.length === 0) return question;
  if (!readsPictures(profile) || without.has(pictures)) {
    return { ...rest, inputTokens: all.reduce((left, { tokens }) => left - tokens, question.inputTokens) };
  }
  const own = all.map((picture) => ({ ...picture, tokens: pictureTokens(profile, picture) }));
  return { ...rest, pictures: own, inputTokens: question.inputTokens + moreTokensAt(profile, all) };
}

export function hasPictures({ pictures: all = [] }: Question): boolean {
  return all.length > 0;
}

/** Whether a refusal is about the pictures, in the words of services and gateways; some call it a path that is missing. */
export function refusesPictures(trouble: Trouble, question: Question): boolean {
  if (trouble.kind !== "refused" || !hasPictures(question)) return false;
  const { status, param, message } = trouble.refusal;
  return status !== null && refusals.includes(status) && about.test(`${param} ${message}`);
}

const refusals: readonly number[] = [400, 404, 415, 422];
const about = /\b(input_image|image_urls?|images?|vision|multi-?modal)\b/i;

export function dataUrl({ mediaType, base64 }: Picture): string {
  return `data:${mediaType};base64,${base64}`;
}

/** What stands in a request in place of a picture, where it is kept or shown. */
export function withoutPixels(text: string): string {
  const head = /^data:image\/\w+;base64,/.exec(text)?.[0];
  return head === undefined ? text : `${head}… (${text.length - head.length} characters)`;
}
