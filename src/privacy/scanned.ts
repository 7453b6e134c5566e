/** Remembers what scans found, for a text that comes again: a repository is looked at many times a day. */

import { createHash } from "node:crypto";
import type { ScanSecrets, SecretSpan } from "./cleared.ts";

/** Texts. Only sums of them are kept, and where secrets stand. */
const most = 4000;

/** A scan that failed is made again. */
export function rememberingScans(scan: ScanSecrets): ScanSecrets {
  const known = new Map<string, readonly SecretSpan[]>();
  return async (text, signal) => {
    const sum = createHash("sha256").update(text, "utf16le").digest("base64");
    const remembered = known.get(sum);
    known.delete(sum);
    const spans = remembered ?? (await scan(text, signal));
    if (spans === null) return null;
    known.set(sum, spans);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return spans;
  };
}
