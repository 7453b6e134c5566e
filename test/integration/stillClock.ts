/** A clock for saves: time stands still until the test lets it pass. */

import * as vscode from "vscode";

export class StillClock {
  #time = 1_000_000;
  readonly #waited = new vscode.EventEmitter<void>();
  readonly onDidWait = this.#waited.event;
  waiting: { readonly at: number; readonly call: () => void }[] = [];

  now(): number {
    return this.#time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const due = { at: this.#time + milliseconds, call };
    this.waiting.push(due);
    this.#waited.fire();
    return () => void (this.waiting = this.waiting.filter((each) => each !== due));
  }

  /** Longer than any quiet time. */
  pass(milliseconds = 10_000): void {
    this.#time += milliseconds;
    const due = this.waiting.filter(({ at }) => at <= this.#time);
    this.waiting = this.waiting.filter((each) => !due.includes(each));
    for (const { call } of due) call();
  }
}
