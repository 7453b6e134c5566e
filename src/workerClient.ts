/** The thread for tokens and secrets as the rest sees it: two functions. */

import type { ScanSecrets } from "./privacy/cleared.ts";
import type { CountTokens } from "./prompt/plan.ts";
import { Thread } from "./thread.ts";
import type { Reply, Task } from "./worker.ts";

export interface RunningWorker {
  readonly scan: ScanSecrets;
  /** Rejects where the texts could not be counted. */
  readonly count: CountTokens;
  /** Ends the thread; what is under way fails. */
  dispose(): Promise<void>;
}

/** Milliseconds that one task may take; waiting for its turn does not count. */
export interface Deadlines {
  readonly start: number;
  readonly scan: number;
  readonly count: number;
}

const patient: Deadlines = { start: 30_000, scan: 5_000, count: 60_000 };

/** `url` is that of `worker.ts`, or of what it was bundled to. */
export function startWorker(options: {
  readonly url: URL;
  readonly deadlines?: Partial<Deadlines>;
}): RunningWorker {
  const { start, ...deadlines } = { ...patient, ...options.deadlines };
  const thread = new Thread<Task, Reply>({ url: options.url, start, deadlines });
  return {
    scan: async (text, signal) => {
      const reply = await thread.perform({ kind: "scan", text }, signal);
      return reply.kind === "scanned" ? reply.spans : null;
    },
    count: async (texts, signal) => {
      const reply = await thread.perform({ kind: "count", texts }, signal);
      if (reply.kind === "counted") return reply.counts;
      throw new Error("The tokens could not be counted.");
    },
    dispose: () => thread.dispose(),
  };
}
