/** Joins what was chosen for a part in the order that a provider's cache likes: what changes least stands first. */

import type { Piece } from "../context/piece.ts";
import { pieceId, type Told } from "../context/pieceId.ts";
import { byCodeUnits } from "../text/order.ts";
import type { Candidates } from "./candidates.ts";
import { onSheet, type Chosen } from "./choose.ts";
import { pictureSection, tokensOf, type Pictured } from "./pictures.ts";
import type { Portion } from "./plan.ts";
import { sum } from "./room.ts";
import { showsBefore, write, type Sheet } from "./sheets.ts";

/** A section of a part, and what it shows; the `tokens` are those that were taken for it. */
export interface Written {
  readonly text: string;
  readonly holds: readonly Portion[];
  /** Tokens of what goes along with it and is no text. */
  readonly beside: number;
  readonly place: Place;
}

type Place = Portion["kind"] | "diffBesideFile";

/** Tokens that were taken for what a person asks for. */
export interface Asked {
  readonly wishes: number;
  readonly focus: number;
}

/** What depends least on the text of the change stands first, and what varies from run to run, and from part to part, last. */
const order: readonly Place[] = [
  "rules",
  "wishes",
  "author",
  "changedFile",
  "openFile",
  "test",
  "type",
  "definition",
  "caller",
  "diff",
  // It is short, and any line of the file that is edited changes it.
  "diffBesideFile",
  "history",
  "problems",
  "picture",
  "named",
  "focus",
];

/** The sections of a part in their order. */
export function compose(candidates: Candidates, chosen: Chosen, asked: Asked): readonly Written[] {
  const { wishes, focus, sheets, names } = candidates;
  const written = sheets.flatMap((sheet): Written[] => {
    const on = onSheet(sheet, chosen);
    return write(sheet, on).map(({ kind, text, pieces }) => {
      const holds = portionsOf(pieces, chosen);
      if (kind !== "diff") {
        return { text, holds, beside: 0, place: first(holds.map((portion) => portion.kind)) };
      }
      const place = showsBefore(sheet, on) ? "diffBesideFile" : "diff";
      return { text, holds: [...portionOfHunks(sheet, chosen), ...holds], beside: 0, place };
    });
  });
  const named = names.lines.filter(({ cleared }) => chosen.names.has(cleared)).map(({ text }) => text);
  const ofAll = (kind: Told["kind"], text: string, tokens: number): readonly Written[] =>
    text === ""
      ? []
      : [{ text, holds: [portion({ kind, repository: "", path: "" }, { tokens })], beside: 0, place: kind }];
  const pictured = picturedIn(candidates, chosen);
  return [
    ...written,
    ...(pictured.length === 0 ? [] : [picturesOf(pictured, candidates, chosen)]),
    ...ofAll("wishes", wishes, asked.wishes),
    ...ofAll("focus", focus, asked.focus),
    ...ofAll("named", named.length === 0 ? "" : names.head + named.join("") + names.foot, chosen.sizes.names),
  ].sort((a, b) => order.indexOf(a.place) - order.indexOf(b.place) || byCodeUnits(pathOf(a), pathOf(b)));
}

/** In the order in which they follow the material. */
export function picturedIn({ pictures }: Candidates, chosen: Chosen): readonly Pictured[] {
  return pictures.filter(({ cleared }) => chosen.pictures.has(cleared));
}

function picturesOf(pictured: readonly Pictured[], { key }: Candidates, chosen: Chosen): Written {
  return {
    text: pictureSection(key, pictured),
    holds: pictured.map(({ cleared }) => {
      const { repository, file } = cleared;
      const tokens = chosen.pictures.get(cleared) ?? 0;
      return portion({ kind: "picture", repository, path: file.path }, { tokens });
    }),
    beside: sum(pictured.map(tokensOf)),
    place: "picture",
  };
}

/** A text that is shown for several reasons stands where the first of them has it stand. */
function first(kinds: readonly Place[]): Place {
  return order.find((place) => kinds.includes(place)) ?? "named";
}

function pathOf({ holds }: Written): string {
  return holds[0]?.path ?? "";
}

function portionOfHunks({ diff }: Sheet, { sizes }: Chosen): readonly Portion[] {
  if (diff === null) return [];
  const { repository, file } = diff.cleared;
  const told = { kind: "diff", repository, path: file.path } as const;
  return [portion(told, { tokens: sizes.hunks.get(diff.cleared) ?? 0 })];
}

/** Pieces of one kind are one portion: they are taken and left together. */
function portionsOf(pieces: readonly Piece[], { sizes }: Chosen): readonly Portion[] {
  return [...new Set(pieces.map(({ kind }) => kind))].flatMap((kind): Portion[] => {
    const same = pieces.filter((piece) => piece.kind === kind);
    const [first] = same;
    if (first === undefined) return [];
    // A file that is there whole is there for that, whatever parts of it would have been.
    const { reason } = same.find((piece) => piece.reason.code === "changed") ?? first;
    const names = [...new Set(same.flatMap((piece) => piece.reason.names))];
    const tokens = sum(same.map((piece) => sizes.pieces.get(piece) ?? 0));
    return [portion({ ...first, path: first.name }, { reason: reason.code, names, tokens })];
  });
}

function portion(
  { kind, repository, path }: Told,
  {
    reason = null,
    names = [],
    tokens,
  }: {
    readonly reason?: Piece["reason"]["code"] | null;
    readonly names?: readonly string[];
    readonly tokens: number;
  },
): Portion {
  const told = { kind, repository, path };
  return { id: pieceId(told), ...told, reason, names, tokens };
}
