/** Holds a review to the price that was shown for it: what has to be asked again, or with more room, comes out of the same sum. */

import type { Reserved, Spending, Worst } from "./spending.ts";

/** A review may come to so many times what was shown, as a fallback model may. */
const tolerated = 1.25;
/** USD; sums of many small amounts are off by less. */
const grain = 1e-9;

/** For one review. As long as nothing was allowed, nothing is held back; neither is what nobody knows the price of. */
export class Allowance implements Spending {
  /** USD; null: no ceiling. */
  #most: number | null = null;
  #isOpen = false;
  /** USD: spent, and set apart for requests that are under way. */
  #used = 0;

  /** So much more was shown and agreed to; null where nobody could say how much. */
  allow(usd: number | null): void {
    if (usd === null) this.#isOpen = true;
    this.#most = (this.#most ?? 0) + (usd ?? 0);
  }

  /** Async as every keeper of books is. */
  async reserve({ usd }: Worst): Promise<Reserved> {
    const most = this.#isOpen || this.#most === null ? Infinity : this.#most * tolerated;
    const held = usd ?? 0;
    await Promise.resolve();
    if (this.#used + held > most + grain) {
      const args = { worstUsd: this.#used + held, budgetUsd: most };
      return { kind: "refused", fault: { code: "overBudget", args } };
    }
    this.#used += held;
    const book = async (paid: number): Promise<void> => {
      this.#used += paid - held;
      await Promise.resolve();
    };
    return { kind: "reserved", settle: async (paid) => book(paid ?? held), release: async () => book(0) };
  }
}
