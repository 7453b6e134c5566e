/** A worker thread as its clients see it: it starts when first needed, takes one task at a time, and is replaced when it hangs. */

import { Worker } from "node:worker_threads";

/** Every thread knows these replies. `ready` comes once, when it can take tasks; then one reply for each task, in their order. */
export type ThreadReply =
  | { readonly kind: "ready" }
  /** Without the reason: an error's message could quote the text. */
  | { readonly kind: "failed" };

export interface ThreadOptions<Kind extends string> {
  /** Of the entry, or of what it was bundled to. */
  readonly url: URL;
  /** Milliseconds that it may take to start. */
  readonly start: number;
  /** Milliseconds that a task of each kind may take; waiting for its turn does not count. */
  readonly deadlines: Readonly<Record<Kind, number>>;
  /** What the thread is told at its start. */
  readonly data?: Readonly<Record<string, string>>;
}

/** What the thread finds as its `workerData`. */
export interface ThreadData {
  /** One number: 1 while nobody waits for the reply to the task under way any more. */
  readonly stop: SharedArrayBuffer;
}

interface Job<Task, Reply> {
  readonly task: Task;
  readonly settle: (reply: Reply | Failed) => void;
}

type Failed = Extract<ThreadReply, { readonly kind: "failed" }>;

/**
 * Hands the thread one task at a time. So a deadline measures the task alone, and a thread that has to be ended takes
 * no other task with it.
 */
export class Thread<Task extends { readonly kind: string }, Reply extends { readonly kind: string }> {
  readonly #options: ThreadOptions<Task["kind"]>;
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;
  #isReady = false;
  #isDisposed = false;
  #current: Job<Task, Reply> | null = null;
  #waiting: Job<Task, Reply>[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ThreadOptions<Task["kind"]>) {
    this.#options = options;
  }

  /** Rejects when `signal` is aborted, else resolves: a task that broke, hung or came too late as `failed`. */
  async perform(task: Task, signal: AbortSignal): Promise<Reply | Failed> {
    signal.throwIfAborted();
    if (this.#isDisposed) return { kind: "failed" };
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== job);
        if (this.#current === job) Atomics.store(this.#stop, 0, 1);
        reject(signal.reason as Error);
      };
      const job: Job<Task, Reply> = {
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

  /** Ends the thread; what is under way fails. */
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
    Atomics.store(this.#stop, 0, 0);
    this.#worker ??= this.#start();
    this.#worker.ref();
    if (this.#isReady) this.#hand(this.#worker, this.#current.task);
    else this.#limit(this.#options.start);
  }

  /** Nothing of the environment goes in, no key and no switch for debug output; what the thread prints stays inside. */
  #start(): Worker {
    this.#isReady = false;
    const worker = new Worker(this.#options.url, {
      name: "second-look",
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      workerData: { ...this.#options.data, stop: this.#stop.buffer },
    });
    const isCurrent = (): boolean => this.#worker === worker;
    const broke = (): void => {
      if (!isCurrent()) return;
      this.#worker = null;
      this.#settle({ kind: "failed" });
    };
    worker.on("message", (reply: Reply | ThreadReply) => {
      if (!isCurrent()) return;
      if (reply.kind !== "ready") this.#settle(reply as Reply | Failed);
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
    this.#limit(this.#options.deadlines[task.kind as Task["kind"]]);
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

  #settle(reply: Reply | Failed): void {
    clearTimeout(this.#timer);
    const job = this.#current;
    this.#current = null;
    job?.settle(reply);
    this.#next();
  }
}
