/** The worker thread as the rest sees it: two functions; the thread starts when first needed and is replaced when it hangs. */

import { Worker } from "node:worker_threads";
import type { ScanSecrets } from "./privacy/cleared.ts";
import type { CountTokens } from "./prompt/plan.ts";
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
  const thread = new Thread(options.url, { ...patient, ...options.deadlines });
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

interface Job {
  readonly task: Task;
  readonly settle: (reply: Reply) => void;
}

/**
 * Hands the thread one task at a time. So a deadline measures the task alone, and a thread that has to be ended takes
 * no other task with it.
 */
class Thread {
  readonly #url: URL;
  readonly #deadlines: Deadlines;
  #worker: Worker | null = null;
  #isReady = false;
  #isDisposed = false;
  #current: Job | null = null;
  #waiting: Job[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(url: URL, deadlines: Deadlines) {
    this.#url = url;
    this.#deadlines = deadlines;
  }

  /** Rejects when `signal` is aborted, else resolves: a task that broke, hung or came too late as `failed`. */
  async perform(task: Task, signal: AbortSignal): Promise<Reply> {
    signal.throwIfAborted();
    if (this.#isDisposed) return { kind: "failed" };
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== job);
        reject(signal.reason as Error);
      };
      const job: Job = {
        task,
        settle: (reply) => {
          signal.removeEventListener("abort", stop);
          resolve(reply);
        },
      };
      signal.addEventListener("abort", stop, { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const worker = this.#worker;
    const abandoned = this.#waiting;
    this.#waiting = [];
    this.#worker = null;
    this.#settle({ kind: "failed" });
    for (const job of abandoned) job.settle({ kind: "failed" });
    await worker?.terminate();
  }

  #next(): void {
    if (this.#current !== null) return;
    this.#current = this.#waiting.shift() ?? null;
    if (this.#current === null) {
      this.#worker?.unref();
      return;
    }
    this.#worker ??= this.#start();
    this.#worker.ref();
    if (this.#isReady) this.#hand(this.#worker, this.#current.task);
    else this.#limit(this.#deadlines.start);
  }

  /** Nothing of the environment goes in, no key and no switch for debug output; what the thread prints stays inside. */
  #start(): Worker {
    this.#isReady = false;
    const worker = new Worker(this.#url, {
      name: "second-look",
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const isCurrent = (): boolean => this.#worker === worker;
    const broke = (): void => {
      if (!isCurrent()) return;
      this.#worker = null;
      this.#settle({ kind: "failed" });
    };
    worker.on("message", (reply: Reply) => {
      if (!isCurrent()) return;
      if (reply.kind !== "ready") this.#settle(reply);
      else {
        this.#isReady = true;
        if (this.#current !== null) this.#hand(worker, this.#current.task);
      }
    });
    worker.on("error", broke);
    worker.on("exit", broke);
    return worker;
  }

  #hand(worker: Worker, task: Task): void {
    this.#limit(this.#deadlines[task.kind]);
    worker.postMessage(task);
  }

  #limit(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const worker = this.#worker;
      this.#worker = null;
      void worker?.terminate();
      this.#settle({ kind: "failed" });
    }, milliseconds);
  }

  #settle(reply: Reply): void {
    clearTimeout(this.#timer);
    const job = this.#current;
    this.#current = null;
    job?.settle(reply);
    this.#next();
  }
}
