/** What git complains of, in few words, and in better ones where they help more. */

/** git's first complaint, or what it means where that helps more. */
export function explain(message: string, config: ReadonlyMap<string, string>): string | null {
  if (message.includes("dubious ownership")) {
    return "the folder belongs to another user, so git does not trust it. `git config --global --add safe.directory` with its path says that you do.";
  }
  if (message.includes("safe.bareRepository")) return "this is a bare repository, without a work tree.";
  const complaint = /^(?:fatal|error): (.+)$/m.exec(message)?.[1] ?? null;
  const isMissing =
    /unable to read|missing|lazy fetch|promisor|could not fetch|not a valid object|bad object/i;
  return isPartialClone(config) && isMissing.test(message) ? missingObjects : complaint;
}

export const missingObjects =
  "this is a partial clone, and a text that is needed has not been fetched. `git diff` or `git show` of the same versions fetches it.";

export function isPartialClone(config: ReadonlyMap<string, string>): boolean {
  return [...config.keys()].some(
    (name) => name === "extensions.partialclone" || /^remote\..*\.promisor$/.test(name),
  );
}
