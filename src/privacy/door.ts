/** What the one door is made of: the rules about names, the scanner, and the key of the placeholders. */

import type { UnsentReason } from "../contract/coverage.ts";
import type { ScanSecrets } from "./cleared.ts";

/** Says why a path (relative to the repository's root, with `/`) must not be read, or null when it may be. */
export type Withhold = (path: string) => UnsentReason | null;

export interface Door {
  readonly withhold: Withhold;
  readonly scan: ScanSecrets;
  /** Makes placeholders the same for the same secret, yet tell nothing about it. */
  readonly key: string;
  /** Stands before every name and tells the repositories of one run apart; empty where there is one. */
  readonly prefix: string;
}
