/** A list to choose from, in the editor's own form: one of it, or several. */

import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { Fault } from "../contract/failure.ts";

export type Choice<T> =
  | { readonly kind: "chosen"; readonly value: T }
  | { readonly kind: "dismissed" }
  | { readonly kind: "failed"; readonly fault: Fault };

export interface Item<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface Offer<T> {
  readonly question: string;
  readonly items: readonly Item<T>[];
  readonly signal: AbortSignal;
  /** The same items in the same order, saying more: what takes time to find out. */
  readonly details?: (signal: AbortSignal) => Promise<readonly Item<T>[]>;
  /** What a text means that a person types in place of choosing. */
  readonly typed?: (text: string) => Item<T> | null;
}

export async function pickOne<T>(offer: Offer<T>): Promise<Choice<T>> {
  const { details, typed, signal } = offer;
  const pick = listOf<Item<T>>(offer.question);
  let known = offer.items;
  const show = (): void => {
    const own = typed?.(pick.value) ?? null;
    pick.items = own === null ? known : [...known, { ...own, alwaysShow: true }];
  };
  pick.onDidChangeValue(() => typed !== undefined && show());
  show();

  const closed = new AbortController();
  if (details !== undefined) {
    pick.busy = true;
    void details(closed.signal).then((items) => {
      if (closed.signal.aborted) return;
      const at = known.findIndex((item) => item === pick.activeItems[0]);
      known = items;
      show();
      pick.busy = false;
      const active = items[at];
      if (active !== undefined) pick.activeItems = [active];
    });
  }
  const items = await accepted(pick, signal, () => pick.selectedItems);
  closed.abort();
  const [item] = items ?? [];
  return item === undefined ? { kind: "dismissed" } : { kind: "chosen", value: item.value };
}

/** All of it is ticked to begin with; a person may tick nothing. Items of one `group` stand together under its name. */
export async function pickSome<T>(
  offer: Pick<Offer<T>, "question" | "signal"> & {
    readonly groups: readonly { readonly name: string; readonly items: readonly Item<T>[] }[];
  },
): Promise<Choice<readonly T[]>> {
  type Entry = Item<T> | (vscode.QuickPickItem & { readonly value?: undefined });
  const pick = listOf<Entry>(offer.question);
  const { groups } = offer;
  pick.canSelectMany = true;
  pick.items = groups.flatMap(({ name, items }): readonly Entry[] => [
    ...(groups.length > 1 ? [{ label: name, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...items,
  ]);
  pick.selectedItems = groups.flatMap(({ items }) => items);
  const entries = await accepted(pick, offer.signal, () => pick.selectedItems);
  if (entries === null) return { kind: "dismissed" };
  return { kind: "chosen", value: entries.flatMap(({ value }) => (value === undefined ? [] : [value])) };
}

function listOf<Entry extends vscode.QuickPickItem>(question: string): vscode.QuickPick<Entry> {
  const pick = vscode.window.createQuickPick<Entry>();
  pick.title = "Second Look";
  pick.placeholder = question;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  return pick;
}

/**
 * Milliseconds. What closes, the palette or the list before this one, gives the focus back to where it was, and a list
 * that is there by then closes with it. That takes some 30 ms.
 */
const settling = 150;

/** Null when it was left, or is no longer wanted. */
async function accepted<Entry extends vscode.QuickPickItem>(
  pick: vscode.QuickPick<Entry>,
  signal: AbortSignal,
  selected: () => readonly Entry[],
): Promise<readonly Entry[] | null> {
  const withdraw = (): void => pick.hide();
  try {
    await delay(settling);
    return await new Promise((resolve) => {
      pick.onDidAccept(() => resolve(selected()));
      pick.onDidHide(() => resolve(null));
      signal.addEventListener("abort", withdraw, { once: true });
      if (signal.aborted) resolve(null);
      else pick.show();
    });
  } finally {
    signal.removeEventListener("abort", withdraw);
    pick.dispose();
  }
}
