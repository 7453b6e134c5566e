/** The budget of a day, kept for all windows and the command line together: every change under one lock. */

import { randomBytes } from "node:crypto";
import type { Fault, Remark } from "../contract/failure.ts";
import type { Reserved, Spending, Worst } from "../model/spending.ts";
import {
  crossed,
  hold,
  leftOf,
  lostAccount,
  openAccount,
  release,
  settle,
  turn,
  unpricedUsd,
  type Account,
  type Budgets,
  type Lane,
  type Left,
} from "./account.ts";
import { readAccount } from "./accountText.ts";
import { Unusable, type Folder } from "./folder.ts";
import { locked, type Clock } from "./lock.ts";

export interface Keeping {
  readonly folder: Folder;
  readonly clock: Clock;
  readonly budgets: Budgets;
  readonly lane: Lane;
}

const name = "spending.json";

export class Books implements Spending {
  readonly #keeping: Keeping;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  async reserve({ model, usd }: Worst): Promise<Reserved> {
    const { budgets, lane, clock } = this.#keeping;
    const id = randomBytes(9).toString("hex");
    try {
      return await this.#change<Reserved>((account) => {
        const over = crossed(account, budgets, { lane, usd });
        if (over !== null) {
          const fault = account.lost ? this.#unknown("DAMAGED") : overBudget(over, { model, usd });
          return { account, value: { kind: "refused", fault } };
        }
        const since = clock.now();
        return { account: hold(account, { id, lane, usd, since }), value: this.#reserved(id) };
      });
    } catch (error) {
      return { kind: "refused", fault: this.#unknown(reasonOf(error)) };
    }
  }

  /** As it stands, and nothing is written; null where that can't be told. */
  async left(): Promise<Left | null> {
    const { folder, clock, budgets, lane } = this.#keeping;
    try {
      const text = await folder.read(name);
      const now = clock.now();
      const account = text === null ? openAccount(now) : (readAccount(text) ?? lostAccount(now));
      return leftOf(turn(account, now), budgets, lane);
    } catch {
      return null;
    }
  }

  #reserved(id: string): Reserved {
    // Where this can't be written down, what is held stays held: too much rather than too little.
    const change = async (next: (account: Account) => Account): Promise<void> =>
      this.#change((account) => ({ account: next(account), value: undefined })).catch(() => undefined);
    return {
      kind: "reserved",
      settle: (usd) => change((account) => settle(account, id, usd)),
      release: () => change((account) => release(account, id)),
    };
  }

  /** What `next` makes of the account is written before `value` is given out. */
  async #change<T>(next: (account: Account) => { readonly account: Account; readonly value: T }): Promise<T> {
    const { folder, clock } = this.#keeping;
    return locked({ folder, name: `${name}.lock`, clock }, async (isHeld) => {
      const { account, value } = next(turn(await this.#read(), clock.now()));
      if (!(await isHeld())) throw new Unusable("LOCKED");
      await folder.write(name, JSON.stringify(account));
      return value;
    });
  }

  /** What can't be read is set aside for a person to look at, and the day is over. */
  async #read(): Promise<Account> {
    const { folder, clock } = this.#keeping;
    const text = await folder.read(name);
    if (text === null) return openAccount(clock.now());
    const account = readAccount(text);
    if (account !== null) return account;
    const lost = lostAccount(clock.now());
    await folder.rename(name, `${name}.damaged-${clock.now()}`);
    await folder.write(name, JSON.stringify(lost));
    return lost;
  }

  #unknown(reason: string): Fault {
    return { code: "spendingUnknown", args: { folder: this.#keeping.folder.path, reason } };
  }
}

/** What to say of it before a review, where the budget of the day may end it before its worst price does. */
export function remarkOn(left: Left | null, worstUsd: number | null): Remark | null {
  if (left === null || (worstUsd !== null && worstUsd <= left.usd)) return null;
  const { usd: leftUsd, budgetUsd } = left;
  const requests = Math.floor(leftUsd / unpricedUsd + 1e-6);
  return { code: "dailyBudgetLeft", args: { worstUsd: worstUsd ?? "", leftUsd, budgetUsd, requests } };
}

function overBudget({ usd: leftUsd, budgetUsd, setting }: Left, { model, usd }: Worst): Fault {
  const args = { model, worstUsd: usd ?? "", leftUsd, budgetUsd, setting };
  return { code: "overDailyBudget", args: { ...args, requests: Math.floor(budgetUsd / unpricedUsd) } };
}

function reasonOf(error: unknown): string {
  return error instanceof Unusable ? error.message : "UNKNOWN";
}
