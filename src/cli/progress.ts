/** One line of progress on a screen; nothing where standard error is a file or a pipe. */

import type { Phase } from "../contract/progress.ts";

const clearLine = "\r\u001b[K";

export class ProgressLine {
  #shown = "";
  readonly #write: ((text: string) => void) | null;

  /** `write: null` shows nothing. */
  constructor(write: ((text: string) => void) | null) {
    this.#write = write;
  }

  show(phase: Phase): void {
    const line = describe(phase);
    if (this.#write === null || line === this.#shown) return;
    this.#shown = line;
    this.#write(`${clearLine}${line}`);
  }

  clear(): void {
    if (this.#shown !== "") this.#write?.(clearLine);
    this.#shown = "";
  }
}

function describe(phase: Phase): string {
  switch (phase.kind) {
    case "gathering":
      return "Gathering the change…";
    case "clearing":
      return "Looking for secrets…";
    case "layingOut":
      return "Laying out the prompt…";
    case "askingLeave":
      return "";
    case "asking":
      return `Asking${ofParts(phase)}… (Ctrl-C stops and keeps what was found)`;
    case "reading":
      return `Looking up what the model asks for${ofParts(phase)}…`;
    case "secondLook":
      return `Taking a second look${ofParts(phase)}…`;
    case "waiting":
      return `Waiting ${Math.ceil(phase.seconds)} s for the endpoint's limit…`;
  }
}

function ofParts({ part, parts }: { readonly part: number; readonly parts: number }): string {
  return parts === 1 ? "" : ` (part ${part} of ${parts})`;
}
