/** A small process that starts programs for a large one: to start one is to copy the tables of one's own memory first. */

import { startHere, type Program, type ProgramEnd } from "./change/child.ts";

/** Whoever started this process numbers its programs. */
export type Order =
  | { readonly kind: "start"; readonly id: number; readonly program: Program }
  | { readonly kind: "kill"; readonly id: number };

export type Report =
  /** Once, when it can take orders. */
  | { readonly kind: "ready" }
  | { readonly kind: "out" | "message"; readonly id: number; readonly bytes: Buffer }
  | { readonly kind: "end"; readonly id: number; readonly end: ProgramEnd };

const running = new Map<number, () => void>();

function obey(order: Order): void {
  const { id } = order;
  if (order.kind === "kill") {
    running.get(id)?.();
    return;
  }
  const kill = startHere(order.program, {
    out: async (bytes) => report({ kind: "out", id, bytes }),
    message: async (bytes) => report({ kind: "message", id, bytes }),
    end: (end) => {
      running.delete(id);
      void report({ kind: "end", id, end });
    },
  });
  running.set(id, kill);
}

/**
 * Resolves once it is on its way, so that a program that prints faster than anybody reads does not fill the memory.
 * Where nobody listens any more, the end of this process follows.
 */
async function report(message: Report): Promise<void> {
  await new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}

process.on("message", obey);
process.on("disconnect", () => {
  for (const kill of running.values()) kill();
  process.exit();
});
void report({ kind: "ready" });
