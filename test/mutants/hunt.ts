/** Sends each mutant past the test that should catch it, several at once, each in a copy of its own. */

import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { removeAtEnd } from "../support/vscode/processes.ts";
import { copyCheckout, whileBroken } from "./checkout.ts";
import type { Mutant } from "./mutants.ts";
import { runTests, type Trial } from "./trial.ts";

export interface Verdict {
  readonly mutant: Mutant;
  /** `stale`: its line no longer stands in the file exactly once, or its test is not there or not green without it. */
  readonly kind: "caught" | "survived" | "stale";
  readonly reason: string;
}

/** The checkout at `root` is read and never written to. `tell` hears of each verdict as it falls. */
export async function hunt(options: {
  readonly root: string;
  readonly mutants: readonly Mutant[];
  readonly tell: (verdict: Verdict) => void;
}): Promise<readonly Verdict[]> {
  const { root, mutants, tell } = options;
  const scratch = await mkdtemp(path.join(os.tmpdir(), "second-look-mutants-"));
  removeAtEnd(scratch);
  const copies = Array.from({ length: os.availableParallelism() }, (_, index) =>
    path.join(scratch, String(index), "checkout"),
  );
  await Promise.all(copies.map(async (copy) => copyCheckout(root, copy)));

  const healthy = new Map<string, Trial>();
  const files = new Set(mutants.map(({ caughtBy }) => caughtBy.file));
  await inCopies(copies, files, async (copy, file) => {
    healthy.set(file, await runTests(copy, file, null));
  });

  const verdicts: Verdict[] = [];
  await inCopies(copies, mutants, async (copy, mutant) => {
    const verdict = { mutant, ...(await judge(copy, mutant, healthy.get(mutant.caughtBy.file))) };
    verdicts.push(verdict);
    tell(verdict);
  });
  return verdicts;
}

/** All is well only when every mutant was caught, and there were some. */
export function sumUp(verdicts: readonly Verdict[]): { readonly line: string; readonly code: number } {
  const count = (wanted: Verdict["kind"]): number => verdicts.filter(({ kind }) => kind === wanted).length;
  const [caught, stale] = [count("caught"), count("stale")];
  return {
    line: `${caught} caught, ${count("survived")} survived${stale === 0 ? "" : `, ${stale} no longer apply`}`,
    code: caught > 0 && caught === verdicts.length ? 0 : 1,
  };
}

/** Each copy takes the next item as soon as it is free. */
async function inCopies<T>(
  copies: readonly string[],
  items: Iterable<T>,
  work: (copy: string, item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items].values();
  await Promise.all(
    copies.map(async (copy) => {
      for (const item of waiting) await work(copy, item);
    }),
  );
}

async function judge(
  copy: string,
  mutant: Mutant,
  healthy: Trial | undefined,
): Promise<Omit<Verdict, "mutant">> {
  const { file, title } = mutant.caughtBy;
  if (healthy === undefined || healthy.trouble !== "" || healthy.failed.length > 0)
    return { kind: "stale", reason: `${file} does not pass without the mutant` };
  const guards = healthy.passed.filter((each) => each.includes(title));
  if (guards.length === 0) return { kind: "stale", reason: `${file} has no test called so: ${title}` };

  const trial = await whileBroken(copy, mutant, async () => runTests(copy, file, title));
  if (trial === null)
    return { kind: "stale", reason: `its line does not stand exactly once in ${mutant.file}` };
  // A test that failed for another reason than itself, such as its preparation, goes by another title.
  const fell = guards.filter((each) => trial.failed.includes(each));
  if (fell.length > 0) return { kind: "caught", reason: fell[0] ?? "" };
  return { kind: "survived", reason: trial.trouble === "" ? `not noticed by: ${title}` : trial.trouble };
}
