/** Deletes what is kept on this machine, keys excepted, once a person has agreed to that. */

import { l10n, window, type Memento } from "vscode";
import { Unusable } from "../memory/folder.ts";
import type { Memory } from "../memory/memory.ts";
import { plain } from "./plain.ts";
import type { Shown } from "./shown.ts";

export interface Forgetting {
  readonly stored: () => Promise<Memory>;
  /** Of the extension and of this workspace. */
  readonly mementos: readonly Memento[];
  readonly shown: Shown;
  /** `folder`: what will be emptied; a test answers for the person. */
  readonly isAgreed: (folder: string) => Promise<boolean>;
}

/** Resolves to whether all of it is gone. */
export async function deleteLocalData({ stored, mementos, shown, isAgreed }: Forgetting): Promise<boolean> {
  const memory = await stored();
  if (!(await isAgreed(memory.path))) return false;
  await shown.clear();
  for (const memento of mementos) for (const key of memento.keys()) await memento.update(key, undefined);
  try {
    await memory.forgetAll();
  } catch (error) {
    const reason = error instanceof Unusable ? error.message : "UNKNOWN";
    void window.showErrorMessage(
      l10n.t("Second Look: {0} can't be emptied ({1}). Delete it yourself.", plain(memory.path), reason),
    );
    return false;
  }
  void window.showInformationMessage(l10n.t("Second Look keeps nothing any more but your API keys."));
  return true;
}

export async function askToDelete(folder: string): Promise<boolean> {
  const go = l10n.t("Delete");
  const answer = await window.showWarningMessage(
    l10n.t("Delete what Second Look keeps on this machine?"),
    {
      modal: true,
      detail: [
        l10n.t(
          "All of {0}: what was asked and answered, what was spent, what is known of addresses.",
          plain(folder),
        ),
        l10n.t(
          "The findings on show, and which repository may send to which address: you will be asked again.",
        ),
        "",
        l10n.t(
          "API keys stay; Second Look: Clear API Key removes them. The last review of another workspace goes within 7 days.",
        ),
      ].join("\n"),
    },
    go,
  );
  return answer === go;
}
