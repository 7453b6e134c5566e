/** The small process that starts programs, as the rest sees it: one more way to start them, which never holds this one up. */

import {
  startHere,
  startNode,
  type NodeProcess,
  type Program,
  type ProgramListener,
  type StartProgram,
} from "./change/child.ts";
import type { Order, Report } from "./starter.ts";

export interface RunningStarter {
  /** Until that process is ready, and where there is none, programs are started here. */
  readonly start: StartProgram;
  /** Ends the process and what it runs. */
  dispose(): void;
}

/** Milliseconds. */
interface Limits {
  /** Without work it is ended after so long, for it holds nearly 50 MB; the next program has it started again. */
  readonly idle: number;
  /** What it may take to end a program that was killed. */
  readonly patience: number;
}

const usual: Limits = { idle: 10 * 60_000, patience: 5_000 };

/** `url` is that of `starter.ts`, or of what it was bundled to. */
export function openStarter({
  url,
  limits = {},
}: {
  readonly url: URL;
  readonly limits?: Partial<Limits>;
}): RunningStarter {
  let current: StarterProcess | null = null;
  // Where it can't be started, or ends by itself, it is not tried again.
  let isWanted = true;
  const launch = (): StarterProcess =>
    new StarterProcess(url, { ...usual, ...limits }, (byItself) => {
      current = null;
      if (byItself) isWanted = false;
    });
  return {
    start: (program, listener) => {
      if (isWanted) current ??= launch();
      return current?.isReady === true ? current.run(program, listener) : startHere(program, listener);
    },
    dispose: () => {
      isWanted = false;
      current?.end();
    },
  };
}

class StarterProcess {
  readonly #child: NodeProcess;
  readonly #limits: Limits;
  readonly #listeners = new Map<number, ProgramListener>();
  #numbers = 0;
  #isReady = false;
  #isEnding = false;
  #clock: NodeJS.Timeout | undefined;

  /** `over` hears, once it has ended, whether that was its own doing. */
  constructor(url: URL, limits: Limits, over: (byItself: boolean) => void) {
    this.#limits = limits;
    this.#child = startNode(url);
    const hasEnded = (): void => {
      this.#isReady = false;
      clearTimeout(this.#clock);
      over(!this.#isEnding);
      for (const { end } of this.#listeners.values()) end({ kind: "ended", code: null, killedBy: null });
      this.#listeners.clear();
    };
    this.#child.on("message", (report: Report) => this.#hear(report));
    this.#child.on("error", () => this.#child.pid === undefined && hasEnded());
    this.#child.on("exit", hasEnded);
    this.#child.unref();
    this.#child.channel?.unref();
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  run(program: Program, listener: ProgramListener): () => void {
    clearTimeout(this.#clock);
    const id = this.#numbers++;
    this.#listeners.set(id, listener);
    this.#child.channel?.ref();
    this.#order({ kind: "start", id, program });
    return () => this.#kill(id);
  }

  /** It ends what it runs before itself. */
  end(): void {
    this.#isReady = false;
    this.#isEnding = true;
    if (this.#child.connected) this.#child.disconnect();
  }

  #hear(report: Report): void {
    if (report.kind === "ready") {
      this.#isReady = !this.#isEnding;
      this.#rest();
      return;
    }
    const listener = this.#listeners.get(report.id);
    if (report.kind !== "end") {
      void listener?.[report.kind](report.bytes);
      return;
    }
    this.#listeners.delete(report.id);
    if (this.#listeners.size === 0) this.#rest();
    listener?.end(report.end);
  }

  /** It keeps nobody from ending, and goes when it is not needed. */
  #rest(): void {
    this.#child.channel?.unref();
    this.#clock = setTimeout(() => this.end(), this.#limits.idle).unref();
  }

  #kill(id: number): void {
    if (!this.#listeners.has(id)) return;
    this.#order({ kind: "kill", id });
    setTimeout(() => {
      if (this.#listeners.has(id)) this.#child.kill("SIGKILL");
    }, this.#limits.patience).unref();
  }

  /** Where it does not arrive, the process has ended, and all that it ran is told so. */
  #order(order: Order): void {
    this.#child.send(order, () => undefined);
  }
}
