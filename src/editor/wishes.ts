/** Remembers what a person wants of the context, for as long as the window is open. */

import * as vscode from "vscode";
import { nothingWished, type Wished } from "../context/wished.ts";

export class ContextWishes implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Wished>();
  readonly onDidChange = this.#changed.event;
  #current = nothingWished;

  /** For the next review; a review that runs keeps what it began with. */
  get current(): Wished {
    return this.#current;
  }

  /** `id` as a piece of the outcome has it. A wish that is made again is taken back; it takes the place of the other one. */
  toggle(kind: "pin" | "drop", id: string): void {
    const { pinned, dropped } = this.#current;
    const [made, other] = kind === "pin" ? [pinned, dropped] : [dropped, pinned];
    const now = made.has(id) ? without(made, id) : new Set([...made, id]);
    const rest = without(other, id);
    this.#set(kind === "pin" ? { pinned: now, dropped: rest } : { pinned: rest, dropped: now });
  }

  undo(): void {
    this.#set(nothingWished);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #set(wished: Wished): void {
    this.#current = wished;
    this.#changed.fire(wished);
  }
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((each) => each !== id));
}
