/** Changed pictures in a prompt: the section that names them, and the pictures that follow the material. */

import type { Side } from "../contract/finding.ts";
import type { ClearedFile, ClearedPicture } from "../privacy/cleared.ts";
import { howChanged } from "./diff.ts";
import type { PartPicture, ShownText } from "./plan.ts";
import { sum, type Filling } from "./room.ts";
import { closeSection, openSection } from "./sections.ts";

/** A changed file that can be shown as pictures: as it was and as it is, or one of the two. */
export interface Pictured {
  readonly cleared: ClearedFile;
  readonly sides: readonly PicturedSide[];
}

export interface PicturedSide {
  readonly side: Side;
  readonly picture: ClearedPicture;
  /** By our own count, for the model that is asked. */
  readonly tokens: number;
}

/**
 * Of a part: pictures, so that text keeps most of the room, and characters of base64, which has room for the two largest.
 * Gateways refuse larger requests, and writing them down would take too long at a stretch.
 */
const [mostPictures, mostCharacters] = [16, 5.5 * 1024 * 1024];

/** All sides of a file or none: one alone would not tell what changed. The smallest first, so that most of them find room. */
export async function choosePictures(
  pictured: readonly Pictured[],
  filling: Filling,
): Promise<ReadonlyMap<ClearedFile, number>> {
  const chosen = new Map<ClearedFile, number>();
  let [count, characters] = [0, 0];
  for (const file of pictured.toSorted((a, b) => charactersOf(a) - charactersOf(b))) {
    const more = charactersOf(file);
    if (count + file.sides.length > mostPictures || characters + more > mostCharacters) continue;
    // None has a number that is longer than the last one's.
    const [named = 0] = await filling.measure([linesOf(file, mostPictures)]);
    const tokens = named + tokensOf(file);
    if (!filling.take(tokens)) continue;
    chosen.set(file.cleared, tokens);
    count += file.sides.length;
    characters += more;
  }
  return chosen;
}

/** Empty without any. */
export function pictureSection(key: string, pictured: readonly Pictured[]): string {
  if (pictured.length === 0) return "";
  let before = 0;
  const lines = pictured.map((file) => {
    const text = linesOf(file, before);
    before += file.sides.length;
    return text;
  });
  return [openSection(key, { kind: "pictures", title: "" }), ...lines, closeSection(key)].join("");
}

/** What a section of pictures has before and after their names. */
export function frameOfPictures(key: string, pictured: readonly Pictured[]): string {
  return pictured.length === 0 ? "" : openSection(key, { kind: "pictures", title: "" }) + closeSection(key);
}

/** The most that pictures can take of a part's room, in tokens. */
export function mostForPictures(pictured: readonly Pictured[]): number {
  const each = pictured.map((file) => tokensOf(file) + Buffer.byteLength(linesOf(file, mostPictures)));
  return sum(each.sort((a, b) => b - a).slice(0, mostPictures));
}

/** In the order of the section. */
export function picturesIn(pictured: readonly Pictured[]): readonly PartPicture[] {
  return pictured
    .flatMap(({ sides }) => sides)
    .map(({ picture, tokens }, index) => ({ ...picture, name: nameOf(index), tokens }));
}

/** A finding may name the file; there is no line in it. */
export function groundOfPictures({ cleared, sides }: Pictured): readonly ShownText[] {
  const { repository, file, path, oldPath } = cleared;
  const names = oldPath === null ? [path] : [path, oldPath];
  return sides.map(({ side }) => ({
    repository,
    path: side === "new" ? file.path : (file.oldPath ?? file.path),
    names: side === "new" ? names : [...names].reverse(),
    side,
    sent: [],
    snapshot: [],
    shown: [],
    changed: [],
  }));
}

/** `before`: how many pictures come before these. */
function linesOf({ cleared, sides }: Pictured, before: number): string {
  return sides
    .map(({ side, picture: { width, height } }, index) => {
      const when = side === "old" ? "before the change" : "after the change";
      const what = `${when}, ${howChanged(cleared)}, ${width} x ${height} pixels`;
      return `- ${nameOf(before + index)}: ${cleared.path} (${what})\n`;
    })
    .join("");
}

function charactersOf({ sides }: Pictured): number {
  return sum(sides.map(({ picture }) => picture.base64.length));
}

/** Without what names them. */
export function tokensOf({ sides }: Pictured): number {
  return sum(sides.map(({ tokens }) => tokens));
}

function nameOf(index: number): string {
  return `Picture ${index + 1}`;
}
