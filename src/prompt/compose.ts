/** Joins what was chosen for a part in the order that a provider's cache likes: what changes least stands first. */

import type { Piece } from "../context/piece.ts";
import { pieceId, type Told } from "../context/pieceId.ts";
import { byCodeUnits } from "../text/order.ts";
import type { Candidates } from "./candidates.ts";
import { onSheet, type Chosen } from "./choose.ts";
import type { Portion } from "./plan.ts";
import { sum } from "./room.ts";
import { write, type OnSheet, type Sheet } from "./sheets.ts";

/** A section of a part, and what it shows; the `tokens` are those that were taken for it. */
export interface Written {
  readonly text: string;
  readonly holds: readonly Portion[];
}

/** Tokens that were taken for what a person asks for. */
export interface Asked {
  readonly wishes: number;
  readonly focus: number;
}

/** What depends least on the text of the change stands first, and what varies from run to run, and from part to part, last. */
const order: readonly Portion["kind"][] = [
  "rules",
  "wishes",
  "author",
  "openFile",
  "test",
  "type",
  "definition",
  "caller",
  "diff",
  "history",
  "problems",
  "named",
  "focus",
];

/** The sections of a part in their order. */
export function compose(candidates: Candidates, chosen: Chosen, asked: Asked): readonly Written[] {
  const { wishes, focus, sheets, names } = candidates;
  const written = sheets.flatMap((sheet): Written[] => {
    const on = onSheet(sheet, chosen);
    const text = write(sheet, on);
    return text === "" ? [] : [{ text, holds: portionsOf(sheet, on, chosen) }];
  });
  const named = names.lines.filter(({ cleared }) => chosen.names.has(cleared)).map(({ text }) => text);
  const ofAll = (kind: Told["kind"], text: string, tokens: number): readonly Written[] =>
    text === "" ? [] : [{ text, holds: [portion({ kind, repository: "", path: "" }, { tokens })] }];
  return [
    ...written,
    ...ofAll("wishes", wishes, asked.wishes),
    ...ofAll("focus", focus, asked.focus),
    ...ofAll("named", named.length === 0 ? "" : names.head + named.join("") + names.foot, chosen.sizes.names),
  ].sort((a, b) => placeOf(a) - placeOf(b) || byCodeUnits(pathOf(a), pathOf(b)));
}

function placeOf({ holds }: Written): number {
  return Math.min(...holds.map(({ kind }) => order.indexOf(kind)).filter((place) => place >= 0));
}

function pathOf({ holds }: Written): string {
  return holds[0]?.path ?? "";
}

/** Pieces of one kind are one portion: they are taken and left together. */
function portionsOf(sheet: Sheet, { hunks, pieces }: OnSheet, { sizes }: Chosen): readonly Portion[] {
  const kinds = new Set(pieces.map(({ kind }) => kind));
  const ofPieces = [...kinds].flatMap((kind): Portion[] => {
    const same = pieces.filter((piece) => piece.kind === kind);
    const [first] = same;
    if (first === undefined) return [];
    const names = [...new Set(same.flatMap(({ reason }) => reason.names))];
    const tokens = sum(same.map((piece) => sizes.pieces.get(piece) ?? 0));
    return [portion({ ...first, path: first.name }, { reason: first.reason.code, names, tokens })];
  });
  if (sheet.diff === null || hunks.size === 0) return ofPieces;
  const { cleared } = sheet.diff;
  const told = { kind: "diff", repository: cleared.repository, path: cleared.file.path } as const;
  return [portion(told, { tokens: sizes.hunks.get(cleared) ?? 0 }), ...ofPieces];
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
