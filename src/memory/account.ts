/** What was spent, as arithmetic: a day and a month, what is set apart for requests on their way, and what a budget leaves. */

/** `asked`: a person asked for the review; `onSave`: saving a file did. */
export type Lane = "asked" | "onSave";

export interface Sum {
  /** Of requests whose price is known. */
  readonly usd: number;
  readonly requests: number;
  /** Those among them whose price is not known. */
  readonly unpriced: number;
}

export type Sums = Readonly<Record<Lane, Sum>>;

/** Set apart for one request, at its worst price; null where that is not known. */
export interface Held {
  readonly id: string;
  readonly lane: Lane;
  readonly usd: number | null;
  /** The day it counts for, whenever it is settled. */
  readonly day: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

export interface Account {
  readonly version: 1;
  /** ISO, local: the latest day that was seen. A clock that goes back keeps it open. */
  readonly day: string;
  readonly today: Sums;
  /** Of the month that `day` is in, the day included. */
  readonly month: Sums;
  readonly held: readonly Held[];
  /** What was spent on `day` could not be read, so nothing more is. */
  readonly lost: boolean;
}

/** In USD, of one day. */
export interface Budgets {
  /** Of both lanes together. */
  readonly dailyUsd: number;
  /** Of it, what may go to saves. */
  readonly onSaveDailyUsd: number;
}

/** The budget that binds first. */
export interface Left {
  readonly usd: number;
  readonly budgetUsd: number;
  readonly setting: "dailyBudgetUsd" | "onSaveDailyBudgetUsd";
}

/**
 * What a request of unknown price takes off a budget, so that the budget counts requests: ten for a dollar. It is about
 * what half a window and a long answer cost with the models whose prices are known.
 */
export const unpricedUsd = 0.1;

/** Milliseconds. No request lasts that long: whoever held this is gone, and what it cost nobody knows any more. */
const longestHeld = 60 * 60 * 1000;
/** USD; sums of fractions are off by less. */
const grain = 1e-9;

const nothing: Sum = { usd: 0, requests: 0, unpriced: 0 };
const none: Sums = { asked: nothing, onSave: nothing };

export function openAccount(now: number): Account {
  return { version: 1, day: dayOf(now), today: none, month: none, held: [], lost: false };
}

/** Where the books are lost, the day counts as spent: the next one begins anew. */
export function lostAccount(now: number): Account {
  return { ...openAccount(now), lost: true };
}

/** The account as it stands now: a new day begins with nothing spent, and what was held too long counts as spent. */
export function turn(account: Account, now: number): Account {
  const today = dayOf(now);
  const left = account.held.filter(({ since }) => now - since > longestHeld);
  const kept = { ...account, held: account.held.filter((held) => !left.includes(held)) };
  const turned = today > account.day ? nextDay(kept, today) : kept;
  return left.reduce((sum, held) => book(sum, held, held.usd), turned);
}

function nextDay(account: Account, day: string): Account {
  const month = day.slice(0, 7) === account.day.slice(0, 7) ? account.month : none;
  return { ...account, day, today: none, month, lost: false };
}

export function hold(account: Account, held: Omit<Held, "day">): Account {
  return { ...account, held: [...account.held, { ...held, day: account.day }] };
}

/**
 * Puts in place of what is held what it came to; null where the price is not known. What is not held any more has been
 * counted at its worst already.
 */
export function settle(account: Account, id: string, usd: number | null): Account {
  const held = account.held.find((each) => each.id === id);
  if (held === undefined) return account;
  return book({ ...account, held: account.held.filter((each) => each !== held) }, held, usd);
}

/** Nothing was sent after all. */
export function release(account: Account, id: string): Account {
  return { ...account, held: account.held.filter((each) => each.id !== id) };
}

/** Null where `usd` more would cross no budget; what is left where it would. `usd` null: the price is not known. */
export function crossed(
  account: Account,
  budgets: Budgets,
  of: { readonly lane: Lane; readonly usd: number | null },
): Left | null {
  const left = leftOf(account, budgets, of.lane);
  return (of.usd ?? unpricedUsd) > left.usd + grain ? left : null;
}

export function leftOf(account: Account, { dailyUsd, onSaveDailyUsd }: Budgets, lane: Lane): Left {
  const of = (setting: Left["setting"], budgetUsd: number, lanes: readonly Lane[]): Left => {
    const taken = lanes.reduce((sum, each) => sum + takenBy(account, each), 0);
    return { usd: account.lost ? 0 : Math.max(0, budgetUsd - taken), budgetUsd, setting };
  };
  const whole = of("dailyBudgetUsd", dailyUsd, ["asked", "onSave"]);
  if (lane === "asked") return whole;
  const share = of("onSaveDailyBudgetUsd", onSaveDailyUsd, ["onSave"]);
  return share.usd < whole.usd ? share : whole;
}

function takenBy({ today, day, held }: Account, lane: Lane): number {
  const { usd, unpriced } = today[lane];
  const apart = held.filter((each) => each.lane === lane && each.day === day);
  return apart.reduce((sum, each) => sum + (each.usd ?? unpricedUsd), usd + unpriced * unpricedUsd);
}

function book(account: Account, { lane, day }: Held, usd: number | null): Account {
  const add = (sums: Sums): Sums => {
    const sum = sums[lane];
    const { requests, unpriced } = sum;
    const more = {
      usd: sum.usd + (usd ?? 0),
      requests: requests + 1,
      unpriced: unpriced + (usd === null ? 1 : 0),
    };
    return { ...sums, [lane]: more };
  };
  const isSame = (length: number): boolean => day.slice(0, length) === account.day.slice(0, length);
  const { today, month } = account;
  return { ...account, today: isSame(10) ? add(today) : today, month: isSame(7) ? add(month) : month };
}

/** The local date, as people see it on their clock. */
function dayOf(now: number): string {
  const date = new Date(now);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
