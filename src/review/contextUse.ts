/** Tells what the window was filled with: every piece that went, with its tokens in each part, and every one that did not. */

import { pieceId } from "../context/pieceId.ts";
import type { Wished } from "../context/wished.ts";
import type { ContextPiece, ContextUse } from "../contract/context.ts";
import type { Plan, Portion } from "../prompt/plan.ts";

export function contextUse({ parts, omitted, room }: Plan, wished: Wished): ContextUse {
  const went = new Map<string, ContextPiece>();
  for (const { number, contents } of parts) {
    for (const portion of contents) went.set(portion.id, added(went.get(portion.id), portion, number));
  }
  const left = new Map<string, ContextPiece>();
  for (const { kind, repository, path, code, reason } of omitted) {
    const id = pieceId({ kind, repository, path });
    if (went.has(id) || left.has(id)) continue;
    left.set(id, {
      id,
      kind,
      repository,
      path,
      reason: code,
      names: [],
      parts: [],
      left: reason,
      wish: null,
    });
  }
  return {
    window: room.window,
    reserve: room.outputReserve + room.laterRounds,
    instructions: Math.max(0, ...parts.map(({ frameTokens }) => frameTokens)),
    pieces: [...went.values(), ...left.values()].map((piece) => ({
      ...piece,
      wish: wishFor(piece.id, wished),
    })),
  };
}

function added(known: ContextPiece | undefined, portion: Portion, part: number): ContextPiece {
  const { id, kind, repository, path, names, tokens } = portion;
  // A file that is there whole is there for that, whatever parts of it stand elsewhere.
  const reason = known?.reason === "changed" ? known.reason : portion.reason;
  const earlier = known?.parts ?? [];
  const here = earlier.find((each) => each.part === part)?.tokens ?? 0;
  return {
    ...{ id, kind, repository, path, reason, left: null, wish: null },
    names: [...new Set([...(known?.names ?? []), ...names])],
    parts: [...earlier.filter((each) => each.part !== part), { part, tokens: here + tokens }],
  };
}

function wishFor(id: string, { pinned, dropped }: Wished): ContextPiece["wish"] {
  if (dropped.has(id)) return "dropped";
  return pinned.has(id) ? "pinned" : null;
}
