/** Decides whether the pictures of a change go along: where a person wants it, and whoever is asked reads them. */

import type { ReadBytes } from "../change/bytes.ts";
import { pictureTokens, readsPictures } from "../model/pictures.ts";
import type { ClearedChange } from "../privacy/cleared.ts";
import { clearPictures, isPictureFile, type PictureFile } from "../privacy/pictures.ts";
import type { Pictured, PicturedSide } from "../prompt/pictures.ts";
import type { ReviewRequest } from "./ports.ts";

export interface SeenPictures {
  /** The change, with the reason at each picture that stays here. */
  readonly cleared: ClearedChange;
  readonly pictures: readonly Pictured[];
  /** How many files stay here because the model reads no pictures. */
  readonly unread: number;
}

/** A save sends no pictures: it was agreed to for little text. */
export async function picturesOf(
  cleared: ClearedChange,
  readBytes: ReadBytes,
  { request, signal }: { readonly request: ReviewRequest; readonly signal: AbortSignal },
): Promise<SeenPictures> {
  const { model, profiles, includeImages } = request.settings;
  const nothing: SeenPictures = { cleared, pictures: [], unread: 0 };
  if (!includeImages || request.only !== undefined) return nothing;
  const profile = profiles.of(model);
  if (!readsPictures(profile)) return { ...nothing, unread: cleared.files.filter(isPictureFile).length };

  const found = await clearPictures({ cleared, readBytes, signal });
  const left = new Map(
    found.flatMap((each) => (each.kind === "left" ? [[each.cleared, each.reason] as const] : [])),
  );
  const sidesOf = ({ old, new: now }: PictureFile): readonly PicturedSide[] =>
    [{ side: "old", picture: old } as const, { side: "new", picture: now } as const].flatMap(
      ({ side, picture }) =>
        picture === null ? [] : [{ side, picture, tokens: pictureTokens(profile, picture) }],
    );
  return {
    cleared: {
      ...cleared,
      files: cleared.files.map((file) => {
        const withheld = left.get(file);
        return withheld === undefined ? file : { ...file, withheld };
      }),
    },
    pictures: found.flatMap((each) =>
      each.kind === "cleared" ? [{ cleared: each.cleared, sides: sidesOf(each) }] : [],
    ),
    unread: 0,
  };
}
