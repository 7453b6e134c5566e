/** The secret of the installation, for those who have no keychain: delimiters and placeholders are the same from run to run by it. */

import { randomBytes } from "node:crypto";
import type { Folder } from "./folder.ts";

export interface Installation {
  /** In hex, 32 bytes. Of this run alone, until `keep` was called once. */
  readonly key: string;
  /** Makes the next run know the key; it fails nobody. */
  keep(): Promise<void>;
}

const name = "installation";

/** Writes nothing. What is not there, or can't be trusted, is made anew. */
export async function openInstallation(folder: Folder): Promise<Installation> {
  const text = await folder.read(name).catch(() => "");
  if (text !== null && /^[0-9a-f]{64}$/.test(text)) return { key: text, keep: async () => undefined };
  const key = randomBytes(32).toString("hex");
  return {
    key,
    keep: async () => {
      // Another run may have made one meanwhile; then that one stays.
      await (text === null ? folder.create(name, key) : folder.write(name, key)).catch(() => undefined);
    },
  };
}
