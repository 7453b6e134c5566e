/** How a failure of git travels inside this chapter, and where it becomes a value. */

import type { Fault } from "../contract/failure.ts";

/** Carries a fault up to the edge of this chapter, where `settle` turns it into a value. */
export class GitError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super("git could not do what was asked.");
    this.fault = fault;
  }
}

/** The edge: what went wrong with git below comes out as a value. Bugs pass through. */
export async function settle<T>(
  work: () => Promise<T>,
): Promise<T | { readonly kind: "failed"; readonly fault: Fault }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitError) return { kind: "failed", fault: error.fault };
    throw error;
  }
}

export function failed(reason: string): GitError {
  return new GitError({ code: "gitFailed", args: { reason: reason.slice(0, 300) } });
}
