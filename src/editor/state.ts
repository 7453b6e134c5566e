/** What the editor shows of a review right now: one value, and an event when it changes. */

import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import type { Progress } from "../contract/progress.ts";

export type ReviewState =
  /** Nothing was reviewed yet, or what was found was cleared away. */
  | { readonly kind: "idle" }
  /** The workspace is not trusted, so nothing runs. */
  | { readonly kind: "restricted" }
  | {
      readonly kind: "running";
      readonly progress: Progress;
      /** The ids of findings below `secondLook.minimumSeverity`: counted, not shown. */
      readonly hidden: ReadonlySet<string>;
    }
  | {
      readonly kind: "ended";
      readonly outcome: Outcome;
      readonly hidden: ReadonlySet<string>;
      /** The ids of findings whose lines no longer stand where the review saw them. */
      readonly stale: ReadonlySet<string>;
    };

/** For whoever draws it: the value now, and word of every later one. */
export interface StateSource {
  readonly current: ReviewState;
  readonly onDidChange: vscode.Event<ReviewState>;
}

export class State implements StateSource, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ReviewState>();
  readonly onDidChange = this.#changed.event;
  #current: ReviewState;

  constructor(first: ReviewState) {
    this.#current = first;
  }

  get current(): ReviewState {
    return this.#current;
  }

  set(next: ReviewState): void {
    this.#current = next;
    this.#changed.fire(next);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
