/** Joins the editor's ways to wait with ours: a question to a person ends when the review does. */

import * as vscode from "vscode";

/** Runs a question that takes the editor's kind of token, and withdraws it when `signal` is aborted. */
export async function withToken<T>(
  signal: AbortSignal,
  ask: (token: vscode.CancellationToken) => PromiseLike<T>,
): Promise<T> {
  const source = new vscode.CancellationTokenSource();
  const withdraw = (): void => source.cancel();
  if (signal.aborted) source.cancel();
  signal.addEventListener("abort", withdraw, { once: true });
  try {
    return await ask(source.token);
  } finally {
    signal.removeEventListener("abort", withdraw);
    source.dispose();
  }
}

/** For a question that can't be withdrawn: stops waiting for it, and whatever is answered later counts for nothing. */
export async function untilAborted<T>(signal: AbortSignal, question: PromiseLike<T>): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let stop = (): void => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([question, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Shows that something is going on, until it is done or cancelled. */
export async function whileShown<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    const listening = token.onCancellationRequested(() => controller.abort());
    try {
      return await work(controller.signal);
    } finally {
      listening.dispose();
    }
  });
}
