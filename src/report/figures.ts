/** Figures as people read them. */

import type { Cost } from "../contract/usage.ts";

const grouped = new Intl.NumberFormat("en-US");

export function tokens(count: number): string {
  return grouped.format(count);
}

/** At least two significant digits, so that a cheap review doesn't read as a free one. */
export function usd(amount: number): string {
  const digits = amount === 0 || amount >= 0.1 ? 2 : amount >= 0.001 ? 4 : 6;
  return `$${amount.toFixed(digits)}`;
}

export function money({ amount, estimated }: Cost): string {
  if (amount === null) return "price unknown";
  return `${estimated ? "about " : ""}${usd(amount)}`;
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function plural(count: number, noun: string): string {
  return `${grouped.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}
