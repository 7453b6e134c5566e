/** Remembers with the workspace which hunks a model has looked at, so that a save asks only about new ones. */

import type { Memento } from "vscode";

const name = "secondLook.seenHunks";
/** Marks, the latest; together 70 KB. */
const most = 3000;

/** Marks tell nothing about the lines they stand for. */
export class SeenHunks {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get marks(): ReadonlySet<string> {
    const kept = this.#memory.get<unknown>(name);
    return new Set(Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : []);
  }

  async add(marks: readonly string[]): Promise<void> {
    if (marks.length === 0) return;
    const known = new Set(this.marks);
    for (const mark of marks) {
      known.delete(mark);
      known.add(mark);
    }
    await this.#memory.update(name, [...known].slice(-most));
  }
}
