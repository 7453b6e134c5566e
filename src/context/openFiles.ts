/** Proposes what is open in the editor: those in sight first, then the others in the order of their tabs. */

import type { Collector } from "./collecting.ts";

/** What the change touches is there already, as the change has it. */
export const openFiles: Collector = async ({ cleared, openDocuments }) => {
  const changed = new Set(cleared.files.flatMap(({ file }) => [file.path, file.oldPath]));
  return openDocuments
    .filter(({ path, text }) => !changed.has(path) && text.trim() !== "")
    .map(({ path, text, visible = true }, index) => ({
      kind: "openFile",
      path,
      text,
      ranges: null,
      reason: { code: visible ? "visible" : "open", names: [] },
      serves: null,
      weight: -index,
    }));
};
