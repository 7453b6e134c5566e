/** The thread for what is pure and slow: counting tokens and finding secrets, one task after the other. */

import { parentPort } from "node:worker_threads";
import type { SecretSpan } from "./privacy/cleared.ts";
import { scanText } from "./privacy/secrets.ts";
import { countTokens } from "./prompt/tokens.ts";
import type { ThreadReply } from "./thread.ts";

export type Task =
  | { readonly kind: "scan"; readonly text: string }
  | { readonly kind: "count"; readonly texts: readonly string[] };

export type Reply =
  | { readonly kind: "scanned"; readonly spans: readonly SecretSpan[] }
  | { readonly kind: "counted"; readonly counts: readonly number[] };

async function perform(task: Task): Promise<Reply | ThreadReply> {
  try {
    switch (task.kind) {
      case "scan":
        return { kind: "scanned", spans: await scanText(task.text) };
      case "count":
        return { kind: "counted", counts: await countTokens(task.texts) };
    }
  } catch {
    return { kind: "failed" };
  }
}

function reply(message: Reply | ThreadReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on("message", (task: Task) => void perform(task).then(reply));
reply({ kind: "ready" });
