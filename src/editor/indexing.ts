/** Keeps the definition index of a window: a review waits for it only a moment, and what is missing is filled in afterwards. */

import type { Git } from "../change/git.ts";
import { fill } from "../context/filling.ts";
import type { Definitions } from "../context/surroundings.ts";
import type { KeptDefinitions } from "../memory/definitions.ts";
import { askLanguageTools } from "./languageTools.ts";

export class Indexing {
  readonly #kept: KeptDefinitions;
  readonly #stop = new AbortController();
  /** Roots of repositories that are being filled in. */
  readonly #filling = new Set<string>();

  constructor(kept: KeptDefinitions) {
    this.#kept = kept;
  }

  get definitions(): Definitions {
    return { of: async (root) => this.#kept.of(root), patience: 150, askTools: askLanguageTools };
  }

  /** In the background; what can't be read is left for the next review. */
  async fillIn(git: Git, roots: readonly string[]): Promise<void> {
    const { signal } = this.#stop;
    for (const root of roots) {
      if (root === "" || this.#filling.has(root) || signal.aborted) continue;
      this.#filling.add(root);
      await this.#kept
        .of(root)
        .then(async (index) => fill({ git, root, index, signal }))
        .catch(() => undefined);
      this.#filling.delete(root);
    }
    await this.#kept.saved().catch(() => undefined);
  }

  dispose(): void {
    this.#stop.abort();
  }
}
